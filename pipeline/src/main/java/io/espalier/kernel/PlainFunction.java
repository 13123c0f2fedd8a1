package io.espalier.kernel;

/** The usual functions, whose slope follows from their value. */
enum PlainFunction implements ActivationFunction {
  IDENTITY {
    @Override
    public void forward(float[] values, int rows, int lanes) {}

    @Override
    void backward(float[] errors, float[] values, float[] into, int rows, int lanes) {
      System.arraycopy(errors, 0, into, 0, rows * lanes);
    }
  },
  RELU {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = Math.max(0f, values[i]);
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        into[i] = values[i] > 0 ? errors[i] : 0f;
      }
    }
  },
  TANH {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = (float) Math.tanh(values[i]);
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        into[i] = errors[i] * (1 - values[i] * values[i]);
      }
    }
  },
  SIGMOID {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int rows, int lanes) {
      for (int i = 0; i < rows * lanes; i++) {
        into[i] = errors[i] * (values[i] * (1 - values[i]));
      }
    }
  },
  SOFTMAX {
    @Override
    public void forward(float[] values, int rows, int lanes) {
      Softmax.apply(values, rows, lanes);
    }

    @Override
    void backward(float[] errors, float[] values, float[] into, int rows, int lanes) {
      int n = rows * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        float mean = 0f;
        for (int i = lane; i < n; i += lanes) {
          mean += errors[i] * values[i];
        }
        for (int i = lane; i < n; i += lanes) {
          into[i] = values[i] * (errors[i] - mean);
        }
      }
    }
  };

  @Override
  public boolean readsSums() {
    return false;
  }

  @Override
  public void backward(
      float[] errors, float[] sums, float[] values, float[] into, int rows, int lanes) {
    backward(errors, values, into, rows, lanes);
  }

  abstract void backward(float[] errors, float[] values, float[] into, int rows, int lanes);
}
