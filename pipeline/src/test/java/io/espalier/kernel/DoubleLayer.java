package io.espalier.kernel;

import io.espalier.model.Activation;
import io.espalier.model.Layer.GravesLstm;
import io.espalier.model.Layer.Lstm;
import io.espalier.model.Layer.Recurrent;

/** Recurrent layers in double precision, as they are defined. */
final class DoubleLayer {
  private final Recurrent cell;
  private final double[] parameters;
  private final int lanes;

  DoubleLayer(Recurrent cell, double[] parameters, int lanes) {
    this.cell = cell;
    this.parameters = parameters;
    this.lanes = lanes;
  }

  /** For each step [units][lanes]. */
  double[][] forward(float[][] inputs) {
    int n = cell.units() * lanes;
    double[][] outputs = new double[inputs.length][];
    double[] memory = new double[n];
    double[] hidden = new double[n];
    for (int t = 0; t < inputs.length; t++) {
      if (cell instanceof Lstm lstm) {
        hidden = lstm(lstm.gates(), false, inputs[t], hidden, memory);
      } else if (cell instanceof GravesLstm graves) {
        hidden = lstm(graves.gates(), true, inputs[t], hidden, memory);
      } else {
        hidden = function(cell.activation(), sums(1, 0, 1, inputs[t], hidden));
      }
      outputs[t] = hidden;
    }
    return outputs;
  }

  private double[] lstm(
      Activation gates, boolean peeks, float[] x, double[] hidden, double[] memory) {
    int n = memory.length;
    double[] block = function(cell.activation(), sums(4, 0, peeks ? 7 : 4, x, hidden));
    double[] forgetSums = sums(4, 1, peeks ? 7 : 4, x, hidden);
    double[] outputSums = sums(4, 2, peeks ? 7 : 4, x, hidden);
    double[] inputSums = sums(4, 3, peeks ? 7 : 4, x, hidden);
    for (int i = 0; i < n && peeks; i++) {
      forgetSums[i] += peephole(0, i) * memory[i];
      inputSums[i] += peephole(2, i) * memory[i];
    }
    double[] forget = function(gates, forgetSums);
    double[] input = function(gates, inputSums);
    for (int i = 0; i < n; i++) {
      memory[i] = forget[i] * memory[i] + input[i] * block[i];
      outputSums[i] += peeks ? peephole(1, i) * memory[i] : 0;
    }
    double[] output = function(gates, outputSums);
    double[] said = function(cell.activation(), memory);
    for (int i = 0; i < n; i++) {
      said[i] *= output[i];
    }
    return said;
  }

  private double peephole(int vector, int i) {
    int at = parameters.length - 7 * cell.units();
    return parameters[at + vector * cell.units() + i / lanes];
  }

  private double[] function(Activation activation, double[] sums) {
    return DoubleFunction.of(activation, sums, cell.units(), lanes);
  }

  private double[] sums(int gates, int gate, int vectors, float[] x, double[] hidden) {
    int units = cell.units();
    int width = cell.inputs();
    double[] sums = new double[units * lanes];
    for (int i = 0; i < sums.length; i++) {
      int column = gate * units + i / lanes;
      double sum = parameters[(width + units) * gates * units + (vectors - gates) * units + column];
      for (int k = 0; k < width; k++) {
        sum += parameters[column * width + k] * x[k * lanes + i % lanes];
      }
      for (int k = 0; k < units; k++) {
        sum +=
            parameters[width * gates * units + column * units + k] * hidden[k * lanes + i % lanes];
      }
      sums[i] = sum;
    }
    return sums;
  }
}
