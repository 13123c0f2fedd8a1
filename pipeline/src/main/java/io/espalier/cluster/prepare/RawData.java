package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.SourceFormat;
import io.espalier.data.Split;
import io.espalier.data.encode.Intake;
import io.espalier.data.generate.Generator;
import io.espalier.data.raw.RawReader;
import io.espalier.data.raw.ReadOptions;
import io.espalier.store.SourceFile;
import io.espalier.store.SourceFiles;
import io.espalier.store.parquet.Elements;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The raw sequences of a source as an RDD whose partitions and their order depend on the plan and
 * the files alone: a file, a slice of what is generated, or a share of the ids is a partition.
 */
final class RawData {
  private static final int SLICE = 2048;

  private RawData() {}

  /** Whole sequences and bad rows of any source but plain text. */
  static JavaRDD<SourcePiece> of(PreparationContext context) {
    Intake intake = context.intake();
    return read(context)
        .map(given -> new SourcePiece(given.split(), accepted(intake, given.parsed())));
  }

  private static Parsed accepted(Intake intake, Parsed parsed) {
    return parsed instanceof RawSequence raw ? intake.accept(raw) : parsed;
  }

  private static JavaRDD<SourcePiece> read(PreparationContext context) {
    SourceFormat format = context.plan().source().format();
    if (format instanceof Generator generator) {
      return generated(context, generator);
    }
    if (!(format instanceof RawReader reader)) {
      return ParquetSource.read(context, Elements.BY_TYPE);
    }
    Broadcast<SerializableConfiguration> configuration = context.configuration();
    ReadOptions options = context.options();
    JavaRDD<SourcePiece> read =
        files(context)
            .flatMap(
                file -> {
                  Iterator<Parsed> rows = rows(reader, options, file, configuration.value());
                  return new Tagged(file.split(), rows);
                });
    return options.columns().id().isEmpty()
        ? read
        : Gathering.byId(read, context.plan().splits().shards(), Gathering.Ids.OF_PIECES);
  }

  /** The files of the source, each a partition. */
  static JavaRDD<SourceFile> files(PreparationContext context) {
    List<SourceFile> files = context.files().files();
    return context.context().parallelize(files, files.size());
  }

  /** What one file holds; it is closed when the task ends. */
  static Iterator<Parsed> rows(
      RawReader reader, ReadOptions options, SourceFile file, SerializableConfiguration hadoop) {
    Reader text = SourceFiles.open(hadoop.value(), file);
    TaskCompletionListener closing = task -> close(text);
    TaskContext.get().addTaskCompletionListener(closing);
    Iterator<Parsed> rows = reader.read(options, file.name(), text);
    return rows.hasNext()
        ? rows
        : List.<Parsed>of(new BadRow(new RowOrigin(file.name(), 1), "the file holds no sequences"))
            .iterator();
  }

  private static void close(Reader text) {
    try {
      text.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaRDD<SourcePiece> generated(PreparationContext context, Generator generator) {
    var plan = context.plan();
    int count = plan.source().generator().count();
    List<Integer> slices = new ArrayList<>();
    for (int from = 0; from < count; from += SLICE) {
      slices.add(from);
    }
    Generator.Wish wish =
        new Generator.Wish(plan.task(), plan.source().generator().length(), context.seed());
    return context
        .context()
        .parallelize(slices, Math.max(1, slices.size()))
        .flatMap(
            from ->
                LongStream.range(from, Math.min(count, (long) from + SLICE))
                    .mapToObj(
                        index -> new SourcePiece(Split.TRAIN, generator.generate(wish, index)))
                    .iterator());
  }
}
