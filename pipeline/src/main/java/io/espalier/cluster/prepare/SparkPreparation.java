package io.espalier.cluster.prepare;

import io.espalier.cluster.shards.ShardReport;
import io.espalier.data.BadRow;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Extent;
import io.espalier.data.Remark;
import io.espalier.data.Split;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Encoding;
import io.espalier.data.encode.ScaleNotes;
import io.espalier.data.encode.UnseenLabels;
import io.espalier.data.raw.RawReader;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.run.Progress;
import io.espalier.store.DatasetFile;
import io.espalier.store.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Turns raw files into a sharded dataset, distributed: one pass to find what there is, one to
 * encode and write it. Nothing that grows with the number of sequences reaches the driver.
 */
public final class SparkPreparation {
  private SparkPreparation() {}

  /**
   * A prepared dataset.
   *
   * @param info as in its {@code dataset.json}
   * @param bad the first bad rows that were skipped, by file and line
   * @param badRows how many were skipped
   * @param notes what else there is to know, in sentences
   */
  public record Prepared(DatasetInfo info, List<BadRow> bad, long badRows, List<String> notes) {}

  /**
   * Prepares a dataset in a folder. The files there depend on the plan, the seed and the raw data
   * alone, not on the cluster; running it again writes the same bytes.
   *
   * @param run name of the run, for people who watch
   * @param normalisers in the place of those of the training split
   * @param folder any Hadoop file system; without a scheme, on its default one
   * @param check refuses what the dataset will be, its counts aside, before anything is written
   * @throws InputException if the raw data cannot be used as the plan says; no file is left then
   */
  public static Prepared prepare(
      SparkSession spark,
      String run,
      DataPlan plan,
      long seed,
      Optional<Encoding.Given> normalisers,
      String folder,
      Progress progress,
      Consumer<DatasetInfo> check) {
    PreparationContext context =
        new PreparationContext(spark, run + " · prepare", plan, seed, normalisers, progress, check);
    try {
      ManyShards.ofPlan(plan).ifPresent(context::say);
      return plan.source().format() instanceof RawReader reader && reader.isStream()
          ? TextPreparation.prepare(context, reader, folder)
          : SequencePreparation.prepare(context, folder);
    } finally {
      context.close();
    }
  }

  /** Refuses raw data that must not be used, before anything is written. */
  public static void check(PreparationContext context, Census census) {
    if (!census.refused().isEmpty()) {
      throw new InputException(census.refused());
    }
    List<String> unclear =
        census.remarks().stream()
            .filter(remark -> remark.subject().isRefused())
            .map(Remark::toString)
            .toList();
    if (!unclear.isEmpty()) {
      throw new InputException(unclear);
    }
    if (census.badRows() > 0
        && (context.plan().cleaning().badRows() == DataPlan.CleaningPlan.BadRows.FAIL
            || census.sequences() == 0)) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "%d bad row%s%s; data.bad-rows = skip would leave them out"
              .formatted(
                  census.badRows(),
                  census.badRows() == 1 ? "" : "s",
                  census.badRows() > census.bad().size()
                      ? ", the first %d are named here".formatted(census.bad().size())
                      : ""));
      census.bad().forEach(row -> problems.add(row.toString()));
      throw new InputException(problems);
    }
    if (census.sequences() == 0) {
      throw new InputException("the source holds no sequences");
    }
    if (census.widths().size() > 1) {
      List<String> places = new ArrayList<>();
      census
          .widths()
          .forEach(
              (width, origin) ->
                  places.add((width == 0 ? "tokens" : width + " features") + " (" + origin + ")"));
      throw new InputException(
          "sequences differ in what a step holds: " + String.join(", ", places));
    }
    if (context.plan().task().extent() == Extent.SERIES && census.widths().containsKey(0)) {
      throw new InputException(
          "data.task = %s needs columns of numbers, and data.source.features (%s) holds tokens"
              .formatted(
                  context.plan().task().name(),
                  String.join(", ", context.plan().source().columns().input())));
    }
    if (census.targetWidths().size() > 1) {
      throw new InputException(
          "sequences differ in how many numbers are to be predicted: " + census.targetWidths());
    }
    UnseenLabels.check(census);
  }

  /** Writes {@code dataset.json} after the shards, or takes them back if a split came out empty. */
  static Prepared finish(
      PreparationContext context,
      String folder,
      Encoding encoding,
      Census census,
      List<ShardReport> reports) {
    DatasetInfo info = ShardReports.info(context.plan().task(), encoding, census, reports);
    List<String> problems = new ArrayList<>();
    for (Split split : Split.values()) {
      if (info.split(split).sequences() == 0 && isWanted(context, split)) {
        problems.add(
            "the %s split has no sequences; give more data, or raise data.%s or lower the other"
                    .formatted(split.folder(), split.folder())
                + " fractions");
      }
    }
    if (!problems.isEmpty()) {
      discard(context, folder);
      throw new InputException(problems);
    }
    DatasetFile.write(context.hadoop(), folder, info);
    return new Prepared(info, census.bad(), census.badRows(), notes(context, encoding, census));
  }

  private static List<String> notes(PreparationContext context, Encoding encoding, Census census) {
    List<String> notes = new ArrayList<>();
    var source = context.plan().source();
    if (source.format().hasStepRows() && source.columns().order().isEmpty()) {
      notes.add(
          "without data.source.order the steps of a sequence stand in the order of the file's rows");
    }
    census.remarks().forEach(remark -> notes.add(remark.toString()));
    notes.addAll(ScaleNotes.notes(encoding, census));
    return notes;
  }

  private static boolean isWanted(PreparationContext context, Split split) {
    return switch (split) {
      case TRAIN -> true;
      case VALIDATION -> context.files().has(split) || context.rule().validation() > 0;
      case TEST -> context.files().has(split) || context.rule().test() > 0;
    };
  }

  private static void discard(PreparationContext context, String folder) {
    for (Split split : Split.values()) {
      Folder.at(folder, context.hadoop()).child(split.folder()).delete();
    }
  }
}
