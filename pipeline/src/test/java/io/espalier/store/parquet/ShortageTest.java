package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import io.espalier.store.SourceFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** What is said where memory runs out. */
class ShortageTest extends ParquetFixture {
  private static final ReadOptions X = options(Tasks.REGRESSION, columns("", "", List.of("x"), ""));
  private static final RowContent ROWS =
      new RowContent(RowContent.Extent.SEQUENCE, RowContent.Kind.NUMBERS);

  /** Settings of a process that has no memory left. */
  private static final class Exhausted extends Configuration {
    @Override
    public String get(String name, String defaultValue) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private SourceFile file(long length) {
    Path file = write("x.parquet", doubles("x"), rows(3, (row, i) -> addAll(row, "x", i)));
    SourceFile found = open(X, file).parts().get(0).file();
    return new SourceFile(found.split(), found.name(), found.path(), length, found.modified());
  }

  private static Parsed read(SourceFile file) {
    try (TableReader reader =
        new TableReader(new Exhausted(), new TablePart(file, 0, 1, 0), X, ROWS)) {
      return reader.next();
    }
  }

  @Test
  void aLittleFileThatAsksForAllMemoryIsDamaged() {
    SourceFile little = file(1000);
    assertThat(((RefusedFile) read(little)).problem())
        .startsWith("x.parquet is damaged, after row 0: it asks for more memory than the")
        .endsWith("MB that there are, and states 1,000 bytes");
    assertThatThrownBy(() -> TableFile.read(new Exhausted(), little))
        .isInstanceOf(NotReadable.class)
        .hasMessageContaining("asks for more memory");
  }

  @Test
  void aLargeFileNeedsMoreMemory() {
    SourceFile large = file(1L << 40);
    assertThatThrownBy(() -> read(large))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessageStartingWith("memory ran out at ")
        .hasMessageContaining("while reading x.parquet, of which 1,099,511,627,776 bytes")
        .hasMessageContaining("ESPALIER_MEMORY")
        .hasMessageContaining("spark.executor.memory");
    assertThatThrownBy(() -> TableFile.read(new Exhausted(), large))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whatManyReadersNeedTogetherCounts() {
    long heap = 1L << 30;
    long stated = 8L << 20;
    assertThat(new Shortage("x", stated, heap, 4).damage()).hasMessageContaining("1,024 MB");
    assertThatThrownBy(() -> new Shortage("x", stated, heap, 8).damage())
        .isInstanceOf(UncheckedIOException.class);
  }
}
