package io.espalier.engine;

import io.espalier.model.Layer.Dropout;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Noise;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which matrices of a network multiply only what a mask left of them while it trains. */
public final class SparseChoice {
  private final List<ParameterBlock> multiplied = new ArrayList<>();
  private final List<ParameterBlock> lookedUp = new ArrayList<>();

  private SparseChoice() {}

  /** The choice for a network. */
  public static SparseChoice of(Network network) {
    SparseChoice choice = new SparseChoice();
    ParameterLayout layout = network.layout();
    for (ParameterBlock block : layout.blocks()) {
      Node node = network.node(layout.layers().get(block.layer()).name());
      boolean reads = block.role() != Role.RECURRENT_WEIGHT && readsTokens(network, node);
      if (block.role() == Role.INPUT_WEIGHT
          || block.role() == Role.RECURRENT_WEIGHT
          || block.role() == Role.DENSE_WEIGHT) {
        (reads ? choice.lookedUp : choice.multiplied).add(block);
      }
    }
    return choice;
  }

  /** Whether a node reads the network's input as tokens, where that is tokens. */
  private static boolean readsTokens(Network network, Node node) {
    Noise.Kind noise = node.layer().noise().kind();
    boolean keepsTokens =
        noise == Noise.Kind.NONE
            || noise == Noise.Kind.DROPOUT
            || noise == Noise.Kind.GAUSSIAN_DROPOUT;
    String from = node.from().get(0);
    return keepsTokens
        && (node.layer() instanceof Weighted || node.layer() instanceof Dropout)
        && (network.inputs().contains(from)
            || (network.node(from).layer() instanceof Dropout
                && readsTokens(network, network.node(from))));
  }

  /**
   * The matrices of which a mask prunes more than a share, where the network reads vectors; in the
   * order of the flat vector.
   */
  public List<ParameterBlock> forVectors(Mask mask, double share) {
    List<ParameterBlock> all = new ArrayList<>(multiplied);
    all.addAll(lookedUp);
    all.sort(Comparator.comparingInt(ParameterBlock::offset));
    return pruned(all, mask, share);
  }

  /** The same where it reads tokens, whose rows are looked up instead. */
  public List<ParameterBlock> forTokens(Mask mask, double share) {
    return pruned(multiplied, mask, share);
  }

  private static List<ParameterBlock> pruned(List<ParameterBlock> blocks, Mask mask, double share) {
    return blocks.stream().filter(block -> 1 - mask.density(block) > share).toList();
  }
}
