package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.UpdateRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Dl4jFormatTest {
  private static final Dl4jFormat FORMAT = new Dl4jFormat();

  @TempDir Path folder;

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = Dl4jFormatTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static Content read(byte[] zip) {
    return FORMAT.read(SeekableInput.of(zip, "a.zip"), Limits.USUAL);
  }

  private static byte[] written(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FORMAT.write(content, out);
    return out.toByteArray();
  }

  @Test
  void readsWhatEspalier010Wrote() throws IOException {
    Content content = read(sample("espalier-0.1.0.zip"));
    Network network = content.network();
    assertThat(network.nodes()).extracting(Node::name).contains("lstm-0", "output");
    assertThat(network.node("lstm-0").layer()).isInstanceOf(Layer.Lstm.class);
    Mask mask = content.mask().orElseThrow();
    for (int i = 0; i < mask.length(); i++) {
      assertThat(mask.keeps(i) || content.parameters()[i] == 0).as("parameter %d", i).isTrue();
    }
    SavedTraining training = content.training().orElseThrow();
    assertThat(training.rules().layers().get("lstm-0").weights().rule().kind())
        .isEqualTo(UpdateRule.Kind.ADAM);
    assertThat(training.optimiser()).hasSizeGreaterThan(0).containsOnly(0);
    assertThat(content.notes()).containsEntry("dl4j.type", "graph");
    assertThat(read(written(content))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0-beta7", "1.0.0-M1.1"})
  void readsStacksOfOlderVersions(String version) throws IOException {
    byte[] zip = sample("dl4j-%s-stack.zip".formatted(version));
    Content content = read(zip);
    MultiLayerNetwork stock =
        ModelSerializer.restoreMultiLayerNetwork(
            Files.write(folder.resolve("a.zip"), zip).toFile());
    assertThat(content.parameters()).isEqualTo(stock.params().toFloatVector());
    SavedTraining training = content.training().orElseThrow();
    assertThat(training.optimiser())
        .isEqualTo(stock.getUpdater().getStateViewArray().toFloatVector());
    assertThat(training.iteration()).isEqualTo(3);
    assertThat(content.notes()).containsEntry("dl4j.type", "multi-layer");
    assertThat(content.network().nodes())
        .extracting(Node::name)
        .containsExactly("layer0", "layer1", "layer1/last", "layer2", "layer3");
    assertThat(read(written(content))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0-beta7", "1.0.0-M1.1"})
  void readsBranchesOfOlderVersions(String version) throws IOException {
    byte[] zip = sample("dl4j-%s-graph.zip".formatted(version));
    Content content = read(zip);
    ComputationGraph stock =
        ModelSerializer.restoreComputationGraph(Files.write(folder.resolve("a.zip"), zip).toFile());
    assertThat(content.parameters()).isEqualTo(stock.params().toFloatVector());
    assertThat(content.training().orElseThrow().optimiser())
        .isEqualTo(stock.getUpdater().getUpdaterStateViewArray().toFloatVector());
    assertThat(content.network().node("m").from()).containsExactly("a", "b");
    assertThat(content.network().layout().layers())
        .extracting(shape -> shape.name())
        .containsExactly("a", "b", "out");
    assertThat(read(written(content))).isEqualTo(content);
  }

  @Test
  void carriesTheNormaliserAlong() throws IOException {
    Content content = read(sample("espalier-0.1.0.zip"));
    Content with =
        new Content(
            content.network(),
            content.parameters(),
            content.training(),
            content.mask(),
            content.notes(),
            Map.of("normalizer.bin", new byte[] {1, 2, 3}));
    assertThat(read(written(with)).attachments().get("normalizer.bin")).containsExactly(1, 2, 3);
  }

  @Test
  void refusesWhatIsNoNetwork() throws IOException {
    assertRefused("hello".getBytes(StandardCharsets.UTF_8), "a.zip");
    assertRefused(zip("readme.txt", new byte[3]), "configuration.json");
    byte[] strange =
        zip(
            "configuration.json",
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
            "coefficients.bin",
            new byte[3]);
    assertRefused(strange, "neither a MultiLayerNetwork nor a ComputationGraph");
  }

  @Test
  void refusesNumbersOfAnotherNetwork() throws IOException {
    BoundedZip whole =
        BoundedZip.open(
            SeekableInput.of(sample("dl4j-1.0.0-M1.1-stack.zip"), "b.zip"), Limits.USUAL);
    byte[] json = whole.read("configuration.json", 1 << 20);
    byte[] parameters = whole.read("coefficients.bin", 1 << 20);
    byte[] five = Nd4jArray.write(new float[5]);
    assertRefused(
        zip("configuration.json", json, "coefficients.bin", five), "a.zip holds 5 parameters");
    assertRefused(
        zip(
            "configuration.json", json,
            "coefficients.bin", parameters,
            "updaterState.bin", five),
        "a.zip holds 5 optimiser values");
    assertRefused(
        zip(
            "configuration.json", json,
            "coefficients.bin", parameters,
            "objects/espalier-mask", MaskBytes.write(Mask.all(7))),
        "a.zip holds 7 mask bits");
  }

  @Test
  void trainsOnByTheRulesOfAFileWithoutAnOptimisersState() throws IOException {
    Content whole = read(sample("dl4j-1.0.0-M1.1-stack.zip"));
    SavedTraining saved = whole.training().orElseThrow();
    assertThat(saved.optimiser()).isNotEqualTo(new float[saved.optimiser().length]);
    SavedTraining bare =
        new SavedTraining(
            saved.rules(), new float[saved.optimiser().length], saved.iteration(), saved.epoch());
    Content without =
        new Content(
            whole.network(),
            whole.parameters(),
            Optional.of(bare),
            whole.mask(),
            whole.notes(),
            whole.attachments());

    byte[] zip = written(without);

    assertThat(BoundedZip.open(SeekableInput.of(zip, "a.zip"), Limits.USUAL).names())
        .contains("coefficients.bin")
        .doesNotContain("updaterState.bin");
    assertThat(read(zip)).isEqualTo(without);
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = new ZipWriter(out);
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      zip.add((String) namesAndBytes[i], (byte[]) namesAndBytes[i + 1]);
    }
    zip.finish();
    return out.toByteArray();
  }

  private static void assertRefused(byte[] zip, String reason) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.zip")
        .hasMessageContaining(reason);
  }
}
