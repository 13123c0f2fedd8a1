package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

/** Files that are parts of one table. */
class ParquetPartsTest extends ParquetFixture {
  @Test
  void foldersGiveTheirFilesColumns() {
    for (String value : List.of("hi", "lo%2Fw", "__HIVE_DEFAULT_PARTITION__")) {
      write(
          "set/label=" + value + "/day=07/part.parquet",
          "required int64 id; " + doubles("x"),
          rows(
              2,
              (row, i) -> {
                row.add("id", (long) i);
                addAll(row, "x", i);
              }));
    }
    Path set = folder.resolve("set");
    List<Parsed> read =
        read(options(Tasks.CLASSIFICATION, columns("day", "", List.of("x"), "label")), set);
    assertThat(read)
        .filteredOn(RawSequence.class::isInstance)
        .extracting(each -> ((RawSequence) each).target().label() + ((RawSequence) each).id())
        .containsExactlyInAnyOrder("hi07", "hi07", "lo/w07", "lo/w07");
    assertThat(reasons(read)).containsOnly("the label is empty").hasSize(2);
  }

  @Test
  void aPartOfAnotherKindOrWithoutTheColumnIsRefusedByName() {
    Path one = write("p/one.parquet", "optional int32 y; " + doubles("x"), List.of());
    Path two = write("p/two.parquet", "optional binary y (STRING); " + doubles("x"), List.of());
    Path three = write("p/three.parquet", doubles("x"), List.of());
    ReadOptions options = options(Tasks.CLASSIFICATION, columns("", "", List.of("x"), "y"));
    assertThatThrownBy(() -> open(options, one, two))
        .hasMessageContaining("column 'y' is int32 in one.parquet and string in two.parquet");
    assertThatThrownBy(() -> open(options, one, three))
        .hasMessageContaining("three.parquet has no column 'y'; its columns are x");
  }

  @Test
  void textThatIsNotUtf8IsRefusedByColumn() {
    Path file =
        write(
            "latin.parquet",
            "optional binary name (STRING); " + doubles("x"),
            rows(
                3,
                (row, i) -> {
                  row.add(
                      "name", Binary.fromConstantByteArray(new byte[] {'a', (byte) (i + 0xE0)}));
                  addAll(row, "x", i);
                }));
    ReadOptions options = options(Tasks.CLASSIFICATION, columns("name", "", List.of("x"), "name"));
    assertThat(reasons(read(options, file)))
        .containsExactly(
            "latin.parquet is damaged in column 'name', after row 0: text that is not UTF-8");
  }
}
