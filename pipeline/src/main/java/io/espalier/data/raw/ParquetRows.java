package io.espalier.data.raw;

import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import java.util.Set;

/** Parquet files with one sequence a row; Spark reads them, so there is no parser here. */
public record ParquetRows() implements SourceFormat {
  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean serves(Task task) {
    return true;
  }

  @Override
  public Content content() {
    return Content.EITHER;
  }

  @Override
  public boolean needsColumns() {
    return true;
  }

  @Override
  public Set<String> unheeded() {
    return Set.of(
        "delimiter",
        "quote",
        "escape",
        "comment",
        "decimal",
        "encoding",
        "text",
        "count",
        "length");
  }

  @Override
  public boolean hasUniqueIds() {
    return true;
  }
}
