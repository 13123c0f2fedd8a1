package io.espalier.cluster.spark;

import io.espalier.model.InputException;
import java.util.Optional;

/**
 * How many threads a task computes with. It must be one, whatever the machine: with more, sums
 * would be taken in an order that depends on the number of cores.
 */
public final class ArithmeticThreads {
  private static final String VARIABLE = "OMP_NUM_THREADS";

  private ArithmeticThreads() {}

  /**
   * Checks this process, whose native libraries have read the variable when they were loaded.
   *
   * @throws InputException if it may compute with several threads
   */
  public static void check() {
    check(Optional.ofNullable(System.getenv(VARIABLE)));
  }

  public static void check(Optional<String> setting) {
    if (!setting.equals(Optional.of("1"))) {
      throw new InputException(
          "%s must be 1 in the environment of the driver and of every executor, or sums depend on the number of cores; it is %s in one of them; start Espalier with deploy/bin/espalier, or set it and spark.executorEnv.%s=1"
              .formatted(VARIABLE, setting.orElse("not set"), VARIABLE));
    }
  }
}
