package io.espalier.cluster.prepare;

import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.cluster.shards.ShardReport;
import io.espalier.data.RawSequence;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Task;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Cutting;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.Placed;
import io.espalier.data.encode.ScaleNotes;
import io.espalier.data.encode.Vocabulary;
import io.espalier.plan.DataPlan;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** Prepares sources that hold sequences or series, one of which fits an executor's memory. */
public final class SequencePreparation {
  private SequencePreparation() {}

  static Prepared prepare(PreparationContext context, String folder) {
    DataPlan plan = context.plan();
    SplitRule rule = context.rule();
    JavaRDD<SourcePiece> raw = RawData.of(context).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      Census census =
          context.step("reading", () -> census(raw, plan.task(), rule), Census::outcome);
      SparkPreparation.check(context, census);
      ManyShards.ofSequences(plan, census.sequences()).ifPresent(context::say);
      int width = census.widths().keySet().iterator().next();
      Vocabulary vocabulary =
          width == 0
              ? context.step(
                  "counting tokens",
                  () -> vocabulary(context, raw, rule),
                  found -> "%,d tokens kept".formatted(found.tokens().size() - 1))
              : Vocabulary.of(List.of());
      Encoding encoding =
          context.normalised(
              Encoding.fit(
                  plan.task(),
                  census,
                  vocabulary,
                  names(plan, width),
                  context.plan().cleaning().normalise()));
      ScaleNotes.check(encoding, census);
      context.check(encoding, census);
      Broadcast<Encoding> shared = context.context().broadcast(encoding);
      try {
        Cutting cutting =
            new Cutting(
                plan.task(),
                rule,
                plan.windows().window(),
                plan.windows().stride(),
                plan.windows().horizon());
        JavaRDD<Placed> placed = cut(raw, cutting, shared);
        List<ShardReport> reports =
            context.step(
                "writing shards",
                () -> new ShardWriting(context, folder, plan.task(), encoding).write(placed),
                ShardReports::outcome);
        return SparkPreparation.finish(context, folder, encoding, census, reports);
      } finally {
        shared.destroy();
      }
    } finally {
      raw.unpersist();
    }
  }

  /** The encoded sequences of raw ones; bad rows have none. */
  public static JavaRDD<Placed> cut(
      JavaRDD<SourcePiece> raw, Cutting cutting, Broadcast<Encoding> encoding) {
    return raw.flatMap(
        given ->
            given.parsed() instanceof RawSequence sequence
                ? cutting.cut(given.split(), sequence, encoding.value())
                : Collections.emptyIterator());
  }

  /** What one pass finds. */
  public static Census census(JavaRDD<SourcePiece> raw, Task task, SplitRule rule) {
    return raw
        .mapPartitions(
            partition -> {
              Census census = new Census(task, rule);
              partition.forEachRemaining(given -> census.add(given.split(), given.parsed()));
              return List.of(census).iterator();
            })
        .collect()
        .stream()
        .reduce(new Census(task, rule), Census::merge);
  }

  private static Vocabulary vocabulary(
      PreparationContext context, JavaRDD<SourcePiece> raw, SplitRule rule) {
    return TokenCounts.vocabulary(
        raw,
        given ->
            given.parsed() instanceof RawSequence sequence
                    && rule.of(given.split(), sequence.id()) == Split.TRAIN
                ? Arrays.asList(sequence.tokens()).iterator()
                : Collections.emptyIterator(),
        context.plan().tokens(),
        context.plan().splits().shards());
  }

  /** The places of vectors in one column have its name and a number. */
  private static List<String> named(List<String> columns, int width) {
    return columns.size() == width || width == 0
        ? columns
        : IntStream.rangeClosed(1, width).mapToObj(i -> columns.get(0) + "-" + i).toList();
  }

  private static Encoding.Names names(DataPlan plan, int width) {
    var columns = plan.source().columns();
    boolean isNamed = plan.source().format().needsColumns();
    List<String> features =
        isNamed
            ? named(columns.input(), width)
            : width == 1
                ? List.of("value")
                : IntStream.rangeClosed(1, width).mapToObj(d -> "dimension-" + d).toList();
    return new Encoding.Names(
        features,
        isNamed ? columns.target() : List.of("target"),
        plan.windows().horizon(),
        plan.windows().anchor());
  }
}
