package io.espalier.plan;

import io.espalier.data.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Strengths of what the dense and the last network are tried with on test data; none by default.
 *
 * @param noise standard deviations of Gaussian noise on every value, as values are normalised
 * @param droppedSteps fractions of steps that are left out
 * @param missingFeatures fractions of features that are 0 in a whole sequence
 * @param shortened fractions that sequences are shortened by
 * @param fgsm sizes of a step along the sign of the loss's gradient, as values are normalised
 */
public record RobustnessPlan(
    List<Double> noise,
    List<Double> droppedSteps,
    List<Double> missingFeatures,
    List<Double> shortened,
    List<Double> fgsm) {
  /** Nothing is tried. */
  public static final RobustnessPlan NOTHING =
      new RobustnessPlan(List.of(), List.of(), List.of(), List.of(), List.of());

  public RobustnessPlan {
    noise = List.copyOf(noise);
    droppedSteps = List.copyOf(droppedSteps);
    missingFeatures = List.copyOf(missingFeatures);
    shortened = List.copyOf(shortened);
    fgsm = List.copyOf(fgsm);
  }

  /** The strengths by their keys, in order. */
  public Map<String, List<Double>> strengths() {
    Map<String, List<Double>> strengths = new LinkedHashMap<>();
    strengths.put("noise", noise);
    strengths.put("dropped-steps", droppedSteps);
    strengths.put("missing-features", missingFeatures);
    strengths.put("shortened", shortened);
    strengths.put("fgsm", fgsm);
    return strengths;
  }

  /** Whether nothing is tried. */
  public boolean isNothing() {
    return equals(NOTHING);
  }

  /**
   * A key that is given and makes no sense for the data, with why.
   *
   * @param truth what is to be said of the data
   */
  public Optional<String> misplaced(boolean tokens, Truth truth) {
    for (Map.Entry<String, List<Double>> kind : strengths().entrySet()) {
      boolean ofSteps = kind.getKey().equals("dropped-steps") || kind.getKey().equals("shortened");
      if (!kind.getValue().isEmpty() && tokens && !ofSteps) {
        return Optional.of(kind.getKey() + " is for numeric features, and this data is of tokens");
      }
      if (!kind.getValue().isEmpty() && truth == Truth.NEXT_TOKEN) {
        return Optional.of(
            kind.getKey() + " is not for language models, whose inputs are what they are to say");
      }
    }
    return Optional.empty();
  }
}
