package io.espalier.cluster.predict;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.NetworkState;
import io.espalier.run.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RefusedPredictionTest extends PredictionFixture {
  @Test
  void inputsThatCannotBeUsedAreRefusedWithNothingWritten() throws IOException {
    String zip = sums.zip;
    sums.refuses(zip, folder.resolve("absent").toString(), "the input: there is no file");
    List<Double> two = List.of(1.0, 2.0);
    List<Row> rows =
        List.of(
            RowFactory.create("good", two, two),
            RowFactory.create("nan", List.of(1.0, Double.NaN), two),
            RowFactory.create("huge", two, List.of(1e300, 1.0)));
    String bad = write("bad", UNLABELLED, rows);
    assertThatThrownBy(() -> sums.predict(bad, "refused"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 bad rows")
        .hasMessageContaining("parquet:2: missing value in a")
        .hasMessageContaining("parquet:3: 1.0E300 in b is too large");
    StructType schema = new StructType().add("key", DataTypes.StringType).add("a", DOUBLES);
    String narrow = write("narrow", schema, List.of(RowFactory.create("x", two)));
    sums.refuses(zip, narrow, "has no column 'b'");
    assertThatThrownBy(() -> sums.predict(sums.dataset.folder(), "raw"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("raw is there already");
  }

  @Test
  void networksThatCannotBeUsedAreRefusedWithNothingWritten() throws IOException {
    String data = sums.dataset.folder();
    DatasetInfo info = sums.dataset.info();
    DatasetInfo narrow =
        new DatasetInfo(
            info.format(),
            info.task(),
            new DatasetInfo.Input(List.of("a"), DatasetInfo.Normaliser.NONE, List.of()),
            info.output(),
            info.splits(),
            info.fingerprint());
    NetworkState network =
        NetworkState.of(
            NetworkBuilder.network(sums.plan.network(), narrow),
            NetworkBuilder.parameters(sums.plan.network(), narrow, 3));
    String other = save("narrow.zip", network, Optional.empty());
    sums.refuses(other, data, "does not fit the input: layer");
    sums.refuses(other, data, "reads 1 features, but the data has 2");
    String absent = folder.resolve("absent.zip").toString();
    sums.refuses(absent, data, "the model must be a network file that can be read");
    Path text = Files.writeString(folder.resolve("text.zip"), "no network");
    sums.refuses(text.toString(), data, "text.zip");
  }
}
