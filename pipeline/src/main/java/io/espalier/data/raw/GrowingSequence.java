package io.espalier.data.raw;

import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grows a sequence step by step. */
final class GrowingSequence {
  private final String id;
  private final RowOrigin origin;
  private final String label;
  private final int features;
  private final int width;
  private final List<String> tokens = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private double[] values = new double[16];
  private double[] targets = new double[16];
  private int length;

  /**
   * @param features numbers of a step; 0 for tokens
   * @param width numbers to predict of a step
   */
  GrowingSequence(String id, RowOrigin origin, String label, int features, int width) {
    this.id = id;
    this.origin = origin;
    this.label = label;
    this.features = features;
    this.width = width;
  }

  String id() {
    return id;
  }

  String label() {
    return label;
  }

  RowOrigin origin() {
    return origin;
  }

  void add(double[] step, double[] target) {
    values = room(values, (length + 1) * features);
    targets = room(targets, (length + 1) * width);
    System.arraycopy(step, 0, values, length * features, features);
    System.arraycopy(target, 0, targets, length * width, width);
    length++;
  }

  void add(String token, double[] target) {
    tokens.add(token);
    add(new double[0], target);
  }

  void key(String key, long line) {
    keys.add(key);
    lines.add(line);
  }

  RawSequence sequence() {
    RawTarget target = new RawTarget(label, Arrays.copyOf(targets, length * width), width);
    RawSequence sequence =
        features > 0
            ? RawSequence.ofValues(
                id, origin, Arrays.copyOf(values, length * features), features, target)
            : RawSequence.ofTokens(id, origin, tokens.toArray(String[]::new), target);
    return sequence.orderedBy(
        keys.toArray(String[]::new), lines.stream().mapToLong(Long::longValue).toArray());
  }

  private static double[] room(double[] array, int length) {
    return length <= array.length
        ? array
        : Arrays.copyOf(array, Math.max(length, array.length + (array.length >> 1)));
  }
}
