package io.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

/** How far numbers are from those that they should be. */
public final class Closeness {
  private Closeness() {}

  /** Fails unless the largest difference is at most a share of the largest number expected. */
  public static void assertClose(String what, float[] actual, float[] expected, double share) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
      assertThat(actual[i]).as(what).isNotNaN();
    }
    assertThat(difference).as(what).isLessThanOrEqualTo(share * largest);
  }
}
