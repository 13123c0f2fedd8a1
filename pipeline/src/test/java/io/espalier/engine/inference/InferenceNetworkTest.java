package io.espalier.engine.inference;

import static io.espalier.model.ExampleGraphs.both;
import static io.espalier.model.ExampleGraphs.lstm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Batch;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.StockGraph;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.NetworkFormat;
import io.espalier.kernel.Closeness;
import io.espalier.model.Activation;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Bias;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Loss;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceNetworkTest {
  /** Features, or tokens. */
  private static final int INPUTS = 4;

  @TempDir Path folder;

  @Test
  void readsSequencesOfManySteps() {
    DrawnNetwork drawn =
        pooled(
            10,
            Node.of("a", "input", both(lstm(INPUTS, 6))),
            Node.of("b", "a", both(lstm(12, 5))),
            Node.of("c", "b", lstm(10, 10)));
    Batch batch = drawn.batch(new Random(3), 150, 64, 65);
    float[] said = open(drawn).outputs(batch).values();
    try (StockGraph stock = new StockGraph(drawn.network(), drawn.parameters())) {
      int outputs = said.length / 3;
      for (int i = 0; i < 3; i++) {
        float[] expected = stock.outputs(Batch.of(batch.sequences().subList(i, i + 1)));
        float[] row = Arrays.copyOfRange(said, i * outputs, (i + 1) * outputs);
        Closeness.assertClose("sequence " + i, row, expected, 1e-5);
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    DrawnNetwork model = languageModel(40);
    for (float[] parameters : List.of(model.parameters(), pruned(model))) {
      InferenceNetwork network = InferenceNetwork.of(model.network(), parameters);
      Session session = network.session();
      float[] said = new float[network.outputs()];
      for (int step = 0; step < 20_000; step++) {
        session.step(step % INPUTS, said);
      }
      long before = allocated();
      for (int step = 0; step < 1_000; step++) {
        session.step(step % INPUTS, said);
      }
      // the two questions themselves may allocate
      assertThat(allocated() - before).isLessThan(1_000);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void threadsShareANetwork() {
    DrawnNetwork drawn = classifier();
    List<Batch> batches =
        IntStream.range(0, 40).mapToObj(i -> drawn.batch(new Random(i), 3 + i % 5, 7, 4)).toList();
    InferenceNetwork alone = open(drawn);
    List<float[]> expected = batches.stream().map(batch -> alone.outputs(batch).values()).toList();
    InferenceNetwork shared = open(drawn);
    List<float[]> said =
        batches.parallelStream().map(batch -> shared.outputs(batch).values()).toList();
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i)).isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "espalier"})
  void readsAnExportedFile(String format) throws IOException {
    DrawnNetwork drawn = classifier();
    Batch batch = drawn.batch(new Random(1), 4, 6);
    Path file = write("a", format, exported(drawn, format));
    assertThat(InferenceNetwork.read(file).outputs(batch).values())
        .isEqualTo(open(drawn).outputs(batch).values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "espalier"})
  void refusesADamagedFile(String format) throws IOException {
    DrawnNetwork drawn = classifier();
    byte[] bytes = exported(drawn, format);
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
      Path file = write("damaged", format, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> InferenceNetwork.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("damaged.");
    }
    for (int place = 40; place < bytes.length; place += 97) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 0x55;
      assertRefusedOrUnharmed(write("damaged", format, damaged), drawn);
    }
  }

  /** What a zip says twice, and nobody reads, may be damaged without harm. */
  private static void assertRefusedOrUnharmed(Path file, DrawnNetwork drawn) {
    Batch batch = drawn.batch(new Random(1), 4);
    try {
      assertThat(InferenceNetwork.read(file).outputs(batch).values())
          .isEqualTo(open(drawn).outputs(batch).values());
    } catch (InputException e) {
      assertThat(e).hasMessageContaining("damaged.");
    }
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> InferenceNetwork.read(folder.resolve("nowhere.zip")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere.zip");
  }

  @Test
  void refusesToStreamWhatReadsBackward() {
    assertThatThrownBy(open(classifier())::session)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bidirectional");
  }

  @Test
  void refusesAStepOfAnotherWidth() {
    InferenceNetwork network = open(languageModel(4));
    Session session = network.session();
    float[] said = new float[network.outputs()];
    assertThatThrownBy(() -> session.step(INPUTS, said)).hasMessageContaining("[0, 4)");
    assertThatThrownBy(() -> session.step(new float[3], said)).hasMessageContaining("4 features");
    assertThatThrownBy(() -> session.step(0, new float[1])).hasMessageContaining("4 numbers");
  }

  @Test
  void refusesAnotherNumberOfParameters() {
    Network network = classifier().network();
    assertThatThrownBy(() -> InferenceNetwork.of(network, new float[3]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(network.layout().length() + " parameters, got 3");
  }

  private static DrawnNetwork classifier() {
    return pooled(7, Node.of("a", "input", both(lstm(INPUTS, 9))), Node.of("c", "a", lstm(18, 7)));
  }

  /** Layers, the last of which is "c", under their last step's classes. */
  private static DrawnNetwork pooled(int units, Node... layers) {
    Node[] nodes = Arrays.copyOf(layers, layers.length + 2);
    nodes[layers.length] = Node.of("last", "c", Pool.of(Reduction.LAST));
    nodes[layers.length + 1] = Node.of("output", "last", ExampleGraphs.output(units));
    return drawn(ExampleGraphs.network(nodes), false);
  }

  private static DrawnNetwork languageModel(int units) {
    Layer.Dense next = new Layer.Dense(units, INPUTS, Bias.PRESENT, Activation.SOFTMAX, Noise.NONE);
    return drawn(
        ExampleGraphs.network(
            Node.of("a", "input", lstm(INPUTS, units)),
            Node.of("b", "a", lstm(units, units)),
            Node.of("output", "b", new Layer.Output(next, Loss.CROSS_ENTROPY))),
        true);
  }

  private static DrawnNetwork drawn(Network network, boolean tokens) {
    return new DrawnNetwork(network, ExampleGraphs.parameters(network), tokens);
  }

  private static InferenceNetwork open(DrawnNetwork drawn) {
    return InferenceNetwork.of(drawn.network(), drawn.parameters());
  }

  /** Parameters with most weights at 0. */
  private static float[] pruned(DrawnNetwork drawn) {
    Random random = new Random(1);
    float[] parameters = drawn.parameters().clone();
    for (ParameterBlock block : drawn.network().layout().blocks()) {
      for (int i = block.offset(); i < block.end() && block.role() != Role.BIAS; i++) {
        parameters[i] = random.nextDouble() < 0.06 ? parameters[i] : 0f;
      }
    }
    return parameters;
  }

  private static byte[] exported(DrawnNetwork drawn, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Formats.named(format).write(Content.of(drawn.network(), drawn.parameters()), bytes);
    return bytes.toByteArray();
  }

  private Path write(String name, String format, byte[] bytes) throws IOException {
    NetworkFormat written = Formats.named(format);
    return Files.write(folder.resolve(name + written.ending()), bytes);
  }
}
