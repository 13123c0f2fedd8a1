package io.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis with round ticks.
 *
 * @param low value at its start
 * @param high value at its end, above {@code low}
 * @param step between ticks
 */
record Axis(double low, double high, double step) {
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** An axis over at least these values, that starts and ends on a tick. */
  static Axis over(double low, double high, int ticks) {
    double raw = (high - low) / ticks;
    double scale = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * scale;
    for (int i = ROUND.length - 1; i >= 0; i--) {
      step = ROUND[i] * scale >= raw * 0.999 ? ROUND[i] * scale : step;
    }
    return new Axis(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
  }

  /** Where a value stands, 0 at the start and 1 at the end. */
  double at(double value) {
    return (value - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    int count = (int) Math.floor((high - low) / step + 1e-9);
    for (int i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** A tick with as many digits as its step needs. */
  String label(double tick) {
    int digits = 0;
    for (double rest = step; digits < 6 && Math.abs(rest - Math.rint(rest)) > 1e-6; rest *= 10) {
      digits++;
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", tick);
    return text.startsWith("-") && text.matches("-[0.]+") ? text.substring(1) : text;
  }
}
