package io.espalier.cluster.prepare;

import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.cluster.shards.ShardReport;
import io.espalier.data.Anchor;
import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.SplitRule;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.Placed;
import io.espalier.data.encode.TokenWindows;
import io.espalier.data.encode.Vocabulary;
import io.espalier.data.raw.RawReader;
import io.espalier.data.raw.ReadOptions;
import io.espalier.store.SourceFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Prepares plain text for language models. A file is a stream of tokens, divided by position: the
 * first part for training, then validation, then testing. It is read three times (to count, for the
 * vocabulary, to encode) and never held in memory.
 */
final class TextPreparation {
  private TextPreparation() {}

  static Prepared prepare(PreparationContext context, RawReader reader, String folder) {
    Texts texts =
        new Texts(
            reader,
            context.options(),
            context.plan().windows().maximumSteps(),
            context.configuration());
    JavaRDD<SourceFile> files = RawData.files(context);
    List<Counted> counts =
        context.step(
            "reading",
            () -> files.map(file -> texts.count(file)).collect(),
            found -> "%,d tokens".formatted(found.stream().mapToLong(Counted::tokens).sum()));
    Census census = new Census(context.plan().task(), context.rule());
    Map<String, SplitRule.Parts> parts = new TreeMap<>();
    for (Counted counted : counts) {
      counted.parsed().forEach(parsed -> census.add(counted.file().split(), parsed));
      parts.put(
          key(counted.file()), context.rule().parts(counted.file().split(), counted.tokens()));
    }
    SparkPreparation.check(context, census);
    Vocabulary vocabulary =
        context.step(
            "counting tokens",
            () ->
                TokenCounts.vocabulary(
                    files,
                    file -> texts.tokens(file).limit(parts.get(key(file)).train()).iterator(),
                    context.plan().tokens(),
                    context.plan().splits().shards()),
            found -> "%,d tokens kept".formatted(found.tokens().size() - 1));
    Encoding encoding =
        Encoding.fit(
            context.plan().task(),
            census,
            vocabulary,
            new Encoding.Names(List.of(), List.of(), 0, Anchor.NONE),
            context.plan().cleaning().normalise());
    context.check(encoding, census);
    Broadcast<Vocabulary> shared = context.context().broadcast(vocabulary);
    try {
      int window = context.plan().windows().window();
      int stride = context.plan().windows().stride();
      JavaRDD<Placed> placed =
          files.flatMap(
              file ->
                  new TokenWindows(
                      file.name(),
                      parts.get(key(file)),
                      texts.tokens(file).mapToInt(shared.value()::index).iterator(),
                      window,
                      stride));
      List<ShardReport> reports =
          context.step(
              "writing shards",
              () ->
                  new ShardWriting(context, folder, context.plan().task(), encoding).write(placed),
              ShardReports::outcome);
      return SparkPreparation.finish(context, folder, encoding, census, reports);
    } finally {
      shared.destroy();
    }
  }

  private static String key(SourceFile file) {
    return file.split() + " " + file.path();
  }

  /**
   * @param tokens of the file
   * @param parsed a stand-in for its text if it has two tokens or more, and its bad rows
   */
  private record Counted(SourceFile file, long tokens, List<Parsed> parsed)
      implements Serializable {}

  /** Reads texts on executors. */
  private record Texts(
      RawReader reader,
      ReadOptions options,
      int maximumSteps,
      Broadcast<SerializableConfiguration> configuration)
      implements Serializable {

    private Iterator<Parsed> pieces(SourceFile file) {
      return RawData.rows(reader, options, file, configuration.value());
    }

    private Stream<String> tokens(SourceFile file) {
      Stream<String> all =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(pieces(file), 0), false)
              .filter(RawSequence.class::isInstance)
              .flatMap(piece -> Arrays.stream(((RawSequence) piece).tokens()));
      return maximumSteps > 0 ? all.limit(maximumSteps + 1L) : all;
    }

    private Counted count(SourceFile file) {
      long tokens = 0;
      List<Parsed> parsed = new ArrayList<>();
      Iterator<Parsed> pieces = pieces(file);
      while (pieces.hasNext()) {
        Parsed piece = pieces.next();
        if (piece instanceof RawSequence raw) {
          tokens += raw.length();
        } else {
          parsed.add(piece);
        }
      }
      if (maximumSteps > 0) {
        tokens = Math.min(tokens, maximumSteps + 1L);
      }
      RowOrigin origin = new RowOrigin(file.name(), 1);
      parsed.add(
          tokens < 2
              ? new BadRow(origin, "a text of %d tokens; two are needed".formatted(tokens))
              : RawSequence.ofTokens(file.name(), origin, new String[0], RawTarget.NONE));
      return new Counted(file, tokens, parsed);
    }
  }
}
