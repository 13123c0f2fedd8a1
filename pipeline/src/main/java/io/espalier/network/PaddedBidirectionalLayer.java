package io.espalier.network;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link PaddedBidirectional}: both directions see padding behind the sequence only. */
final class PaddedBidirectionalLayer extends BidirectionalLayer {
  private final transient Layer forward;
  private final transient Layer backward;
  private transient TimeReversal reversal = TimeReversal.UNPADDED;
  private transient INDArray mask;

  PaddedBidirectionalLayer(
      NeuralNetConfiguration configuration, Layer forward, Layer backward, INDArray parameters) {
    super(configuration, forward, backward, parameters);
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    try (MemoryWorkspace scope =
        input.isAttached()
            ? input.data().getParentWorkspace().notifyScopeBorrowed()
            : Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      INDArray reversed = Nd4j.createUninitialized(DataType.FLOAT, input.shape(), 'f');
      reversal.copy(FloatMemory.read(input), 0, input.shape(), reversed);
      backward.setInput(reversed, workspaces);
    }
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray ahead = forward.activate(training, workspaces);
    INDArray back = backward.activate(training, workspaces);
    long[] shape = ahead.shape();
    INDArray reversed = workspaces.create(ArrayType.FF_WORKING_MEM, DataType.FLOAT, shape, 'f');
    reversal.copy(FloatMemory.read(back), 0, shape, reversed);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, Nd4j.concat(1, ahead, reversed));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    long[] shape = epsilon.shape().clone();
    shape[1] /= 2;
    float[] both = FloatMemory.read(epsilon);
    INDArray ahead = workspaces.create(ArrayType.BP_WORKING_MEM, DataType.FLOAT, shape, 'f');
    TimeReversal.NONE.copy(both, 0, epsilon.shape(), ahead);
    INDArray back = workspaces.create(ArrayType.BP_WORKING_MEM, DataType.FLOAT, shape, 'f');
    reversal.copy(both, (int) shape[1], epsilon.shape(), back);

    Pair<Gradient, INDArray> first = forward.backpropGradient(ahead, workspaces);
    Pair<Gradient, INDArray> second = backward.backpropGradient(back, workspaces);
    Gradient gradient = new DefaultGradient(getGradientsViewArray());
    collect(first.getFirst(), BidirectionalParamInitializer.FORWARD_PREFIX, gradient);
    collect(second.getFirst(), BidirectionalParamInitializer.BACKWARD_PREFIX, gradient);

    INDArray below = second.getSecond();
    INDArray reversed =
        workspaces.create(ArrayType.BP_WORKING_MEM, DataType.FLOAT, below.shape(), 'f');
    reversal.copy(FloatMemory.read(below), 0, below.shape(), reversed);
    return new Pair<>(gradient, first.getSecond().addi(reversed));
  }

  private static void collect(Gradient from, String prefix, Gradient into) {
    for (Map.Entry<String, INDArray> entry : from.gradientForVariable().entrySet()) {
      into.gradientForVariable().put(prefix + entry.getKey(), entry.getValue());
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState state, int minibatch) {
    setMaskArray(maskArray);
    return new Pair<>(maskArray, MaskState.Passthrough);
  }

  @Override
  public void setMaskArray(INDArray maskArray) {
    mask = maskArray;
    reversal = maskArray == null ? TimeReversal.UNPADDED : TimeReversal.of(maskArray);
  }

  @Override
  public INDArray getMaskArray() {
    return mask;
  }
}
