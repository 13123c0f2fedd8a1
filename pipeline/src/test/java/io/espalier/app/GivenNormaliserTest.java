package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.model.InputException;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import io.espalier.store.DatasetFile;
import io.espalier.store.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** A network whose zip carries the normaliser that it was trained behind. */
class GivenNormaliserTest {
  private static final Configuration HADOOP = new Configuration(false);
  private static final int SEQUENCES = 12;

  @TempDir private Path folder;
  private Path data;

  /** Remembers what is said. */
  private static final class Listening implements Progress {
    private final List<String> said = new ArrayList<>();

    @Override
    public void begin(String title, long total) {}

    @Override
    public void advance(long done, String detail) {}

    @Override
    public void end(String outcome) {}

    @Override
    public void say(String line) {
      said.add(line);
    }
  }

  @BeforeEach
  void write() throws IOException {
    StringBuilder rows = new StringBuilder("id,a,b,label\n");
    for (int i = 0; i < SEQUENCES; i++) {
      for (int t = 0; t < 3; t++) {
        rows.append("s%d,%d,%d,%s\n".formatted(i, i + t, 100 * i - t, i % 2 == 0 ? "x" : "y"));
      }
    }
    data = Files.writeString(folder.resolve("steps.csv"), rows);
  }

  private Path zip(String name, Normalizer normaliser) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new LastTimeStep(new LSTM.Builder().nIn(2).nOut(3).build()))
                .layer(
                    new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    Path zip = folder.resolve(name);
    ModelSerializer.writeModel(network, zip.toFile(), false);
    ModelSerializer.addNormalizerToModel(zip.toFile(), normaliser);
    return zip;
  }

  private static <N extends DataNormalization> N fitted(N normaliser) {
    float[][] rows = {{-3, 40}, {5, 200}, {20, -7}};
    normaliser.fit(new DataSet(Nd4j.createFromArray(rows), Nd4j.createFromArray(rows)));
    return normaliser;
  }

  private SparkExperiment experiment(Path zip, String normalise, Progress progress) {
    String plan =
        """
        run { name = n, store = "%s" }
        data {
          source { format = long, train = ["%s"], id = id, features = [a, b], label = label }
          shards = 2, validation = 0.25, test = 0.25, normalise = %s
        }
        network.from = "%s"
        train { epochs = 0, batch-size = 4, replicas = 1 }
        prune.schedule = { type = one-shot, levels = 1 }
        recover.epochs = 1
        """
            .formatted(folder.resolve("store"), data, normalise, zip);
    return SparkExperiment.open(
        LocalSpark.session(), PlanReader.read(plan, "test", List.of()), progress, Duration.ZERO);
  }

  private Path found(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  /** All feature vectors must be what Deeplearning4j makes of them. */
  private void assertNormalisedBy(DataNormalization stock) throws IOException {
    String prepared = found("dataset.json").getParent().toString();
    DatasetInfo info = DatasetFile.read(HADOOP, prepared);
    for (Sequence sequence : Shards.readAll(HADOOP, prepared, Split.TRAIN, List.of(0, 1), info)) {
      int i = Integer.parseInt(sequence.id().substring(1));
      float[][] raw = new float[3][];
      for (int t = 0; t < raw.length; t++) {
        raw[t] = new float[] {i + t, 100 * i - t};
      }
      DataSet wanted = new DataSet(Nd4j.createFromArray(raw), Nd4j.createFromArray(raw));
      stock.transform(wanted.getFeatures());
      float[] numbers = wanted.getFeatures().data().asFloat();
      assertThat(sequence.values()).containsExactly(numbers, within(1e-5f));
    }
  }

  @Test
  void aStandardiserIsUsedWhereThePlanStandardisesAndGivenBack() throws IOException {
    NormalizerStandardize stock = fitted(new NormalizerStandardize());
    Path zip = zip("net.zip", stock);
    Listening listening = new Listening();
    SparkExperiment experiment = experiment(zip, "standard", listening);
    assertThat(listening.said)
        .anyMatch(line -> line.contains("net.zip carries a normaliser, NormalizerStandardize"));
    assertThat(experiment.validate()).contains("which is used in the place of");
    assertNormalisedBy(stock);
    experiment.runTo(Verb.EXPORT);
    assertThat(
            Arrays.equals(
                entry(found("model.zip"), "normalizer.bin"), entry(zip, "normalizer.bin")))
        .isTrue();
    assertThat((Object) ModelSerializer.restoreNormalizerFromFile(found("model.zip").toFile()))
        .isEqualTo(stock);
  }

  private static byte[] entry(Path zip, String name) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.getInputStream(file.getEntry(name)).readAllBytes();
    }
  }

  @Test
  void aScalerIsUsedWhereThePlanAsksForIt() throws IOException {
    NormalizerMinMaxScaler stock = fitted(new NormalizerMinMaxScaler(-1, 1));
    Path zip = zip("scaled.zip", stock);
    experiment(zip, "network", Progress.silent()).runTo(Verb.PREPARE);
    assertNormalisedBy(stock);
    assertThatThrownBy(() -> experiment(zip, "standard", Progress.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.normalise = standard does not fit")
        .hasMessageContaining("scaled.zip carries a normaliser, NormalizerMinMaxScaler")
        .hasMessageContaining("legal is network or none");
  }

  @Test
  void numbersStayWhereThePlanSaysSoAndThatIsSaid() throws IOException {
    Listening listening = new Listening();
    Path zip = zip("net.zip", fitted(new NormalizerMinMaxScaler()));
    experiment(zip, "none", listening).runTo(Verb.PREPARE);
    String prepared = found("dataset.json").getParent().toString();
    assertThat(DatasetFile.read(HADOOP, prepared).input().normaliser().isEmpty()).isTrue();
    assertThat(listening.said)
        .anyMatch(line -> line.contains("NormalizerMinMaxScaler; data.normalise = none leaves"));
  }

  @Test
  void normalisersThatDoNotFitAreRefused() throws IOException {
    Path image = zip("image.zip", new ImagePreProcessingScaler());
    assertThatThrownBy(() -> experiment(image, "network", Progress.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ImagePreProcessingScaler; legal is none");
    NormalizerStandardize three = new NormalizerStandardize();
    three.fit(new DataSet(Nd4j.rand(4, 3), Nd4j.rand(4, 3)));
    Path wide = zip("wide.zip", three);
    assertThatThrownBy(() -> experiment(wide, "standard", Progress.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("NormalizerStandardize of 3 columns, but its network has 2 features");
  }

  @Test
  void predictionSaysWhereTheInputWasNormalisedOtherwise() throws IOException {
    Path zip = zip("net.zip", fitted(new NormalizerStandardize()));
    Listening listening = new Listening();
    SparkExperiment experiment = experiment(zip, "standard", listening);
    experiment.runTo(Verb.PREPARE);
    String input = found("dataset.json").getParent().resolve("test").toString();
    experiment.predict(zip.toString(), input, folder.resolve("same").toString());
    assertThat(listening.said).noneMatch(line -> line.contains("other numbers"));
    Path other = zip("other.zip", fitted(new NormalizerMinMaxScaler()));
    experiment.predict(other.toString(), input, folder.resolve("otherwise").toString());
    assertThat(listening.said)
        .anyMatch(line -> line.contains("other.zip carries a normaliser, NormalizerMinMaxScaler"));
  }
}
