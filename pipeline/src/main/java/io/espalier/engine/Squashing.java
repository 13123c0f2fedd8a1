package io.espalier.engine;

import io.espalier.engine.StackLayer.Activation;
import io.espalier.kernel.Softmax;

/** The function at the end of a fully connected layer, on [rows][lanes]. */
enum Squashing {
  IDENTITY {
    @Override
    void forward(float[] values, int rows, int lanes) {}

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      System.arraycopy(errors, 0, into, 0, n);
    }
  },
  RELU {
    @Override
    void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = Math.max(0f, values[i]);
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      for (int i = 0; i < n; i++) {
        into[i] = values[i] > 0 ? errors[i] : 0f;
      }
    }
  },
  TANH {
    @Override
    void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = (float) Math.tanh(values[i]);
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      for (int i = 0; i < n; i++) {
        into[i] = errors[i] * (1 - values[i] * values[i]);
      }
    }
  },
  SIGMOID {
    @Override
    void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      for (int i = 0; i < n; i++) {
        into[i] = errors[i] * (values[i] * (1 - values[i]));
      }
    }
  },
  /** Only before cross-entropy, whose error is already that of the sums. */
  SOFTMAX {
    @Override
    void forward(float[] values, int rows, int lanes) {
      Softmax.apply(values, rows, lanes);
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int n) {
      System.arraycopy(errors, 0, into, 0, n);
    }
  };

  static Squashing of(Activation activation) {
    return valueOf(activation.name());
  }

  /** Replaces sums by the function of them. */
  abstract void forward(float[] values, int rows, int lanes);

  /** Turns errors of the values into errors of the sums. */
  abstract void backward(float[] errors, float[] values, float[] into, int n);
}
