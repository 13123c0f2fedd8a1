package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.DataPlans;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ParquetRows;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ParquetPreparationTest extends PreparationFixture {
  @Test
  void preparesParquetOfNumbersWithoutIds() {
    ArrayType floats = DataTypes.createArrayType(DataTypes.FloatType);
    ArrayType longs = DataTypes.createArrayType(DataTypes.LongType);
    StructType schema =
        new StructType().add("a", floats).add("b", longs).add("kind", DataTypes.IntegerType);
    List<Row> rows =
        IntStream.range(0, 60)
            .mapToObj(i -> RowFactory.create(List.of(1f * i, 2f), List.of(3L, 4L), 10 - i % 3))
            .toList();
    Path data = folder.resolve("data parquet");
    spark.createDataFrame(rows, schema).repartition(3).write().parquet(data.toString());
    Columns columns = new Columns("auto", "", "", List.of("a", "b"), "kind", List.of());
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.CLASSIFICATION, DataPlans.files(new ParquetRows(), columns, data)))
            .info();
    assertThat(info.output().classes()).containsExactly("8", "9", "10");
    assertThat(readAll(info)).hasSize(60).extracting(Sequence::id).doesNotHaveDuplicates();
    assertThat(readAll(info)).allMatch(s -> s.id().matches("part-.*parquet:\\d{6}"));
  }

  @Test
  void preparesParquetOfTokensAndVectors() {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType)
            .add("items", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("y", DataTypes.createArrayType(DataTypes.DoubleType));
    List<Row> rows =
        IntStream.range(0, 40)
            .mapToObj(i -> RowFactory.create("u" + i, List.of(7, 7, i % 4), List.of(1.0 * i, 2.0)))
            .toList();
    Path data = folder.resolve("tokens");
    spark.createDataFrame(rows, schema).write().parquet(data.toString());
    Columns columns = new Columns("auto", "key", "", List.of("items"), "", List.of("y"));
    DatasetInfo info =
        prepare(DataPlans.of(Tasks.REGRESSION, DataPlans.files(new ParquetRows(), columns, data)))
            .info();
    assertThat(info.input().vocabulary()).startsWith("<unk>", "7").hasSize(6);
    assertThat(info.output().targets()).containsExactly("y-1", "y-2");
    assertThat(readAll(info)).hasSize(40);
  }

  @Test
  void parquetFilesOfTheSameNameInSeveralFoldersAreToldApart() throws IOException {
    StructType schema =
        new StructType()
            .add("x", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.DoubleType);
    List<Row> rows =
        IntStream.range(0, 20).mapToObj(i -> RowFactory.create(List.of(1.0 * i), 1.0)).toList();
    for (String name : List.of("a 1%", "b")) {
      Path data = folder.resolve(name);
      spark.createDataFrame(rows, schema).coalesce(1).write().parquet(data.toString());
      try (var files = Files.list(data)) {
        Path part =
            files
                .filter(f -> f.getFileName().toString().startsWith("part-"))
                .findFirst()
                .orElseThrow();
        Files.move(part, data.resolve("x.parquet"));
      }
    }
    Columns columns = new Columns("auto", "", "", List.of("x"), "", List.of("y"));
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.REGRESSION,
                    DataPlans.files(
                        new ParquetRows(), columns, folder.resolve("a 1%"), folder.resolve("b"))))
            .info();
    assertThat(readAll(info))
        .hasSize(40)
        .extracting(Sequence::id)
        .contains("a 1%/x.parquet:000001", "b/x.parquet:000020");
  }

  @Test
  void unknownParquetColumnIsNamedBesideThoseThereAre() {
    Path data = folder.resolve("range");
    spark.range(3).write().parquet(data.toString());
    Columns columns = new Columns("auto", "", "", List.of("a"), "id", List.of());
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION, DataPlans.files(new ParquetRows(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no column 'a'; its columns are id");
  }

  @Test
  void sameIdTwiceInParquetIsABadRow() {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType)
            .add("x", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.DoubleType);
    Path data = folder.resolve("twice");
    List<Row> rows =
        List.of(
            RowFactory.create("u", List.of(1.0), 1.0), RowFactory.create("u", List.of(2.0), 1.0));
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(data.toString());
    Columns columns = new Columns("auto", "key", "", List.of("x"), "", List.of("y"));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.REGRESSION, DataPlans.files(new ParquetRows(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the id 'u' stands at");
  }
}
