package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.inference.InferenceNetwork;
import io.espalier.engine.inference.Session;
import io.espalier.metric.Outputs;
import io.espalier.model.InputException;
import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Pooling;
import io.espalier.model.Role;
import io.espalier.network.NetworkFile.Extent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceNetworkTest {
  @TempDir Path folder;

  @Test
  void saysWhatDeeplearning4jSays() {
    Random random = new Random(11);
    for (int trial = 0; trial < 30; trial++) {
      RandomStack stack = RandomStack.of(random);
      NetworkState state = random.nextBoolean() ? stack.network() : pruned(stack.network(), random);
      int[] lengths = random.ints(1 + random.nextInt(20), 1, 14).toArray();
      Batch batch = Samples.batch(stack.data(), trial, lengths);
      InferenceNetwork network = open(state);
      try (LiveNetwork graph = GraphNetwork.open(state.structure())) {
        graph.load(state.parameters(), new float[0], state.progress());
        Outputs expected = graph.outputs(batch);
        Outputs said = network.outputs(batch);
        assertThat(said.rows()).isEqualTo(expected.rows());
        assertThat(said.width()).isEqualTo(expected.width());
        assertClose(said.values(), expected.values());
        assertThat(network.loss(batch)).isCloseTo(graph.loss(batch), within(1e-4));
        assertClose(floats(network.activations(batch)), floats(graph.activations(batch)));
      }
    }
  }

  @Test
  void readsSequencesOfManySteps() {
    NetworkState state =
        Samples.network(
            Samples.regression(), Pooling.LAST, Samples.both(6), Samples.both(5), Samples.lstm(4));
    Batch batch = Samples.batch(Samples.regression(), 3, 150, 64, 65);
    try (LiveNetwork graph = GraphNetwork.open(state.structure())) {
      graph.load(state.parameters(), new float[0], state.progress());
      assertClose(open(state).outputs(batch).values(), graph.outputs(batch).values());
    }
  }

  @Test
  void aStreamSaysWhatTheBatchSays() {
    Random random = new Random(12);
    for (int trial = 0; trial < 30; trial++) {
      RandomStack stack = RandomStack.causal(random);
      InferenceNetwork network = open(pruned(stack.network(), random));
      Batch batch = Samples.batch(stack.data(), trial, 5, 9);
      Session session = network.session();
      float[] said = new float[network.outputs()];
      for (Sequence sequence : batch.sequences()) {
        session.reset();
        for (int step = 0; step < sequence.steps(); step++) {
          step(session, sequence, step, said);
        }
        float[] all = network.outputs(Batch.of(List.of(sequence))).values();
        assertClose(said, Arrays.copyOfRange(all, all.length - said.length, all.length));
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    NetworkState state =
        Samples.network(Samples.languageModel(), Pooling.LAST, Samples.lstm(40), Samples.lstm(40));
    for (NetworkState network : List.of(state, pruned(state, new Random(1)))) {
      InferenceNetwork inference = open(network);
      Session session = inference.session();
      float[] said = new float[inference.outputs()];
      for (int step = 0; step < 20_000; step++) {
        session.step(step % Samples.TOKENS, said);
      }
      long before = allocated();
      for (int step = 0; step < 1_000; step++) {
        session.step(step % Samples.TOKENS, said);
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
    NetworkState state =
        Samples.network(Samples.classification(), Pooling.LAST, Samples.both(9), Samples.lstm(7));
    List<Batch> batches =
        IntStream.range(0, 40)
            .mapToObj(i -> Samples.batch(Samples.classification(), i, 3 + i % 5, 7, 4))
            .toList();
    InferenceNetwork alone = open(state);
    List<float[]> expected = batches.stream().map(batch -> alone.outputs(batch).values()).toList();
    InferenceNetwork shared = open(state);
    List<float[]> said =
        batches.parallelStream().map(batch -> shared.outputs(batch).values()).toList();
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void readsAnExportedZip() throws IOException {
    NetworkState graph =
        Samples.network(Samples.classification(), Pooling.LAST, Samples.lstm(4), Samples.both(3));
    Batch batch = Samples.batch(Samples.classification(), 1, 4, 6);
    Path zip = write("a.zip", NetworkFile.write(graph, Optional.empty(), Extent.TRAINING));
    assertThat(InferenceNetwork.read(zip).outputs(batch).values())
        .isEqualTo(open(graph).outputs(batch).values());
  }

  @Test
  void refusesADamagedZip() throws IOException {
    NetworkState state = Samples.network(Samples.classification(), Pooling.LAST, Samples.lstm(4));
    byte[] bytes = NetworkFile.write(state, Optional.empty(), Extent.INFERENCE);
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
    for (int place = 40; place < bytes.length; place += 97) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 0x55;
      assertRefusedOrUnharmed(damaged, state);
    }
    assertThatThrownBy(() -> InferenceNetwork.read(folder.resolve("nowhere.zip")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere.zip");
  }

  private void assertRefused(byte[] bytes) throws IOException {
    Path zip = write("damaged.zip", bytes);
    assertThatThrownBy(() -> InferenceNetwork.read(zip))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("damaged.zip");
  }

  /** What a zip says twice, and nobody reads, may be damaged without harm. */
  private void assertRefusedOrUnharmed(byte[] bytes, NetworkState state) throws IOException {
    Path zip = write("damaged.zip", bytes);
    Batch batch = Samples.batch(Samples.classification(), 1, 4);
    try {
      assertThat(InferenceNetwork.read(zip).outputs(batch).values())
          .isEqualTo(open(state).outputs(batch).values());
    } catch (InputException e) {
      assertThat(e).hasMessageContaining("damaged.zip");
    }
  }

  @Test
  void refusesToStreamWhatReadsBackward() {
    NetworkState state = Samples.network(Samples.classification(), Pooling.LAST, Samples.both(4));
    assertThatThrownBy(open(state)::session)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bidirectional");
  }

  @Test
  void refusesALayerThatItDoesNotCover() {
    NetworkState state = Samples.network(Samples.classification(), Pooling.LAST, Samples.graves(4));
    assertThatThrownBy(() -> open(state))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("graves-lstm-0 (GravesLSTM)");
  }

  @Test
  void refusesAStepOfAnotherWidth() {
    InferenceNetwork network =
        open(Samples.network(Samples.languageModel(), Pooling.LAST, Samples.lstm(4)));
    Session session = network.session();
    float[] said = new float[network.outputs()];
    assertThatThrownBy(() -> session.step(Samples.TOKENS, said)).hasMessageContaining("[0, 5)");
    assertThatThrownBy(() -> session.step(new float[4], said)).hasMessageContaining("5 features");
    assertThatThrownBy(() -> session.step(0, new float[1])).hasMessageContaining("5 numbers");
  }

  private static void step(Session session, Sequence sequence, int step, float[] into) {
    int width = sequence.features();
    if (width == 0) {
      session.step(sequence.tokens()[step], into);
    } else {
      session.step(Arrays.copyOfRange(sequence.values(), step * width, (step + 1) * width), into);
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static InferenceNetwork open(NetworkState state) {
    return InferenceNetwork.of(state.structure(), state.parameters());
  }

  /** Most weights at 0, in a share of the matrices. */
  private static NetworkState pruned(NetworkState state, Random random) {
    float[] parameters = state.parameters().clone();
    for (ParameterBlock block : Layouts.of(state.structure()).blocks()) {
      double density = random.nextInt(3) * 0.06;
      for (int i = block.offset(); i < block.end() && block.role() != Role.BIAS; i++) {
        parameters[i] = random.nextDouble() < density ? parameters[i] : 0f;
      }
    }
    return state.with(parameters, state.optimiser(), state.progress());
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static void assertClose(float[] said, float[] expected) {
    assertThat(said).hasSameSizeAs(expected);
    for (int i = 0; i < said.length; i++) {
      float tolerance = 1e-5f * Math.max(1, Math.abs(expected[i]));
      assertThat(said[i]).isCloseTo(expected[i], within(tolerance));
    }
  }
}
