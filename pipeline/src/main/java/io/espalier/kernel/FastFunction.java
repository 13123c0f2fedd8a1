package io.espalier.kernel;

import io.espalier.model.Activation;

/** The usual functions of recurrent layers, by approximations that run in vector instructions. */
enum FastFunction implements ActivationFunction {
  TANH {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      Elementwise.tanhOf(values, values, rows * lanes);
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      for (int i = 0; i < n; i++) {
        into[i] = errors[i] * (1f - values[i] * values[i]);
      }
    }
  },
  SIGMOID {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = Elementwise.sigmoid(values[i]);
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      for (int i = 0; i < n; i++) {
        into[i] = errors[i] * (values[i] * (1f - values[i]));
      }
    }
  };

  /** The function of a recurrent layer. */
  static ActivationFunction of(Activation activation) {
    return switch (activation.kind()) {
      case TANH -> TANH;
      case SIGMOID -> SIGMOID;
      default -> ActivationFunction.of(activation);
    };
  }

  @Override
  public boolean readsSums() {
    return false;
  }

  @Override
  public void backward(
      float[] errors, float[] sums, float[] values, float[] into, int rows, int lanes) {
    backward(errors, values, into, rows * lanes);
  }

  abstract void backward(float[] errors, float[] values, float[] into, int n);
}
