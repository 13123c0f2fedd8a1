package io.espalier.cluster.rounds;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.model.Mask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Which numbers of a network travel: the surviving parameters and the optimiser state that belongs
 * to them, so that traffic follows density.
 */
public final class SurvivorIndex {
  private final Part parameters;
  private final Part optimiser;

  /**
   * @param mask what survives
   * @param optimiserOwners for each element of the optimiser state the parameter it belongs to
   */
  public SurvivorIndex(Mask mask, int[] optimiserOwners) {
    if (mask.isAll()) {
      this.parameters = new Whole(mask.length());
      this.optimiser = new Whole(optimiserOwners.length);
    } else {
      this.parameters =
          new Chosen(
              IntStream.range(0, mask.length()).filter(mask::keeps).toArray(), mask.length());
      this.optimiser =
          new Chosen(
              IntStream.range(0, optimiserOwners.length)
                  .filter(i -> mask.keeps(optimiserOwners[i]))
                  .toArray(),
              optimiserOwners.length);
    }
  }

  /** Length of a packed state. */
  public long bytes() {
    return Float.BYTES * ((long) parameters.size() + optimiser.size());
  }

  /** Length of what a replica gives to be averaged. */
  public long bytes(Averages averages) {
    return averages == Averages.STATES ? bytes() : (long) Float.BYTES * parameters.size();
  }

  /** Surviving parameters alone. */
  public byte[] pack(float[] allParameters) {
    byte[] packed = new byte[Float.BYTES * parameters.size()];
    parameters.gather(allParameters, packed, 0);
    return packed;
  }

  /** Surviving parameters, then their optimiser state. */
  public byte[] pack(float[] allParameters, float[] allOptimiser) {
    byte[] packed = new byte[Math.toIntExact(bytes())];
    parameters.gather(allParameters, packed, 0);
    optimiser.gather(allOptimiser, packed, parameters.size());
    return packed;
  }

  /** The flat parameter vector, 0 where pruned. */
  public float[] parameters(PackedFloats packed) {
    return parameters.scatter(packed, 0);
  }

  /** The flat optimiser state, 0 where pruned. */
  public float[] optimiser(PackedFloats packed) {
    return optimiser.scatter(packed, parameters.size());
  }

  /** A fresh optimiser's state. */
  public float[] freshOptimiser() {
    return new float[optimiser.length()];
  }

  /** Some elements of a flat vector, in ascending order. */
  private sealed interface Part {
    /** Elements that travel. */
    int size();

    /** Elements of the vector. */
    int length();

    /** Copies the elements to packed numbers, from element {@code start} on. */
    void gather(float[] from, byte[] packed, int start);

    /** The vector with the elements in it and 0 elsewhere. */
    float[] scatter(PackedFloats packed, int start);
  }

  private record Whole(int length) implements Part {
    @Override
    public int size() {
      return length;
    }

    @Override
    public void gather(float[] from, byte[] packed, int start) {
      ByteBuffer.wrap(packed, Float.BYTES * start, Float.BYTES * length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(from, 0, length);
    }

    @Override
    public float[] scatter(PackedFloats packed, int start) {
      float[] all = new float[length];
      packed.read(start, all);
      return all;
    }
  }

  private record Chosen(int[] positions, int length) implements Part {
    @Override
    public int size() {
      return positions.length;
    }

    @Override
    public void gather(float[] from, byte[] packed, int start) {
      for (int i = 0; i < positions.length; i++) {
        PackedFloats.set(packed, start + i, from[positions[i]]);
      }
    }

    @Override
    public float[] scatter(PackedFloats packed, int start) {
      float[] chosen = new float[positions.length];
      packed.read(start, chosen);
      float[] all = new float[length];
      for (int i = 0; i < positions.length; i++) {
        all[positions[i]] = chosen[i];
      }
      return all;
    }
  }
}
