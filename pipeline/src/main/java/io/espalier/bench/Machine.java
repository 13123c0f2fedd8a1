package io.espalier.bench;

import io.espalier.kernel.ProductRate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What measurements were made on.
 *
 * @param name processor and cores
 * @param gemmGflops rate of a large matrix product on one thread, 1024 x 1024 x 1024
 * @param stepGflops rate of the product of one recurrent step, 32 x 2048 x 512
 */
public record Machine(String name, double gemmGflops, double stepGflops) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** This machine, measured now. */
  public static Machine measured() {
    return new Machine(
        "%s, %d cores".formatted(processor(), Runtime.getRuntime().availableProcessors()),
        ProductRate.gflops(1024, 1024, 1024),
        ProductRate.gflops(32, 2048, 512));
  }

  /** The same machine by the better of two measurements, as other work only ever slows it. */
  public Machine best(Machine other) {
    return new Machine(
        name, Math.max(gemmGflops, other.gemmGflops), Math.max(stepGflops, other.stepGflops));
  }

  private static String processor() {
    if (!Files.exists(PROCESSORS)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
