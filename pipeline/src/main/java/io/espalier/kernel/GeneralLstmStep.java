package io.espalier.kernel;

import io.espalier.model.Activation;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@link LstmStep} computes, with any functions, and with peepholes (Gers et al. 2002) where
 * asked: the forget and the input gate see the memory before the step, the output gate that after
 * it. Peephole vectors come in the order forget, output, input.
 */
final class GeneralLstmStep implements RecurrentStep {
  private final StepFunction activation;
  private final StepFunction gates;
  private final Optional<Peepholes> peepholes;
  private int units;
  private int batch;
  private final float[][] bias = new float[4][0];
  private final float[][] delta = new float[4][0];
  private final float[][] deltaSums = new float[4][0];
  private float[] hiddenError = new float[0];
  private float[] returnedError = new float[0];
  private float[] cellError = new float[0];
  private float[] carried = new float[0];

  GeneralLstmStep(Activation activation, Activation gates, Optional<Peepholes> peepholes) {
    this.activation = new StepFunction(activation);
    this.gates = new StepFunction(gates);
    this.peepholes = peepholes;
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int vectors() {
    return 4 + (peepholes.isPresent() ? Peepholes.COUNT : 0);
  }

  @Override
  public Kept keep(int n) {
    float[][] sums = {activation.keep(n), gates.keep(n), gates.keep(n), gates.keep(n)};
    return new Kept(sums, new float[4][n], new float[n], new float[n]);
  }

  @Override
  public void begin(float[] values, int at, int newUnits, int newBatch) {
    units = newUnits;
    batch = newBatch;
    int n = units * batch;
    if (cellError.length < n) {
      for (float[][] arrays : new float[][][] {bias, delta, deltaSums}) {
        Arrays.setAll(arrays, gate -> new float[n]);
      }
      hiddenError = new float[n];
      returnedError = new float[n];
      cellError = new float[n];
      carried = new float[n];
    }
    peepholes.ifPresent(p -> p.begin(values, at, units, batch));
    int first = at + (vectors() - 4) * units;
    for (int gate = 0; gate < 4; gate++) {
      LaneArrays.tile(values, first + gate * units, units, batch, bias[gate]);
    }
  }

  @Override
  public void forward(Panel z, float[] before, Kept kept, float[] hidden) {
    forward(z, before, kept, hidden, OptionalInt.empty());
  }

  @Override
  public void forward(Panel z, float[] before, Kept kept, float[] hidden, int key) {
    forward(z, before, kept, hidden, OptionalInt.of(key));
  }

  private void forward(Panel z, float[] before, Kept kept, float[] hidden, OptionalInt key) {
    int n = units * batch;
    float[][] g = kept.gates();
    for (int gate = 0; gate < 4; gate++) {
      z.read(gate * n, g[gate], n);
      Elementwise.add(g[gate], bias[gate], n);
    }
    peepholes.ifPresent(p -> p.seeBefore(before, g, n));
    activation.forward(g[0], kept.sums()[0], units, batch, key, 0);
    gates.forward(g[1], kept.sums()[1], units, batch, key, 1);
    gates.forward(g[3], kept.sums()[3], units, batch, key, 3);
    Elementwise.cell(g[1], before, g[3], g[0], kept.cell(), n);
    peepholes.ifPresent(p -> p.seeAfter(kept.cell(), g, n));
    gates.forward(g[2], kept.sums()[2], units, batch, key, 2);
    System.arraycopy(kept.cell(), 0, kept.squashed(), 0, n);
    activation.forward(kept.squashed(), kept.cell(), units, batch, key, 4);
    Elementwise.product(g[2], kept.squashed(), hidden, n);
  }

  @Override
  public void beginBackward() {
    Arrays.fill(carried, 0f);
    for (float[] sums : deltaSums) {
      Arrays.fill(sums, 0f);
    }
    peepholes.ifPresent(Peepholes::beginBackward);
  }

  @Override
  public void backward(
      Panel error, int at, Panel returned, float[] before, Kept kept, float[] valid, Panel z) {
    int n = units * batch;
    float[][] g = kept.gates();
    error.read(at, hiddenError, n);
    returned.read(0, returnedError, n);
    Elementwise.add(hiddenError, returnedError, n);
    Elementwise.product(hiddenError, kept.squashed(), delta[2], n);
    gates.backward(delta[2], kept.sums()[2], g[2], units, batch);
    Elementwise.product(hiddenError, g[2], cellError, n);
    activation.backward(cellError, kept.cell(), kept.squashed(), units, batch);
    Elementwise.add(cellError, carried, n);
    peepholes.ifPresent(p -> p.returnAfter(delta, cellError, n));
    Elementwise.product(cellError, g[3], delta[0], n);
    activation.backward(delta[0], kept.sums()[0], g[0], units, batch);
    Elementwise.product(cellError, before, delta[1], n);
    gates.backward(delta[1], kept.sums()[1], g[1], units, batch);
    Elementwise.product(cellError, g[0], delta[3], n);
    gates.backward(delta[3], kept.sums()[3], g[3], units, batch);
    Elementwise.product(cellError, g[1], carried, n);
    peepholes.ifPresent(p -> p.returnBefore(delta, carried, n));
    if (valid.length > 0) {
      Elementwise.multiply(carried, valid, n);
      for (float[] part : delta) {
        Elementwise.multiply(part, valid, n);
      }
    }
    peepholes.ifPresent(p -> p.collect(delta, before, kept.cell(), n));
    float[] into = z.overwrite();
    for (int gate = 0; gate < 4; gate++) {
      Elementwise.add(deltaSums[gate], delta[gate], n);
      System.arraycopy(delta[gate], 0, into, gate * n, n);
    }
  }

  @Override
  public void vectorGradient(float[] into, int at, int newUnits, int newBatch) {
    peepholes.ifPresent(p -> p.gradient(into, at, newUnits, newBatch));
    int first = at + (vectors() - 4) * newUnits;
    for (int gate = 0; gate < 4; gate++) {
      LaneArrays.sum(deltaSums[gate], newBatch, into, first + gate * newUnits, newUnits);
    }
  }
}
