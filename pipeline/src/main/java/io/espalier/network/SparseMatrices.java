package io.espalier.network;

import io.espalier.data.DatasetInfo;
import io.espalier.engine.SparseChoice;
import io.espalier.engine.StackReader;
import io.espalier.model.Mask;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterBlock;
import java.util.List;

/** Which matrices of a network multiply only what a mask left of them while it trains. */
public final class SparseMatrices {
  private SparseMatrices() {}

  /**
   * Their names, in the order of the flat vector.
   *
   * @param share the share of pruned weights above which a matrix is one of them
   * @param input what the network reads
   */
  public static List<String> names(
      NetworkStructure structure, Mask mask, double share, DatasetInfo.Input input) {
    if (EngineTraining.of(Chain.of(structure)).isEmpty()) {
      return List.of();
    }
    return StackReader.read(structure).network().map(SparseChoice::of).stream()
        .flatMap(
            choice ->
                (input.isTokens() ? choice.forTokens(mask, share) : choice.forVectors(mask, share))
                    .stream())
        .map(ParameterBlock::name)
        .toList();
  }
}
