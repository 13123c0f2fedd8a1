package io.espalier.dl4jspark;

import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of the user's program: its state is taken from it before a pass and put back after.
 *
 * @param model the network
 * @param optimiser puts the optimiser's state into it
 * @param iterations puts the number of steps done into it
 */
record Exchange(Model model, Consumer<INDArray> optimiser, IntConsumer iterations) {
  static Exchange of(MultiLayerNetwork network) {
    return new Exchange(
        network,
        state -> network.getUpdater().setStateViewArray(network, state, false),
        network.getLayerWiseConfigurations()::setIterationCount);
  }

  static Exchange of(ComputationGraph network) {
    return new Exchange(
        network,
        network.getUpdater()::setStateViewArray,
        network.getConfiguration()::setIterationCount);
  }

  /**
   * The network as it is, optimiser included.
   *
   * @throws io.espalier.model.InputException if it is not supported
   */
  Content content() {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(model, zip, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Formats.named("dl4j")
        .read(SeekableInput.of(zip.toByteArray(), "the network"), Limits.USUAL);
  }

  /** Puts a state of the same network into the network. */
  void take(NetworkState state) {
    model.setParams(row(state.parameters()));
    if (state.optimiser().length > 0) {
      optimiser.accept(row(state.optimiser()));
    }
    iterations.accept(state.progress().iteration());
  }

  /** Tells a listener that the network has come as far as a state. */
  void tell(TrainingListener listener, TrainingProgress progress) {
    listener.iterationDone(model, progress.iteration(), progress.epoch());
  }

  private static INDArray row(float[] numbers) {
    return Nd4j.create(numbers, new long[] {1, numbers.length}, 'c');
  }
}
