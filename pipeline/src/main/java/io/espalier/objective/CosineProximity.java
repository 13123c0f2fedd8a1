package io.espalier.objective;

/** Minus the cosine of the angle between what is said and what is wanted. */
final class CosineProximity extends ExampleLoss {
  /** Stands for smaller norms. */
  private static final double LEAST_NORM = 1e-5;

  CosineProximity(int outputs) {
    super(outputs);
  }

  /** Σ of what was said times what was wanted, and of each squared. */
  private record Products(double both, double said, double wanted) {}

  private Products products(float[] said, int lane, int lanes, float[] wanted) {
    double both = 0;
    double ofSaid = 0;
    double ofWanted = 0;
    for (int k = 0; k < outputs(); k++) {
      double value = said[k * lanes + lane];
      both += value * wanted[k];
      ofSaid += value * value;
      ofWanted += (double) wanted[k] * wanted[k];
    }
    return new Products(both, ofSaid, ofWanted);
  }

  private static double norm(double squares) {
    return Math.max(LEAST_NORM, Math.sqrt(squares));
  }

  @Override
  double of(float[] said, int lane, int lanes, float[] wanted) {
    Products products = products(said, lane, lanes, wanted);
    return -products.both() / (norm(products.said()) * norm(products.wanted()));
  }

  @Override
  public void error(float[] said, int lane, int lanes, float[] wanted, float[] into) {
    Products products = products(said, lane, lanes, wanted);
    double divisor =
        norm(products.wanted()) * norm(products.said()) * Math.max(LEAST_NORM, products.said());
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      into[i] = (float) ((said[i] * products.both() - wanted[k] * products.said()) / divisor);
    }
  }
}
