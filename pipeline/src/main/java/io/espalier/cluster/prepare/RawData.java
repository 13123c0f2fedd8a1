package io.espalier.cluster.prepare;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.SourceFormat;
import io.espalier.data.Split;
import io.espalier.data.encode.Intake;
import io.espalier.data.generate.Generator;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.OrderEvidence;
import io.espalier.data.join.StepOrder;
import io.espalier.data.raw.ColumnSurvey;
import io.espalier.data.raw.DecodedText;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.RawReader;
import io.espalier.data.raw.ReadOptions;
import io.espalier.store.SourceFile;
import io.espalier.store.SourceFiles;
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
    JavaRDD<SourcePiece> read = read(context);
    SourceFormat format = context.plan().source().format();
    Grouping grouping = context.plan().source().columns().grouping();
    int partitions = context.plan().splits().shards();
    Intake intake = context.intake();
    boolean isGathered = !grouping.id().isEmpty() || !grouping.column().isEmpty();
    JavaRDD<SourcePiece> whole =
        format.hasUniqueIds()
            ? Gathering.unique(read, partitions, grouping)
            : isGathered
                ? joined(context, Gathering.byId(read, partitions, grouping), grouping)
                : read;
    return whole.map(given -> new SourcePiece(given.split(), accepted(intake, given.parsed())));
  }

  private static JavaRDD<SourcePiece> joined(
      PreparationContext context, JavaRDD<SourcePiece> sorted, Grouping grouping) {
    boolean isOpen = !grouping.column().isEmpty() && grouping.order().isOpen();
    return Gathering.joined(
        sorted, isOpen ? grouping.ordered(order(context, sorted, grouping.column())) : grouping);
  }

  /** What the column's cells are; the shuffle it takes is used again by what follows. */
  private static StepOrder order(
      PreparationContext context, JavaRDD<SourcePiece> sorted, String column) {
    return context.step(
        "finding the order",
        () ->
            sorted
                .mapPartitions(
                    pieces -> {
                      OrderEvidence evidence = new OrderEvidence();
                      pieces.forEachRemaining(given -> evidence.add(given.parsed()));
                      return List.of(evidence).iterator();
                    })
                .collect()
                .stream()
                .reduce(new OrderEvidence(), OrderEvidence::merge)
                .order(column),
        found -> "each cell of %s is %s".formatted(column, found.said()));
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
      return ParquetSource.read(context, elements(context.options()));
    }
    Broadcast<SerializableConfiguration> configuration = context.configuration();
    ReadOptions options = settled(context, reader);
    return files(context)
        .flatMap(
            file -> {
              Iterator<Parsed> rows = rows(reader, options, file, configuration.value());
              return new Tagged(file.split(), rows);
            });
  }

  private static ParquetSource.Elements elements(ReadOptions options) {
    return switch (options.columns().dialect().notation().content()) {
      case NUMBERS -> ParquetSource.Elements.NUMBERS;
      case TOKENS -> ParquetSource.Elements.TOKENS;
      case EITHER -> ParquetSource.Elements.BY_TYPE;
    };
  }

  /** The options, once all files have been asked what their one column of features holds. */
  private static ReadOptions settled(PreparationContext context, RawReader reader) {
    ReadOptions options = context.options();
    if (!reader.isSurveyed(options)) {
      return options;
    }
    Broadcast<SerializableConfiguration> configuration = context.configuration();
    String column = options.columns().input().get(0);
    ColumnSurvey found =
        context.step(
            "looking at " + column,
            () ->
                files(context)
                    .map(file -> survey(reader, options, file, configuration.value()))
                    .collect()
                    .stream()
                    .reduce(new ColumnSurvey(), ColumnSurvey::merge),
            survey -> survey.outcome(column));
    return options.holding(found.content(column));
  }

  private static ColumnSurvey survey(
      RawReader reader, ReadOptions options, SourceFile file, SerializableConfiguration hadoop) {
    return reader.survey(options, file.name(), text(reader, options, file, hadoop));
  }

  /** The files of the source, each a partition. */
  static JavaRDD<SourceFile> files(PreparationContext context) {
    List<SourceFile> files = context.files().files();
    return context.context().parallelize(files, files.size());
  }

  /** What one file holds; it is closed when the task ends. */
  static Iterator<Parsed> rows(
      RawReader reader, ReadOptions options, SourceFile file, SerializableConfiguration hadoop) {
    Iterator<Parsed> rows = reader.read(options, file.name(), text(reader, options, file, hadoop));
    return rows.hasNext()
        ? rows
        : List.<Parsed>of(new BadRow(new RowOrigin(file.name(), 1), "the file holds no sequences"))
            .iterator();
  }

  private static Reader text(
      RawReader reader, ReadOptions options, SourceFile file, SerializableConfiguration hadoop) {
    Dialect dialect = options.columns().dialect();
    Reader text =
        new DecodedText(
            SourceFiles.open(hadoop.value(), file), dialect.encoding(), reader.comment(dialect));
    TaskCompletionListener closing = task -> close(text);
    TaskContext.get().addTaskCompletionListener(closing);
    return text;
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

  private record Tagged(Split split, Iterator<Parsed> rows) implements Iterator<SourcePiece> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public SourcePiece next() {
      return new SourcePiece(split, rows.next());
    }
  }
}
