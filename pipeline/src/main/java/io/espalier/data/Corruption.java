package io.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What makes sequences worse than they were. What is drawn depends on the seed, the id of the
 * sequence and the name of the feature alone, and is the same for every strength.
 *
 * @param kind of it
 * @param strength as the kind has it
 * @param seed of all draws
 */
public record Corruption(Kind kind, double strength, long seed) {
  /** The kinds. */
  public enum Kind {
    /** Gaussian noise on every value; the strength is its standard deviation. */
    NOISE,
    /** Steps are left out, each with the strength as its probability, but for the last one. */
    DROPPED_STEPS,
    /** Features are 0 in the whole sequence, each with the strength as its probability. */
    MISSING_FEATURES,
    /** The sequence is shorter by the strength, but has one step at least. */
    SHORTENED
  }

  /** The sequence as it is then. */
  public Sequence of(Sequence sequence, DatasetInfo info) {
    return switch (kind) {
      case NOISE -> noisy(sequence, info.input().features());
      case DROPPED_STEPS -> dropped(sequence);
      case MISSING_FEATURES -> missing(sequence, info.input().features());
      case SHORTENED -> shortened(sequence, info.task().extent());
    };
  }

  private Sequence noisy(Sequence sequence, List<String> features) {
    float[] values = sequence.values().clone();
    for (int feature = 0; feature < sequence.features(); feature++) {
      Random random = random(sequence, features.get(feature));
      for (int at = feature; at < values.length; at += sequence.features()) {
        values[at] += (float) (strength * random.nextGaussian());
      }
    }
    return sequence.withValues(values);
  }

  private Sequence missing(Sequence sequence, List<String> features) {
    float[] values = sequence.values().clone();
    for (int feature = 0; feature < sequence.features(); feature++) {
      if (random(sequence, features.get(feature)).nextDouble() < strength) {
        for (int at = feature; at < values.length; at += sequence.features()) {
          values[at] = 0;
        }
      }
    }
    return sequence.withValues(values);
  }

  private Sequence dropped(Sequence sequence) {
    Random random = random(sequence, "");
    int last = sequence.steps() - 1;
    int[] kept = new int[sequence.steps()];
    int count = 0;
    for (int step = 0; step <= last; step++) {
      if (random.nextDouble() >= strength || step == last) {
        kept[count++] = step;
      }
    }
    return sequence.ofSteps(Arrays.copyOf(kept, count));
  }

  /** The target of a window is relative to its end. */
  private Sequence shortened(Sequence sequence, Extent extent) {
    int steps = sequence.steps();
    int count = Math.max(1, (int) Math.round(steps * (1 - strength)));
    int from = extent == Extent.SERIES ? steps - count : 0;
    int[] kept = new int[count];
    Arrays.setAll(kept, i -> from + i);
    return sequence.ofSteps(kept);
  }

  private Random random(Sequence sequence, String feature) {
    return new Random(StableHash.of(seed, kind.name() + " " + feature, sequence.id()));
  }
}
