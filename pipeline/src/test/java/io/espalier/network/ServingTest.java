package io.espalier.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import io.espalier.network.NetworkFile.Extent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {
  /** What the README asks for. */
  private static final Pattern NEEDED =
      Pattern.compile("(javacpp|dnnl|opencl|jackson-(core|databind|annotations))-[0-9].*");

  @TempDir Path folder;

  @Test
  void aProgramWithoutDeeplearning4jServesAnExportedNetwork()
      throws IOException, InterruptedException {
    NetworkState state = Samples.network(Samples.classification(), Pooling.MEAN, Samples.lstm(5));
    Path zip =
        Files.write(
            folder.resolve("a.zip"), NetworkFile.write(state, Optional.empty(), Extent.INFERENCE));
    List<String> lines = serve(zip);
    float[] values = new float[3 * Samples.FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.25f * (i / Samples.FEATURES + 1);
    }
    try (LiveNetwork live = GraphNetwork.open(state.structure())) {
      live.load(state.parameters(), new float[0], state.progress());
      for (int steps = 1; steps <= 3; steps++) {
        float[] read = Arrays.copyOf(values, steps * Samples.FEATURES);
        Sequence sequence = Sequence.ofValues("a", read, Samples.FEATURES, new Target.Unknown());
        float[] expected = live.outputs(Batch.of(List.of(sequence))).values();
        float[] said = numbers(lines.get(steps - 1));
        for (int k = 0; k < expected.length; k++) {
          assertThat(said[k]).isCloseTo(expected[k], within(1e-5f));
        }
      }
    }
  }

  private List<String> serve(Path zip) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Files.isDirectory(Path.of(entry)) || isNeeded(entry))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).doesNotContain("nd4j", "deeplearning4j", "spark", "hadoop");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.espalier.engine.inference.Serving",
                zip.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    return said.lines().toList();
  }

  private static boolean isNeeded(String jar) {
    return NEEDED.matcher(Path.of(jar).getFileName().toString()).matches();
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
