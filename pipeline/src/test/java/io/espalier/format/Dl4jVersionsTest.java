package io.espalier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files that stock Deeplearning4j of each version wrote, read, written, and restored again. */
class Dl4jVersionsTest {
  private final NetworkFormat format = new Dl4jFormat();
  @TempDir Path folder;

  static Stream<String> samples() {
    return names("dl4j").stream();
  }

  static List<String> names(String from) {
    try (Stream<Path> files = Files.list(folder(from))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zip"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String name) {
    try {
      return Path.of(Dl4jVersionsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsWhatStockReads(String name) throws IOException {
    Content content = read(folder("dl4j").resolve(name));
    assertThat(content.training().orElseThrow().iteration()).isEqualTo(2);
    Path again = folder.resolve("again.zip");
    ModelSerializer.writeModel(
        restored(folder("dl4j").resolve(name), content), again.toFile(), true);
    Content theirs = read(again);
    if (name.contains("beta3")) {
      // Of this version Deeplearning4j 1.0.0-M2.1 does not read the regularisation
      assertThat(theirs.network()).isEqualTo(content.network());
      assertThat(theirs.parameters()).isEqualTo(content.parameters());
      assertThat(theirs.training().orElseThrow().optimiser())
          .isEqualTo(content.training().orElseThrow().optimiser());
    } else {
      assertThat(theirs).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenAnswersAsItDid(String name) throws IOException {
    Content content = read(folder("dl4j").resolve(name));
    List<String> lines = Files.readAllLines(folder("dl4j").resolve(name.replace(".zip", ".txt")));
    Path written = Files.write(folder.resolve("b.zip"), FileBytes.written(format, content));
    INDArray input = array(lines.get(0));
    INDArray output =
        restored(written, content) instanceof ComputationGraph graph
            ? graph.outputSingle(input)
            : ((MultiLayerNetwork) restored(written, content)).output(input);
    assertThat(output.dup('c').data().asFloat())
        .containsExactly(array(lines.get(1)).dup('c').data().asFloat(), within(1e-5f));
  }

  private Content read(Path file) throws IOException {
    try (SeekableInput input = SeekableInput.of(file)) {
      return format.read(input, Limits.USUAL);
    }
  }

  private static Model restored(Path file, Content content) throws IOException {
    return content.notes().get(Dl4jNetworkWriter.TYPE).equals("graph")
        ? ModelSerializer.restoreComputationGraph(file.toFile(), true)
        : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
  }

  /** Sizes, a colon, and the numbers in 'c' order. */
  private static INDArray array(String line) {
    String[] parts = line.split(":");
    long[] shape = Stream.of(parts[0].trim().split(" ")).mapToLong(Long::parseLong).toArray();
    String[] numbers = parts[1].trim().split(" ");
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i]);
    }
    return Nd4j.create(values, shape, 'c');
  }
}
