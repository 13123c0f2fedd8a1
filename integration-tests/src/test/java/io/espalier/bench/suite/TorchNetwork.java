package io.espalier.bench.suite;

import io.espalier.bench.Contestant;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.store.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same layers in PyTorch, in a process of their own that works only when it is its turn. Its
 * weights and data are random, too.
 */
final class TorchNetwork implements AutoCloseable {
  private static final String SCRIPT = "torch_steps.py";

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  TorchNetwork(StepConfiguration configuration, List<Batch> batches) throws IOException {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("layers", configuration.layers());
    network.put("units", configuration.units());
    network.put("inputs", configuration.shape().inputs());
    network.put("outputs", configuration.shape().outputs());
    network.put("timed", configuration.isTimed());
    network.put("tokens", configuration.shape().isTokens());
    network.put("lengths", batches.stream().map(TorchNetwork::lengths).toList());
    network.put("turn", Contestant.TURN);
    ProcessBuilder builder =
        new ProcessBuilder(
                "python3",
                "-W",
                "ignore",
                "-c",
                script(),
                new String(Json.write(network), StandardCharsets.UTF_8))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    this.process = builder.start();
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    answers.readLine();
  }

  Contestant training() {
    return () -> turn("train");
  }

  Contestant answering() {
    return () -> turn("infer");
  }

  private double[] turn(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
      String times = answers.readLine();
      if (times == null) {
        throw new IllegalStateException("PyTorch ended in the middle of its turn");
      }
      return Arrays.stream(times.split(" ")).mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("PyTorch does not answer", e);
    }
  }

  private static List<Integer> lengths(Batch batch) {
    return batch.sequences().stream().map(Sequence::steps).toList();
  }

  private static String script() throws IOException {
    try (InputStream script = TorchNetwork.class.getResourceAsStream(SCRIPT)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
