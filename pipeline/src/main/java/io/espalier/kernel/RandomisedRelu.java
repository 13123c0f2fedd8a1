package io.espalier.kernel;

/**
 * In training x, times a slope where it is negative that is drawn evenly between two bounds for
 * each value (after Xu et al. 2015, arXiv 1505.00853). As in Deeplearning4j errors pass as they
 * are, and prediction has the larger one of x and the mean of the bounds.
 */
record RandomisedRelu(double lower, double upper) implements ActivationFunction {
  @Override
  public boolean readsSums() {
    return false;
  }

  @Override
  public void forward(float[] values, int rows, int lanes) {
    float least = (float) ((lower + upper) / 2);
    for (int i = 0; i < rows * lanes; i++) {
      values[i] = Math.max(least, values[i]);
    }
  }

  @Override
  public void forward(float[] values, int rows, int lanes, int key) {
    for (int i = 0; i < rows * lanes; i++) {
      float slope = (float) (lower + (upper - lower) * Draw.even(key, i));
      values[i] = values[i] < 0 ? slope * values[i] : values[i];
    }
  }

  @Override
  public void backward(
      float[] errors, float[] sums, float[] values, float[] into, int rows, int lanes) {
    System.arraycopy(errors, 0, into, 0, rows * lanes);
  }
}
