package io.espalier.bench.suite;

import io.espalier.data.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The PyTorch of this machine's {@code python3}.
 *
 * @param version of PyTorch
 */
record Torch(String version) {
  /** PyTorch where it is installed. */
  static Optional<Torch> find() {
    try {
      Process asked =
          new ProcessBuilder(
                  "python3", "-W", "ignore", "-c", "import torch; print(torch.__version__)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return asked.waitFor() == 0 ? Optional.of(new Torch(said.strip())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // there is no Python
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it asked for PyTorch", e);
    }
  }

  TorchNetwork start(StepConfiguration configuration, List<Batch> batches) {
    try {
      return new TorchNetwork(configuration, batches);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PyTorch", e);
    }
  }
}
