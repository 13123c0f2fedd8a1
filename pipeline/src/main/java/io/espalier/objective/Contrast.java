package io.espalier.objective;

/**
 * InfoNCE (van den Oord et al. 2018, arXiv 1807.03748) between vectors of two networks: for each
 * sequence of a batch, −log of the share that its own teacher's vector has in Σ exp(cosine of the
 * student's vector and a teacher's / temperature) over the teacher's vectors of the batch. Vectors
 * stand one behind the other, [sequences][width].
 */
public final class Contrast {
  /** Stands for smaller norms. */
  private static final double LEAST_NORM = 1e-8;

  private final double temperature;
  private double[] cosines = new double[0];

  public Contrast(double temperature) {
    this.temperature = temperature;
  }

  /**
   * The loss of one sequence.
   *
   * @param slopes takes the derivative by the student's vector, at that vector's place
   */
  public double of(
      double[] students, double[] teachers, int sequences, int width, int one, double[] slopes) {
    if (cosines.length < sequences) {
      cosines = new double[sequences];
    }
    double norm = norm(students, one, width);
    double most = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < sequences; other++) {
      double product = 0;
      for (int k = 0; k < width; k++) {
        product += students[one * width + k] * teachers[other * width + k];
      }
      cosines[other] = product / (norm * norm(teachers, other, width));
      most = Math.max(most, cosines[other]);
    }
    double sum = 0;
    for (int other = 0; other < sequences; other++) {
      sum += Math.exp((cosines[other] - most) / temperature);
    }
    for (int k = 0; k < width; k++) {
      slopes[one * width + k] = 0;
    }
    for (int other = 0; other < sequences; other++) {
      double share = Math.exp((cosines[other] - most) / temperature) / sum;
      double slope = (share - (other == one ? 1 : 0)) / (temperature * norm);
      double length = norm(teachers, other, width);
      for (int k = 0; k < width; k++) {
        slopes[one * width + k] +=
            slope
                * (teachers[other * width + k] / length
                    - cosines[other] * students[one * width + k] / norm);
      }
    }
    return Math.log(sum) + (most - cosines[one]) / temperature;
  }

  private static double norm(double[] vectors, int one, int width) {
    double squares = 0;
    for (int k = 0; k < width; k++) {
      squares += vectors[one * width + k] * vectors[one * width + k];
    }
    return Math.max(LEAST_NORM, Math.sqrt(squares));
  }
}
