package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.Draws;
import io.espalier.engine.Examples;
import io.espalier.engine.NetworkInput;
import io.espalier.model.Network;
import io.espalier.objective.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a network's loss by the vectors that it reads, without noise. Results are the
 * same bits for the same batch on one kind of processor. Not safe for several threads at once.
 */
public final class InputGradient implements AutoCloseable {
  private final NetworkInput input;
  private final Errors errors;
  private final LearnedParameters parameters;
  private final List<Pass> passes = new ArrayList<>();
  private final LossPass loss;

  public InputGradient(Network network, float[] values) {
    this.input = new NetworkInput(network.width(network.inputs().get(0)));
    this.errors = new Errors(input);
    this.parameters = new LearnedParameters(network.layout().length());
    LossFunction function = Examples.loss(network);
    Connection read = new Connection(input, Optional.of(errors));
    Assembly assembly = new Assembly(network, read, parameters, function);
    assembly.addAll(Optional.empty(), passes);
    this.loss = new LossPass(function, assembly.given().get(network.output()));
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    parameters.changed();
  }

  /**
   * That of the batch's summed loss.
   *
   * @param batch of vectors
   * @return of each sequence, {@code [time][feature]}
   */
  public List<float[]> of(Batch batch) {
    input.read(batch.sequences());
    errors.start();
    passes.forEach(pass -> pass.forward(Draws.NONE));
    loss.backward(batch);
    for (int i = passes.size() - 1; i >= 0; i--) {
      passes.get(i).backward();
    }
    parameters.collect();
    float[] all = new float[batch.validSteps() * batch.features()];
    errors.write(all);
    List<float[]> gradients = new ArrayList<>();
    int at = 0;
    for (Sequence sequence : batch.sequences()) {
      int end = at + sequence.values().length;
      gradients.add(Arrays.copyOfRange(all, at, end));
      at = end;
    }
    return gradients;
  }

  @Override
  public void close() {
    passes.forEach(Pass::close);
    parameters.close();
    input.close();
    errors.close();
  }
}
