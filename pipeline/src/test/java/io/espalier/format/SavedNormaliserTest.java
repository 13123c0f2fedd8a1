package io.espalier.format;

import static io.espalier.format.FileBytes.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.model.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.preprocessor.AbstractDataSetNormalizer;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.MultiNormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.stats.NormalizerStats;
import org.nd4j.linalg.factory.Nd4j;

class SavedNormaliserTest {
  @TempDir Path folder;

  private static byte[] bytes(Normalizer normaliser) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normaliser, out);
    return out.toByteArray();
  }

  private static Optional<SavedNormaliser> read(byte[] bytes) {
    return SavedNormaliser.of(Map.of("normalizer.bin", bytes), NAME);
  }

  /** Three features, the last of which never varies, and two labels. */
  private static DataSet data() {
    return data(7);
  }

  private static DataSet data(float last) {
    INDArray features =
        Nd4j.createFromArray(new float[][] {{1, -200, last}, {4, 100, 7}, {2, 50, 7}, {-9, 3, 7}});
    INDArray labels = Nd4j.createFromArray(new float[][] {{10, 0}, {30, -1}, {20, 5}, {0, 2}});
    return new DataSet(features, labels);
  }

  private static void assertSame(INDArray raw, INDArray wanted, Normaliser with) {
    for (int row = 0; row < raw.rows(); row++) {
      for (int c = 0; c < raw.columns(); c++) {
        double scaled = (raw.getDouble(row, c) - with.mean()[c]) / with.deviation()[c];
        assertThat(scaled).isCloseTo(wanted.getDouble(row, c), within(2e-6));
      }
    }
  }

  private static <S extends NormalizerStats> void assertAsStock(
      AbstractDataSetNormalizer<S> stock, DataSet data) throws Exception {
    DataSet scaled = data.copy();
    stock.fitLabel(true);
    stock.fit(data);
    SavedNormaliser saved = read(bytes(stock)).orElseThrow();
    assertThat(saved.name()).isEqualTo(stock.getClass().getSimpleName());
    stock.transform(scaled);
    assertSame(data.getFeatures(), scaled.getFeatures(), saved.features());
    assertSame(data.getLabels(), scaled.getLabels(), saved.labels());
  }

  @Test
  void numbersAreThoseOfDeeplearning4j() throws Exception {
    assertAsStock(new NormalizerStandardize(), data());
    assertAsStock(new NormalizerMinMaxScaler(), data());
    assertAsStock(new NormalizerMinMaxScaler(-1, 3), data(5));
    DataSet wide =
        new DataSet(
            Nd4j.create(new double[][] {{0.1, 1e6}, {0.7, 3e6}}),
            Nd4j.create(new double[][] {{1, 2}, {3, 5}}));
    assertAsStock(new NormalizerStandardize(), wide);
    assertAsStock(new NormalizerMinMaxScaler(), wide);
  }

  @Test
  void labelsStayAsTheyAreUnlessTheyWereFitted() throws Exception {
    NormalizerStandardize stock = new NormalizerStandardize();
    stock.fit(data());
    SavedNormaliser saved = read(bytes(stock)).orElseThrow();
    assertThat(saved.labels().isEmpty()).isTrue();
    assertThat(saved.isStandard()).isTrue();
    assertThat(SavedNormaliser.of(Map.of(), NAME)).isEmpty();
  }

  @Test
  void othersAreKnownByNameOnly() throws Exception {
    assertThat(read(bytes(new ImagePreProcessingScaler())).orElseThrow())
        .isEqualTo(
            new SavedNormaliser("ImagePreProcessingScaler", Normaliser.NONE, Normaliser.NONE));
    MultiNormalizerStandardize several = new MultiNormalizerStandardize();
    several.fit(new MultiDataSet(data().getFeatures(), data().getLabels()));
    assertThat(read(bytes(several)).orElseThrow().features().isEmpty()).isTrue();
  }

  @Test
  void damagedBytesAreRefusedByName() throws Exception {
    NormalizerStandardize stock = new NormalizerStandardize();
    stock.fit(data());
    byte[] whole = bytes(stock);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(NAME + ", normalizer.bin: ")
          .hasMessageContaining("it ");
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(NAME + ", normalizer.bin: ")
        .hasMessageContaining("1 bytes follow");
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      for (int bit = 0; bit < 8; bit++) {
        changed[at] = (byte) (whole[at] ^ 1 << bit);
        try {
          read(changed);
        } catch (InputException e) {
          assertThat(e.getMessage()).startsWith(NAME + ", normalizer.bin: ");
        }
      }
    }
    byte[] negative = whole.clone();
    negative[whole.length - 4] = (byte) 0xc0;
    assertThatThrownBy(() -> read(negative))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(NAME + ", normalizer.bin: ")
        .hasMessageContaining("legal is a divisor above 0");
    assertThatThrownBy(() -> read(new byte[] {0, 1, 'x', 0, 0, 0, 1, 0, 0}))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(NAME + ", normalizer.bin: ")
        .hasMessageContaining("begin");
  }

  @Test
  void aZipKeepsItThroughReadingAndWriting() throws Exception {
    NormalizerStandardize stock = new NormalizerStandardize();
    stock.fit(data());
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(3).nOut(4).build())
                .layer(
                    new RnnOutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    File zip = folder.resolve(NAME).toFile();
    ModelSerializer.writeModel(network, zip, false);
    ModelSerializer.addNormalizerToModel(zip, stock);
    Content content =
        Formats.read(SeekableInput.of(Files.readAllBytes(zip.toPath()), NAME), Limits.USUAL);
    for (String format : new String[] {"espalier", "dl4j"}) {
      byte[] written = FileBytes.written(Formats.named(format), content);
      Content again = Formats.named(format).read(FileBytes.input(written), Limits.USUAL);
      assertThat(again.attachments().get("normalizer.bin"))
          .isEqualTo(content.attachments().get("normalizer.bin"));
      if (format.equals("dl4j")) {
        NormalizerStandardize restored =
            ModelSerializer.restoreNormalizerFromInputStream(new ByteArrayInputStream(written));
        assertThat(restored).isEqualTo(stock);
      }
    }
  }
}
