package io.espalier.engine;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network as one chain of layers over one flat parameter vector, whose matrices stand in it as
 * Deeplearning4j keeps them.
 *
 * @param layers from input to output; at least one is recurrent
 * @param output computes what the network says, and its loss
 * @param length of the flat parameter vector
 */
public record Stack(List<StackLayer> layers, OutputLayer output, int length) {
  public Stack {
    layers = List.copyOf(layers);
  }

  /** Width of the vectors that the network reads, or number of tokens it knows. */
  public int inputs() {
    return blocks().get(0).rows();
  }

  /** The blocks of the flat vector, in order. */
  public List<ParameterBlock> blocks() {
    return Stream.concat(layers.stream(), Stream.of(output.dense()))
        .flatMap(layer -> layer.blocks().stream())
        .toList();
  }

  /**
   * The matrices that are never multiplied where the network reads tokens, which look their rows
   * up.
   */
  public List<ParameterBlock> lookedUp() {
    return layers.get(0) instanceof StackLayer.Lstm first
        ? first.directions().stream().map(StackLayer.Cell::input).toList()
        : List.of();
  }

  /**
   * The matrices of which a mask prunes more than a share.
   *
   * @param without these
   */
  public List<ParameterBlock> prunedAbove(double share, Mask mask, List<ParameterBlock> without) {
    return blocks().stream()
        .filter(block -> block.role() != Role.BIAS && block.role() != Role.EMBEDDING)
        .filter(block -> !without.contains(block))
        .filter(block -> 1 - mask.density(block) > share)
        .toList();
  }

  /**
   * The last layer.
   *
   * @param dense its weights, bias and activation
   * @param loss what training minimises
   * @param timed whether it says something at every valid step rather than once a sequence
   */
  public record OutputLayer(StackLayer.Dense dense, Loss loss, boolean timed) {}

  /** What training minimises, a sum over the outputs of one example. */
  public enum Loss {
    /** Cross-entropy −Σ y log p, of p no smaller than 1e-10. */
    CROSS_ENTROPY,
    /** Squared error, its mean over the outputs of an example. */
    SQUARED_ERROR
  }
}
