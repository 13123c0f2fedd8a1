package io.espalier.network;

import io.espalier.model.Mask;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step of a graph's own updaters under a mask. The gradient of a pruned parameter is set to 0
 * before everything else: it counts in no norm, and as its parameter and state are 0, every updater
 * and every weight decay leave them at exactly 0.
 */
final class OptimiserStep {
  private final ComputationGraph graph;
  private final ComputationGraphUpdater updater;
  private final int[] owners;
  private Optional<INDArray> parameterMask = Optional.empty();
  private Optional<INDArray> stateMask = Optional.empty();

  OptimiserStep(ComputationGraph graph) {
    this.graph = graph;
    this.updater = graph.getUpdater(true);
    this.owners = owners(updater.getUpdaterBlocks(), (int) LiveGraph.optimiser(graph).length());
  }

  /** For each number of the state, the parameter it belongs to. */
  int[] owners() {
    return owners;
  }

  void hold(Mask mask) {
    release();
    if (!mask.isAll()) {
      parameterMask = Optional.of(row(mask.toFloats()));
      if (owners.length > 0) {
        float[] state = new float[owners.length];
        for (int i = 0; i < state.length; i++) {
          state[i] = mask.keeps(owners[i]) ? 1f : 0f;
        }
        stateMask = Optional.of(row(state));
      }
    }
    applyMask();
  }

  /** Sets what is pruned to 0; adding +0 turns a product of -0 into +0. */
  void applyMask() {
    parameterMask.ifPresent(mask -> LiveGraph.parameters(graph).muli(mask).addi(0f));
    stateMask.ifPresent(mask -> LiveGraph.optimiser(graph).muli(mask).addi(0f));
  }

  /** Turns the gradient sum in the graph's gradient view into a step and takes it. */
  void take(int iteration, int examples) {
    INDArray gradient = LiveGraph.gradients(graph);
    gradient.divi(examples);
    parameterMask.ifPresent(gradient::muli);
    for (Layer layer : graph.getLayers()) {
      updater.preApply(layer, new DefaultGradient(gradient), iteration);
    }
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.update(iteration, 0);
    }
    LiveGraph.parameters(graph).subi(gradient);
  }

  private void release() {
    parameterMask.ifPresent(INDArray::close);
    stateMask.ifPresent(INDArray::close);
    parameterMask = Optional.empty();
    stateMask = Optional.empty();
  }

  private static INDArray row(float[] values) {
    return Nd4j.createFromArray(values);
  }

  /** Inside a block, every kind of state is a copy of the block's parameters, one after another. */
  private static int[] owners(List<UpdaterBlock> blocks, int length) {
    int[] owners = new int[length];
    for (UpdaterBlock block : blocks) {
      int parameters = block.getParamOffsetEnd() - block.getParamOffsetStart();
      int start = block.getUpdaterViewOffsetStart();
      for (int i = start; i < block.getUpdaterViewOffsetEnd(); i++) {
        owners[i] = block.getParamOffsetStart() + (i - start) % parameters;
      }
    }
    return owners;
  }
}
