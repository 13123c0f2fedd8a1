package io.espalier.cluster;

import io.espalier.mask.Mask;
import java.util.stream.IntStream;

/**
 * Which numbers of a network travel: the surviving parameters and the optimiser state that belongs
 * to them, so that traffic follows density.
 */
final class Packing {
  private final int[] parameters;
  private final int[] optimiser;

  /**
   * @param mask what survives
   * @param optimiserOwners for each element of the optimiser state the parameter it belongs to
   */
  Packing(Mask mask, int[] optimiserOwners) {
    this.parameters = IntStream.range(0, mask.length()).filter(mask::keeps).toArray();
    this.optimiser =
        IntStream.range(0, optimiserOwners.length)
            .filter(i -> mask.keeps(optimiserOwners[i]))
            .toArray();
  }

  /** Surviving parameters alone. */
  float[] pack(float[] allParameters) {
    float[] packed = new float[parameters.length];
    gather(allParameters, parameters, packed, 0);
    return packed;
  }

  /** Surviving parameters, then their optimiser state. */
  float[] pack(float[] allParameters, float[] allOptimiser) {
    float[] packed = new float[parameters.length + optimiser.length];
    gather(allParameters, parameters, packed, 0);
    gather(allOptimiser, optimiser, packed, parameters.length);
    return packed;
  }

  /** The flat parameter vector, 0 where pruned. */
  float[] parameters(float[] packed, int length) {
    return scatter(packed, 0, parameters, length);
  }

  /** The flat optimiser state, 0 where pruned. */
  float[] optimiser(float[] packed, int length) {
    return scatter(packed, parameters.length, optimiser, length);
  }

  private static void gather(float[] from, int[] positions, float[] to, int start) {
    for (int i = 0; i < positions.length; i++) {
      to[start + i] = from[positions[i]];
    }
  }

  private static float[] scatter(float[] packed, int start, int[] positions, int length) {
    float[] all = new float[length];
    for (int i = 0; i < positions.length; i++) {
      all[positions[i]] = packed[start + i];
    }
    return all;
  }
}
