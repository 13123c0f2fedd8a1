package io.espalier.engine.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.engine.StockGraph;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.model.ExampleGraphs;
import io.espalier.model.Layer.Pool;
import io.espalier.model.Layer.Reduction;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingTest {
  private static final int FEATURES = ExampleGraphs.FEATURES;

  /** One class of each jar that the README asks for and that has no code of the processor. */
  private static final List<Class<?>> PLAIN =
      List.of(
          InferenceNetwork.class,
          Serving.class,
          JsonProperty.class,
          JsonFactory.class,
          ObjectMapper.class);

  /** One class of each jar beside which lies another with code of the processor. */
  private static final List<Class<?>> NATIVE =
      List.of(
          Loader.class,
          org.bytedeco.dnnl.presets.dnnl.class,
          org.bytedeco.opencl.presets.OpenCL.class);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "espalier"})
  void aProgramWithoutDeeplearning4jServesAnExportedNetwork(String format)
      throws IOException, InterruptedException {
    Network network =
        ExampleGraphs.network(
            Node.of("a", "input", ExampleGraphs.lstm(FEATURES, 5)),
            Node.of("mean", "a", Pool.of(Reduction.MEAN)),
            Node.of("output", "mean", ExampleGraphs.output(5)));
    float[] parameters = ExampleGraphs.parameters(network);
    List<String> lines = serve(exported(Content.of(network, parameters), format));
    assertThat(lines).hasSize(3);
    float[] values = new float[3 * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.25f * (i / FEATURES + 1);
    }
    try (StockGraph stock = new StockGraph(network, parameters)) {
      for (int steps = 1; steps <= 3; steps++) {
        float[] read = Arrays.copyOf(values, steps * FEATURES);
        Sequence sequence = Sequence.ofValues("a", read, FEATURES, new Target.Unknown());
        float[] expected = stock.outputs(Batch.of(List.of(sequence)));
        assertThat(numbers(lines.get(steps - 1))).containsExactly(expected, within(1e-5f));
      }
    }
  }

  private Path exported(Content content, String format) throws IOException {
    Path file = folder.resolve("a" + Formats.named(format).ending());
    try (OutputStream to = Files.newOutputStream(file)) {
      Formats.named(format).write(content, to);
    }
    return file;
  }

  private List<String> serve(Path file) throws IOException, InterruptedException {
    String classPath =
        Stream.concat(
                PLAIN.stream().map(ServingTest::place),
                NATIVE.stream().map(ServingTest::place).flatMap(jar -> Stream.of(jar, code(jar))))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).doesNotContain("nd4j", "deeplearning4j", "spark", "hadoop");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Serving.class.getName(),
                file.toString())
            .redirectError(errors.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return said.lines().toList();
  }

  /** The folder or jar that a class comes from. */
  private static Path place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The jar for this processor beside a jar. */
  private static Path code(Path jar) {
    String name = jar.getFileName().toString().replace(".jar", "-" + Loader.getPlatform() + ".jar");
    Path code = jar.resolveSibling(name);
    assertThat(code).exists();
    return code;
  }

  private static float[] numbers(String line) {
    String[] words = line.substring(1, line.length() - 1).split(", ");
    float[] numbers = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }
}
