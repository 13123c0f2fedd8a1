package io.espalier.cluster.predict;

import io.espalier.cluster.prepare.ParquetSource;
import io.espalier.cluster.prepare.PreparationContext;
import io.espalier.cluster.prepare.SequencePreparation;
import io.espalier.cluster.prepare.SourcePiece;
import io.espalier.cluster.prepare.SparkPreparation;
import io.espalier.data.BadRow;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Sequence;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Cutting;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.Intake;
import io.espalier.data.encode.Placed;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.ParquetRows;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.RowContent;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.Plan;
import io.espalier.plan.SourcePlan;
import io.espalier.run.Progress;
import io.espalier.store.parquet.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Parquet files that nothing was done to: encoded as the plan's prepared dataset is, labelled or
 * not. Columns are those of {@code data.source} where the plan reads Parquet itself; otherwise
 * {@code id} and one column for each feature of the dataset, or {@code tokens} as text, and where a
 * row is a step also the one that the plan orders steps by.
 */
public final class RawInput implements PredictionInput {
  private final PreparationContext context;
  private final Progress progress;
  private final Info info;
  private final Broadcast<Encoding> encoding;
  private Optional<JavaRDD<SourcePiece>> kept = Optional.empty();

  private RawInput(PreparationContext context, Info info, Progress progress) {
    this.context = context;
    this.progress = progress;
    this.info = info;
    this.encoding = context.context().broadcast(Encoding.of(info.encoded()));
  }

  /**
   * How the input is read.
   *
   * @param encoded features that are made of its columns
   * @param read those of them that are of use: all, but where a column is a vector of several
   */
  private record Info(DatasetInfo encoded, DatasetInfo read) {
    static Info of(SourcePlan source, DatasetInfo all, DatasetInfo read) {
      boolean byColumn =
          !(source.format() instanceof ParquetRows)
              || source.columns().input().containsAll(read.input().features());
      return new Info(byColumn ? read : all, read);
    }

    /** Numbers of the features that are of use. */
    int[] chosen() {
      return read.input().features().stream()
          .mapToInt(encoded.input().features()::indexOf)
          .toArray();
    }
  }

  /**
   * @param all what the plan's prepared dataset holds
   * @param read what of it is of use; columns with nothing else are not read
   * @param input a file, a folder or a glob
   * @throws InputException if nothing is there
   */
  public static RawInput open(
      SparkSession spark,
      Plan plan,
      DatasetInfo all,
      DatasetInfo read,
      String input,
      Progress progress) {
    Info both = Info.of(plan.data().source(), all, read);
    DatasetInfo info = both.encoded();
    Columns columns = columns(plan.data().source(), info, Grouping.by("id", ""));
    Grouping steps = plan.data().source().columns().grouping();
    try {
      PreparationContext context = context(spark, plan, info, input, columns, progress);
      if (columns.order().equals(steps.column())
          || ParquetSource.extent(context, elements(info)) == RowContent.Extent.SEQUENCE) {
        return new RawInput(context, both, progress);
      }
      context.close();
      Grouping ordered = Grouping.by(columns.id(), steps.column()).ordered(steps.order());
      Columns known = columns(plan.data().source(), info, ordered);
      return new RawInput(context(spark, plan, info, input, known, progress), both, progress);
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream()
              .map(problem -> problem.replaceFirst("^data\\.source\\.train", "the input"))
              .toList());
    }
  }

  private static PreparationContext context(
      SparkSession spark,
      Plan plan,
      DatasetInfo info,
      String input,
      Columns columns,
      Progress progress) {
    return new PreparationContext(
        spark,
        plan.run().name() + " · predict",
        unlabelled(plan.data(), info, input, columns),
        plan.run().seed(),
        Optional.empty(),
        progress,
        found -> {});
  }

  private static DataPlan unlabelled(
      DataPlan plan, DatasetInfo info, String input, Columns columns) {
    return new DataPlan(
        info.task(),
        new SourcePlan(
            new ParquetRows(),
            List.of(input),
            List.of(),
            List.of(),
            columns,
            plan.source().generator()),
        plan.tokens(),
        new DataPlan.WindowPlan(
            plan.windows().window(),
            plan.windows().stride(),
            0,
            plan.windows().maximumSteps(),
            plan.windows().anchor()),
        plan.cleaning(),
        plan.splits());
  }

  /**
   * The columns of the input.
   *
   * @param rows ids and orders where the plan does not read Parquet
   */
  private static Columns columns(SourcePlan source, DatasetInfo info, Grouping rows) {
    List<String> named =
        info.input().isTokens() ? List.of("tokens") : new ArrayList<>(info.input().features());
    Dialect dialect = source.columns().dialect();
    List<String> given = source.columns().input();
    List<String> left = given.stream().filter(info.input().features()::contains).toList();
    return source.format() instanceof ParquetRows
        ? new Columns(
            dialect, source.columns().grouping(), left.isEmpty() ? given : left, "", List.of())
        : new Columns(dialect, rows, named, "", List.of());
  }

  private static Elements elements(DatasetInfo info) {
    return info.input().isTokens() ? Elements.TOKENS : Elements.NUMBERS;
  }

  @Override
  public DatasetInfo info() {
    return info.read();
  }

  @Override
  public JavaRDD<Sequence> sequences() {
    Intake intake = context.intake();
    Broadcast<Encoding> shared = encoding;
    JavaRDD<SourcePiece> raw =
        ParquetSource.read(context, elements(info.read()))
            .map(given -> new SourcePiece(given.split(), accepted(given.parsed(), intake, shared)))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    kept = Optional.of(raw);
    Census census =
        context.step(
            "reading",
            () -> SequencePreparation.census(raw, info.read().task(), context.rule()),
            Census::outcome);
    SparkPreparation.check(context, census);
    if (census.badRows() > 0) {
      progress.say("%d bad rows were skipped, the first of them:".formatted(census.badRows()));
      census.bad().stream().map(BadRow::toString).forEach(progress::say);
    }
    DataPlan.WindowPlan windows = context.plan().windows();
    Cutting cutting =
        new Cutting(
            info.read().task(),
            context.rule(),
            windows.window(),
            windows.stride(),
            windows.horizon());
    JavaRDD<Sequence> sequences =
        SequencePreparation.cut(raw, cutting, shared).map(Placed::sequence);
    if (info.encoded().equals(info.read())) {
      return sequences;
    }
    int[] chosen = info.chosen();
    return sequences.map(sequence -> sequence.ofFeatures(chosen));
  }

  private static Parsed accepted(Parsed parsed, Intake intake, Broadcast<Encoding> encoding) {
    Parsed taken = parsed instanceof RawSequence raw ? intake.accept(raw) : parsed;
    return taken instanceof RawSequence raw ? encoding.value().accept(raw) : taken;
  }

  @Override
  public void close() {
    kept.ifPresent(JavaRDD::unpersist);
    encoding.destroy();
    context.close();
  }
}
