package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.model.HiddenUnits;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterLayout;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** What a graph says and does about batches, without training. */
final class Observation {
  private final ComputationGraph graph;
  private final List<Link> links;
  private final ParameterLayout layout;

  Observation(ComputationGraph graph, Chain chain, ParameterLayout layout) {
    this.graph = graph;
    this.links = chain.parameterised();
    this.layout = layout;
  }

  Outputs outputs(Batch batch, BatchArrays arrays) {
    INDArray output =
        graph.output(false, arrays.inputs(), arrays.inputMasks(), arrays.labelMasks())[0];
    float[] values = FloatMemory.read(output);
    int size = batch.size();
    int width = (int) output.size(1);
    boolean timed = output.rank() == 3;
    int rows = timed ? batch.validSteps() : size;
    float[] said = new float[rows * width];
    int at = 0;
    for (int b = 0; b < size; b++) {
      int steps = timed ? batch.sequences().get(b).steps() : 1;
      for (int t = 0; t < steps; t++) {
        for (int k = 0; k < width; k++) {
          said[at++] = values[(t * width + k) * size + b];
        }
      }
    }
    output.close();
    return new Outputs(rows, width, said);
  }

  double lossSum(Batch batch, BatchArrays arrays) {
    MultiDataSet data =
        new MultiDataSet(
            arrays.inputs(), arrays.labels(), arrays.inputMasks(), arrays.labelMasks());
    double loss = graph.score(data, false) - graph.calcRegularizationScore(true);
    return loss * batch.size();
  }

  double[] activations(Batch batch, BatchArrays arrays) {
    HiddenUnits units = HiddenUnits.of(layout);
    graph.setLayerMaskArrays(arrays.inputMasks(), arrays.labelMasks());
    Map<String, INDArray> outputs = graph.feedForward(arrays.inputs(), false);
    double[] sums = new double[units.count()];
    int at = 0;
    for (int layer : units.layers()) {
      LayerShape shape = layout.layers().get(layer);
      INDArray output = outputs.get(links.get(layer).name());
      add(FloatMemory.read(output), batch, shape, sums, at);
      at += shape.units();
    }
    graph.clearLayerMaskArrays();
    outputs.values().forEach(Observation::release);
    return sums;
  }

  /**
   * Adds |h| over what is valid. Rows of the array are sequences, or steps with the sequences of
   * one step together; both are [time][unit][batch] or [unit][time][batch].
   */
  private void add(float[] values, Batch batch, LayerShape shape, double[] sums, int at) {
    int size = batch.size();
    int width = shape.outputs();
    int steps = values.length / (width * size);
    boolean rows = rowsOf(shape);
    for (int b = 0; b < size; b++) {
      int valid = steps == 1 ? 1 : batch.sequences().get(b).steps();
      for (int t = 0; t < valid; t++) {
        for (int k = 0; k < width; k++) {
          int index = rows ? (k * steps + t) * size + b : (t * width + k) * size + b;
          sums[at + k % shape.units()] += Math.abs(values[index]);
        }
      }
    }
  }

  /** Whether a layer gives [batch * time, unit] rather than [batch, unit, time]. */
  private static boolean rowsOf(LayerShape shape) {
    return shape.kind() == LayerKind.DENSE;
  }

  private static void release(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }
}
