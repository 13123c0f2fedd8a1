package io.espalier.objective;

import io.espalier.model.Loss;

/** Losses in double precision, as they are defined. */
final class DoubleLoss {
  private DoubleLoss() {}

  /**
   * The loss of all lanes.
   *
   * @param said [outputs][lanes]
   * @param wanted [lanes][outputs]
   */
  static double of(Loss loss, double[] said, float[][] wanted) {
    int lanes = wanted.length;
    int outputs = said.length / lanes;
    double[][] lane = new double[lanes][outputs];
    for (int i = 0; i < said.length; i++) {
      lane[i % lanes][i / lanes] = said[i];
    }
    double sum = 0;
    double[] counts = new double[3];
    for (int l = 0; l < lanes; l++) {
      switch (loss.kind()) {
        case COSINE_PROXIMITY -> sum += cosine(lane[l], wanted[l]);
        case MULTI_LABEL -> sum += ranking(lane[l], wanted[l]);
        case MIXTURE_DENSITY -> sum += mixture(lane[l], wanted[l], 3, 2);
        case F_MEASURE -> count(lane[l][0], wanted[l][0], counts);
        default -> {
          for (int k = 0; k < outputs; k++) {
            double weight = loss.weights().isEmpty() ? 1 : loss.weights().get(k);
            sum += weight * term(loss.kind(), lane[l][k], wanted[l][k], outputs);
          }
        }
      }
    }
    double square = loss.kind() == Loss.Kind.F_MEASURE ? Math.pow(loss.numbers().get(0), 2) : 0;
    double hits = (1 + square) * counts[0];
    return loss.kind() == Loss.Kind.F_MEASURE
        ? 1 - hits / (hits + square * counts[1] + counts[2])
        : sum;
  }

  private static double term(Loss.Kind kind, double said, double wanted, int n) {
    double hinge = Math.max(0, 1 - wanted * said);
    double log = Math.log((said + 1) / (wanted + 1));
    return switch (kind) {
      case CROSS_ENTROPY, SPARSE_CROSS_ENTROPY -> -wanted * Math.log(said);
      case BINARY_CROSS_ENTROPY -> -wanted * Math.log(said) - (1 - wanted) * Math.log(1 - said);
      case MEAN_SQUARED -> (said - wanted) * (said - wanted) / n;
      case SQUARED -> (said - wanted) * (said - wanted);
      case MEAN_ABSOLUTE -> Math.abs(said - wanted) / n;
      case ABSOLUTE -> Math.abs(said - wanted);
      case MEAN_ABSOLUTE_PERCENTAGE -> 100 * Math.abs(said - wanted) / wanted / n;
      case MEAN_SQUARED_LOGARITHMIC -> log * log / n;
      case KULLBACK_LEIBLER -> wanted * Math.log(wanted / said);
      case POISSON -> said - wanted * Math.log(said);
      case HINGE -> hinge;
      case SQUARED_HINGE -> hinge * hinge;
      case WASSERSTEIN -> said * wanted / n;
      default -> throw new IllegalArgumentException(kind + " is no sum over outputs");
    };
  }

  private static double cosine(double[] said, float[] wanted) {
    double both = 0;
    double ofSaid = 0;
    double ofWanted = 0;
    for (int k = 0; k < said.length; k++) {
      both += said[k] * wanted[k];
      ofSaid += said[k] * said[k];
      ofWanted += (double) wanted[k] * wanted[k];
    }
    return -both / Math.sqrt(ofSaid * ofWanted);
  }

  private static double ranking(double[] said, float[] wanted) {
    double sum = 0;
    int positive = 0;
    for (int i = 0; i < said.length; i++) {
      positive += wanted[i] == 1 ? 1 : 0;
      for (int j = 0; j < said.length; j++) {
        sum += wanted[i] == 1 && wanted[j] == 0 ? Math.exp(said[j] - said[i]) : 0;
      }
    }
    return sum == 0 ? 0 : sum / (positive * (said.length - positive));
  }

  private static double mixture(double[] said, float[] wanted, int mixtures, int labels) {
    double total = 0;
    double sum = 0;
    for (int m = 0; m < mixtures; m++) {
      total += Math.exp(said[m]);
      double deviation = Math.exp(said[mixtures + m]);
      double distance = 0;
      for (int k = 0; k < labels; k++) {
        distance += Math.pow(wanted[k] - said[2 * mixtures + m * labels + k], 2);
      }
      sum +=
          Math.exp(said[m] - distance / (2 * deviation * deviation))
              / Math.pow(deviation * Math.sqrt(2 * Math.PI), labels);
    }
    return -Math.log(sum / total);
  }

  private static void count(double said, double wanted, double[] counts) {
    counts[0] += wanted * said;
    counts[1] += wanted * (1 - said);
    counts[2] += (1 - wanted) * said;
  }
}
