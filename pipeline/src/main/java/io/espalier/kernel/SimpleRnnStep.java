package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.Arrays;
import java.util.OptionalInt;

/** h = f(z) (Elman 1990). */
final class SimpleRnnStep implements RecurrentStep {
  private final StepFunction function;
  private int units;
  private int batch;
  private float[] bias = new float[0];
  private float[] delta = new float[0];
  private float[] deltaSums = new float[0];
  private float[] returnedError = new float[0];

  SimpleRnnStep(Activation activation) {
    this.function = new StepFunction(activation);
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int vectors() {
    return 1;
  }

  @Override
  public Kept keep(int n) {
    float[][] sums = {function.keep(n)};
    return new Kept(sums, new float[1][n], new float[0], new float[0]);
  }

  @Override
  public void begin(float[] values, int at, int newUnits, int newBatch) {
    units = newUnits;
    batch = newBatch;
    int n = units * batch;
    if (bias.length < n) {
      bias = new float[n];
      delta = new float[n];
      deltaSums = new float[n];
      returnedError = new float[n];
    }
    LaneArrays.tile(values, at, units, batch, bias);
  }

  @Override
  public void forward(Panel z, float[] before, Kept kept, float[] hidden) {
    forward(z, kept, hidden, OptionalInt.empty());
  }

  @Override
  public void forward(Panel z, float[] before, Kept kept, float[] hidden, int key) {
    forward(z, kept, hidden, OptionalInt.of(key));
  }

  private void forward(Panel z, Kept kept, float[] hidden, OptionalInt key) {
    int n = units * batch;
    float[] values = kept.gates()[0];
    z.read(0, values, n);
    Elementwise.add(values, bias, n);
    function.forward(values, kept.sums()[0], units, batch, key, 0);
    System.arraycopy(values, 0, hidden, 0, n);
  }

  @Override
  public void beginBackward() {
    Arrays.fill(deltaSums, 0f);
  }

  @Override
  public void backward(
      Panel error, int at, Panel returned, float[] before, Kept kept, float[] valid, Panel z) {
    int n = units * batch;
    error.read(at, delta, n);
    returned.read(0, returnedError, n);
    Elementwise.add(delta, returnedError, n);
    function.backward(delta, kept.sums()[0], kept.gates()[0], units, batch);
    if (valid.length > 0) {
      Elementwise.multiply(delta, valid, n);
    }
    Elementwise.add(deltaSums, delta, n);
    System.arraycopy(delta, 0, z.overwrite(), 0, n);
  }

  @Override
  public void vectorGradient(float[] into, int at, int newUnits, int newBatch) {
    LaneArrays.sum(deltaSums, newBatch, into, at, newUnits);
  }
}
