package io.espalier.format;

import static io.espalier.format.FileBytes.assertRefused;
import static io.espalier.format.FileBytes.changed;
import static io.espalier.format.FileBytes.input;
import static io.espalier.format.FileBytes.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Activation;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RandomNetworks;
import io.espalier.model.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EspalierFormatTest {
  private static final NetworkFormat FORMAT = Formats.named("espalier");

  private static Content content(long seed) {
    Network network = RandomNetworks.network(seed);
    int length = network.layout().length();
    Training rules = RandomNetworks.training(network, seed);
    float[] kept =
        RandomNetworks.numbers(OptimiserLayout.of(network.layout(), rules).length(), seed + 1);
    return new Content(
        network,
        RandomNetworks.numbers(length, seed),
        Optional.of(new SavedTraining(rules, kept, 7, 2)),
        Optional.of(RandomNetworks.mask(length, seed)),
        Map.of("b", "1", "a.b", "grün"),
        Map.of("normaliser", new byte[] {1, 2}, "folder/x", new byte[0]));
  }

  private static Content read(byte[] bytes) {
    return FORMAT.read(input(bytes), Limits.USUAL);
  }

  @Test
  void givesBackWhatWasWritten() {
    Set<Class<?>> layers = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      Content content = content(seed);
      content.network().nodes().forEach(node -> layers.add(node.layer().getClass()));
      byte[] bytes = written(FORMAT, content);
      assertThat(read(bytes)).isEqualTo(content);
      assertThat(written(FORMAT, read(bytes))).isEqualTo(bytes);
    }
    assertThat(layers).hasSize(12);
  }

  @Test
  void givesBackANetworkAloneFromADisk(@TempDir Path folder) throws IOException {
    for (Network network : ExampleGraphs.all().values()) {
      Content content = Content.of(network, ExampleGraphs.parameters(network));
      Path file = folder.resolve("n.espalier");
      Files.write(file, written(FORMAT, content));
      try (SeekableInput input = SeekableInput.of(file)) {
        assertThat(FORMAT.read(input, Limits.USUAL)).isEqualTo(content);
      }
    }
  }

  @Test
  void keepsInfiniteBounds() {
    Network network = ExampleGraphs.chain();
    Layer.Dense dense = (Layer.Dense) network.node("c").layer();
    assertThat(dense.activation()).isEqualTo(Activation.RELU);
    byte[] bytes = written(FORMAT, Content.of(network, ExampleGraphs.parameters(network)));
    assertThat(read(bytes).network().node("c")).isEqualTo(Node.of("c", "pooling", dense));
  }

  @Test
  void refusesWhatIsCutOffAnywhere() {
    byte[] bytes = written(FORMAT, content(1));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertRefused(() -> read(cut));
    }
  }

  @Test
  void refusesOrReadsTheSameWhateverByteIsChanged() {
    Content content = content(2);
    byte[] bytes = written(FORMAT, content);
    Random random = new Random(1);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(read(damaged)).isEqualTo(content);
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith(FileBytes.NAME + ": ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"network.json", "parameters.bin", "optimiser.bin", "mask.bin", "provenance.json"})
  void refusesEntriesThatAreCutOffOrGoOn(String entry) {
    byte[] bytes = written(FORMAT, content(3));
    byte[] whole = entry(bytes, entry);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertRefused(() -> read(changed(bytes, entries -> entries.put(entry, cut))), entry);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertRefused(() -> read(changed(bytes, entries -> entries.put(entry, longer))), entry);
  }

  private static byte[] entry(byte[] zip, String name) {
    return BoundedZip.open(input(zip), Limits.USUAL).read(name, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\" : 1 | \"format\" : 2 | format 2",
        "\"format\" : 1 | \"format\" : 1, \"more\" : 1 | more",
        "\"format\" : 1 | \"format\" : 1, \"format\" : 1 | Duplicate",
        "\"format\" : 1 | \"format\" : 1.5 | format",
        "\"format\" : 1 | \"format\" : null | format",
        "\"type\" : \"lstm\" | \"type\" : \"gru\" | graves-lstm",
        "\"kind\" : \"tanh\" | \"kind\" : \"TANH\" | hard-tanh",
        "\"kind\" : \"tanh\" | \"kind\" : 1 | activation",
        "\"inputs\" : 3 | \"inputs\" : 4 | parameters.bin",
        "\"inputs\" : 3 | \"inputs\" : 0 | 0 wide",
        "\"inputs\" : 3 | \"inputs\" : -1 | wide",
        "\"inputs\" : 3 | \"inputs\" : 2147483647 | wide",
        "\"inputs\" : 3 | \"inputs\" : 16777216 | parameters",
        "\"inputs\" : 3 | \"inputs\" : 99999999999 | inputs",
        "\"units\" : 5 | \"units\" : 6 | reads 5",
        "\"name\" : \"a\" | \"name\" : \"b\" | reads a",
        "\"name\" : \"a\" | \"name\" : null | name",
      })
  void refusesANetworkThatIsNone(String from, String to, String word) {
    Network network = ExampleGraphs.chain();
    byte[] bytes = written(FORMAT, Content.of(network, ExampleGraphs.parameters(network)));
    String text = new String(entry(bytes, "network.json"), UTF_8);
    String changed = text.replaceFirst(Pattern.quote(from), to);
    assertThat(changed).isNotEqualTo(text);
    assertRefused(
        () -> read(changed(bytes, e -> e.put("network.json", changed.getBytes(UTF_8)))), word);
  }

  @Test
  void refusesTextsThatAreDeepOrMany() {
    byte[] bytes = written(FORMAT, content(4));
    String schedule =
        """
        {"iterations":1,"type":"ramp","base":
        """;
    String deep =
        """
        {"nodes":[{"layer":{"type":"dropout","noise":{"kind":"gaussian","amount":
        """
            + schedule.repeat(100_000);
    assertRefused(
        () -> read(changed(bytes, e -> e.put("network.json", deep.getBytes(UTF_8)))), "depth");
    String node =
        """
        {"name":"a","from":["a"],"layer":{"type":"merge"}},
        """;
    String many =
        "{\"format\":1,\"inputs\":[],\"output\":\"a\",\"nodes\":["
            + node.repeat(100_000)
            + "{\"name\":\"a\",\"from\":[],\"layer\":{\"type\":\"merge\"}}]}";
    assertRefused(
        () -> read(changed(bytes, e -> e.put("network.json", many.getBytes(UTF_8)))), "100001");
    byte[] large = new byte[Limits.USUAL.textBytes() + 1];
    assertRefused(() -> read(changed(bytes, e -> e.put("network.json", large))), "8388609 bytes");
  }

  @Test
  void refusesEntriesItDoesNotKnowAndHalves() {
    byte[] bytes = written(FORMAT, content(5));
    assertRefused(() -> read(changed(bytes, e -> e.put("more", new byte[1]))), "more");
    assertRefused(() -> read(changed(bytes, e -> e.remove("network.json"))), "network.json");
    assertRefused(() -> read(changed(bytes, e -> e.remove("parameters.bin"))), "parameters.bin");
    assertRefused(
        () -> read(changed(bytes, e -> e.remove("training.json"))),
        "optimiser.bin without training.json");
    byte[] large = new byte[Limits.USUAL.attachmentBytes() + 1];
    assertRefused(() -> read(changed(bytes, e -> e.put("attachments/x", large))), "at most");
  }

  @Test
  void refusesValuesThatAreNoNumbers() {
    byte[] bytes = written(FORMAT, content(6));
    float[] parameters = content(6).parameters().clone();
    parameters[1] = Float.NaN;
    assertRefused(
        () -> read(changed(bytes, e -> e.put("parameters.bin", FloatValues.write(parameters)))),
        "parameters.bin",
        "NaN (number 2 of");
  }
}
