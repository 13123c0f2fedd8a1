package io.espalier.data.raw;

import io.espalier.data.SourceFacet;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import java.util.Set;

/** Parquet files with a sequence or a step a row; the store reads them, there is no parser here. */
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
  public Set<SourceFacet> heeds() {
    return Set.of(
        SourceFacet.MISSING,
        SourceFacet.CONTENT,
        SourceFacet.IDS,
        SourceFacet.ORDER,
        SourceFacet.FEATURES,
        SourceFacet.LABEL,
        SourceFacet.TARGET);
  }
}
