package io.espalier.network;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link LastStep}. */
final class LastStepVertex extends BaseGraphVertex {
  private final LastStep.Reading reading;
  private long[] shape = new long[3];
  private int[] ends = new int[0];

  LastStepVertex(
      ComputationGraph graph, String name, int index, LastStep.Reading reading, DataType type) {
    super(graph, name, index, null, null, type);
    this.reading = reading;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    shape = inputs[0].shape().clone();
    ends = ends();
    float[] steps = FloatMemory.read(inputs[0]);
    float[] last = new float[(int) (shape[0] * shape[1])];
    for (int i = 0; i < last.length; i++) {
      last[i] = steps[position(i)];
    }
    INDArray output =
        workspaces.create(
            ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {shape[0], shape[1]}, 'f');
    FloatMemory.write(last, output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    float[] last = FloatMemory.read(epsilon);
    float[] steps = new float[(int) (shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < last.length; i++) {
      steps[position(i)] = last[i];
    }
    INDArray below = workspaces.create(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'f');
    FloatMemory.write(steps, below);
    return new Pair<>(null, new INDArray[] {below});
  }

  /** Where in [batch, features, time] number i of [batch, features] comes from. */
  private int position(int i) {
    int size = (int) shape[0];
    int features = (int) shape[1];
    boolean backward = reading == LastStep.Reading.BOTH && i / size >= features / 2;
    int step = backward ? 0 : ends[i % size];
    return step * features * size + i;
  }

  /** Index of the last valid step of each sequence. */
  private int[] ends() {
    INDArray[] masks = graph.getInputMaskArrays();
    int[] found = new int[(int) shape[0]];
    if (masks == null || masks[0] == null) {
      Arrays.fill(found, (int) shape[2] - 1);
      return found;
    }
    float[] valid = FloatMemory.read(masks[0]);
    for (int i = 0; i < valid.length; i++) {
      if (valid[i] != 0) {
        found[i % found.length] = i / found.length;
      }
    }
    return found;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatch) {
    return new Pair<>(null, state);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public boolean isOutputVertex() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    throw new UnsupportedOperationException("a vertex without parameters has no gradients");
  }

  @Override
  public String toString() {
    return "LastStepVertex(" + reading + ")";
  }
}
