package io.espalier.engine.training;

import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where one number for each parameter stands while some matrices run sparse: those of such a
 * matrix's kept weights stand side by side at the start of its block, in the order of their
 * positions, and behind them is 0.
 */
final class Packing {
  private final Map<ParameterBlock, int[]> kept = new LinkedHashMap<>();

  /** All numbers at their places. */
  static Packing none() {
    return new Packing(Mask.all(0), List.of());
  }

  /**
   * @param sparse the blocks of the matrices that run sparse under the mask
   */
  Packing(Mask mask, List<ParameterBlock> sparse) {
    for (ParameterBlock block : sparse) {
      kept.put(block, IntStream.range(block.offset(), block.end()).filter(mask::keeps).toArray());
    }
  }

  /** The position behind a block's last number in use. */
  int end(ParameterBlock block) {
    int[] positions = kept.get(block);
    return positions == null ? block.end() : block.offset() + positions.length;
  }

  /** Packs numbers that stand at their places; those of pruned weights are lost. */
  void pack(float[] values) {
    kept.forEach(
        (block, positions) -> {
          for (int k = 0; k < positions.length; k++) {
            values[block.offset() + k] = values[positions[k]];
          }
          Arrays.fill(values, end(block), block.end(), 0f);
        });
  }

  /** Puts packed numbers to their places, and 0 where a weight is pruned. */
  void unpack(float[] values) {
    kept.forEach(
        (block, positions) -> {
          for (int k = positions.length - 1; k >= 0; k--) {
            float value = values[block.offset() + k];
            values[block.offset() + k] = 0f;
            values[positions[k]] = value;
          }
        });
  }
}
