package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.espalier.model.Activation;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.RandomNetworks;
import io.espalier.model.Training;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose zip is right and whose entries say what they should not. */
class HostileFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MEMORY = 64 << 20;
  private static final String[] VALUES = {
    "0",
    "-1",
    "2000000000",
    "9999999999999999999",
    "1e308",
    "0.5",
    "\"x\"",
    "null",
    "{}",
    "[]",
    "true"
  };

  private static final Layer FIRST =
      new Layer.Lstm(1, 1, Activation.TANH, Activation.SIGMOID, Noise.NONE);

  static Stream<NetworkFormat> formats() {
    return Formats.names().stream().map(Formats::named);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void neverFailsOtherwiseWhenAFieldIsAnother(NetworkFormat format) throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      changeEachField(format, file(format, seed));
    }
  }

  private static void changeEachField(NetworkFormat format, byte[] file) throws IOException {
    String entry = format instanceof Dl4jFormat ? "configuration.json" : "network.json";
    JsonNode root = JSON.readTree(entry(file, entry));
    List<JsonNode> holders = new ArrayList<>();
    collect(root, holders);
    int read = 0;
    for (JsonNode holder : holders) {
      for (String field : fields(holder)) {
        JsonNode before = get(holder, field);
        for (String value : VALUES) {
          set(holder, field, JSON.readTree(value));
          byte[] text = JSON.writeValueAsBytes(root);
          byte[] changed = FileBytes.changed(file, entries -> entries.put(entry, text));
          understoodOrRefused(format, changed, field + " = " + value);
          read++;
        }
        set(holder, field, before);
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  private static byte[] entry(byte[] file, String name) {
    byte[][] found = new byte[1][];
    FileBytes.changed(file, entries -> found[0] = entries.get(name));
    return found[0];
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainerNode()) {
      holders.add(node);
      node.forEach(child -> collect(child, holders));
    }
  }

  private static List<String> fields(JsonNode holder) {
    List<String> fields = new ArrayList<>();
    holder.fieldNames().forEachRemaining(fields::add);
    for (int i = 0; holder.isArray() && i < holder.size(); i++) {
      fields.add(String.valueOf(i));
    }
    return fields;
  }

  private static JsonNode get(JsonNode holder, String field) {
    return holder.isArray() ? holder.get(Integer.parseInt(field)) : holder.get(field);
  }

  private static void set(JsonNode holder, String field, JsonNode value) {
    if (holder instanceof ArrayNode array) {
      array.set(Integer.parseInt(field), value);
    } else {
      ((ObjectNode) holder).set(field, value);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void neverFailsOtherwiseWhenAByteIsAnother(NetworkFormat format) throws IOException {
    byte[] file = file(format, 0);
    Random random = new Random(1);
    for (int at = 0; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      understoodOrRefused(format, changed, "byte " + at);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void mergesOfMergesTakeNoTime(NetworkFormat format) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Network network = merges(21, 1 + (1 << 21));
          int length = network.layout().length();
          byte[] file = FileBytes.written(format, Content.of(network, new float[length]));
          FileBytes.assertRefused(
              () -> format.read(FileBytes.input(file), Limits.USUAL), "merges more");
        });
  }

  /** No layout is made of a network before its size is known. */
  @Test
  void mergesWithoutEndAreCountedAndNotFollowed() {
    assertThatThrownBy(() -> Limits.USUAL.check(merges(64, 1), FileBytes.NAME))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("merges more");
  }

  /**
   * Each merge reads the one before twice.
   *
   * @param width of all together, as an int counts it
   */
  private static Network merges(int count, int width) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.of("rnn", "in", FIRST));
    String last = "in";
    for (int i = 0; i < count; i++) {
      nodes.add(new Node("merge-" + i, List.of(last, last), new Layer.Merge()));
      last = "merge-" + i;
    }
    nodes.add(new Node("all", List.of("rnn", last), new Layer.Merge()));
    nodes.add(
        Node.of(
            "out",
            "all",
            new Layer.Output(
                new Layer.Dense(width, 1, Layer.Bias.PRESENT, Activation.IDENTITY, Noise.NONE),
                Loss.SQUARED_ERROR)));
    return new Network(nodes, List.of("in"), "out");
  }

  /** Read, or refused by the file's name, with little memory taken. */
  private static void understoodOrRefused(NetworkFormat format, byte[] file, String change) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      format.read(FileBytes.input(file), Limits.USUAL);
    } catch (InputException e) {
      assertThat(e).as(change).hasMessageStartingWith(FileBytes.NAME);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail("neither read nor refused: " + change, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as(change).isLessThan(MEMORY);
  }

  /** A stack or a graph that Deeplearning4j wrote, or ours of any kind. */
  static byte[] file(NetworkFormat format, int seed) throws IOException {
    if (!(format instanceof Dl4jFormat)) {
      return FileBytes.written(format, content(seed));
    }
    String name = "dl4j/1.0.0-M2.1-%s.zip".formatted(seed == 0 ? "stack" : "graph");
    try (InputStream in = HostileFieldsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static Content content(long seed) {
    Network network = RandomNetworks.network(seed);
    Training rules = RandomNetworks.training(network, seed);
    int length = network.layout().length();
    int numbers = OptimiserLayout.of(network.layout(), rules).length();
    return new Content(
        network,
        RandomNetworks.numbers(length, seed),
        Optional.of(new SavedTraining(rules, RandomNetworks.numbers(numbers, seed), 3, 1)),
        Optional.of(RandomNetworks.mask(length, seed)),
        Map.of("name", "value"),
        Map.of());
  }
}
