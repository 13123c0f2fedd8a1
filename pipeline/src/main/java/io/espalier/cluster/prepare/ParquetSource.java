package io.espalier.cluster.prepare;

import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import io.espalier.store.parquet.Elements;
import io.espalier.store.parquet.RawTable;
import io.espalier.store.parquet.TableReader;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads Parquet files with one sequence a row: one array column of numbers for each feature, one of
 * vectors, or a single column of {@code array<int>} or {@code array<string>}, which holds tokens;
 * or with one step a row: one column of numbers for each feature, one array or vector of all of
 * them, or one of tokens. A label is a name; a target is a number, or an array: of the numbers of a
 * vector for regression, of a number for each step for a forecast.
 */
public final class ParquetSource {
  private ParquetSource() {}

  /**
   * Whole sequences, sorted by id within a partition. Partitions depend on files and plan alone.
   *
   * @throws io.espalier.model.InputException if the files or their columns cannot be used
   */
  public static JavaRDD<SourcePiece> read(PreparationContext context, Elements elements) {
    ReadOptions options = context.options();
    RawTable table =
        context.step(
            "looking at the columns",
            () -> table(context, elements),
            opened -> outcome(opened.content().extent(), options.columns().order()));
    RowContent content = table.content();
    Broadcast<SerializableConfiguration> hadoop = context.configuration();
    JavaRDD<SourcePiece> pieces =
        context
            .context()
            .parallelize(table.parts(), Math.max(1, table.parts().size()))
            .flatMap(
                part -> {
                  TableReader reader =
                      new TableReader(hadoop.value().value(), part, options, content);
                  TaskCompletionListener closing = task -> reader.close();
                  TaskContext.get().addTaskCompletionListener(closing);
                  return new Tagged(part.file().split(), reader);
                });
    return content.extent() == RowContent.Extent.STEP
        ? RawData.joined(context, pieces)
        : Gathering.unique(pieces, context.plan().splits().shards(), options.columns().grouping());
  }

  /**
   * How much of a sequence a row of the files holds.
   *
   * @throws io.espalier.model.InputException if the files or their columns cannot be used
   */
  public static RowContent.Extent extent(PreparationContext context, Elements elements) {
    return table(context, elements).content().extent();
  }

  private static RawTable table(PreparationContext context, Elements elements) {
    return RawTable.open(context.hadoop(), context.files().files(), context.options(), elements);
  }

  private static String outcome(RowContent.Extent extent, String order) {
    return extent == RowContent.Extent.SEQUENCE
        ? "a row is a sequence"
        : order.isEmpty()
            ? "a row is a step; without data.source.order steps stand in the order of the file's rows"
            : "a row is a step";
  }
}
