package io.espalier.kernel;

/**
 * x, times a slope where it is negative: in training one that is drawn evenly between two bounds
 * for each value, in prediction their mean (Xu et al. 2015, arXiv 1505.00853).
 */
record RandomisedRelu(double lower, double upper) implements ActivationFunction {
  @Override
  public boolean readsSums() {
    return true;
  }

  @Override
  public void forward(float[] values, int rows, int lanes) {
    float slope = (float) ((lower + upper) / 2);
    for (int i = 0; i < rows * lanes; i++) {
      values[i] = values[i] < 0 ? slope * values[i] : values[i];
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
    for (int i = 0; i < rows * lanes; i++) {
      into[i] = sums[i] < 0 ? errors[i] * (values[i] / sums[i]) : errors[i];
    }
  }
}
