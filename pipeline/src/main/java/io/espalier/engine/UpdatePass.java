package io.espalier.engine;

import io.espalier.mask.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One optimiser step over the flat vectors, in stretches that stay in the processor's first cache.
 * The gradient of a pruned parameter is set to 0 before everything else: it counts in no norm, and
 * as its parameter and state are 0, every rule and decay leave them at exactly 0.
 */
final class UpdatePass {
  private static final int STRETCH = 2048;

  private final List<ParameterBlock> blocks;
  private final Optimiser optimiser;
  private final Flat flat;
  private final float[][] state;
  private final float[] change = new float[STRETCH];
  private Optional<float[]> mask = Optional.empty();
  private Packing packing = Packing.none();

  /**
   * @param blocks of the flat vector, in order
   */
  UpdatePass(List<ParameterBlock> blocks, Optimiser optimiser, Flat flat) {
    this.blocks = blocks;
    this.optimiser = optimiser;
    this.flat = flat;
    this.state = new float[optimiser.rule().states()][flat.parameters().length];
  }

  /** Takes over unpacked parameters and optimiser state; an empty state starts afresh. */
  void load(float[] parameters, float[] optimiserState) {
    int length = flat.parameters().length;
    System.arraycopy(parameters, 0, flat.parameters(), 0, length);
    for (int kind = 0; kind < state.length; kind++) {
      if (optimiserState.length == 0) {
        Arrays.fill(state[kind], 0f);
      } else {
        System.arraycopy(optimiserState, kind * length, state[kind], 0, length);
        packing.pack(state[kind]);
      }
    }
    packing.pack(flat.parameters());
    prune();
  }

  /** The unpacked state, one kind after another. */
  float[] state() {
    int length = flat.parameters().length;
    float[] all = new float[state.length * length];
    for (int kind = 0; kind < state.length; kind++) {
      float[] unpacked = state[kind].clone();
      packing.unpack(unpacked);
      System.arraycopy(unpacked, 0, all, kind * length, length);
    }
    return all;
  }

  /** Sets pruned parameters and their state to 0 and keeps them there. */
  void hold(Mask newMask) {
    pack(Packing.none());
    mask = newMask.isAll() ? Optional.empty() : Optional.of(newMask.toFloats());
    prune();
  }

  /** Packs the parameters and whatever is kept for each of them in another way. */
  void pack(Packing newPacking) {
    Stream.of(Stream.of(flat.parameters()), Arrays.stream(state), mask.stream())
        .flatMap(vectors -> vectors)
        .forEach(
            vector -> {
              packing.unpack(vector);
              newPacking.pack(vector);
            });
    packing = newPacking;
  }

  private void prune() {
    mask.ifPresent(
        keep -> {
          clear(flat.parameters(), keep);
          Arrays.stream(state).forEach(kind -> clear(kind, keep));
        });
  }

  private static void clear(float[] values, float[] keep) {
    for (int i = 0; i < values.length; i++) {
      if (keep[i] == 0f) {
        values[i] = 0f;
      }
    }
  }

  /**
   * Takes the step of a gradient summed over examples.
   *
   * @param iteration 0 for the first
   */
  void take(int iteration, int examples) {
    double rate = optimiser.rate().applyAsDouble(iteration);
    double scale = 1.0 / examples;
    int layer = -1;
    for (ParameterBlock block : blocks) {
      if (block.layer() != layer) {
        layer = block.layer();
        scale = Math.min(1.0, optimiser.clip() / norm(layer, examples)) / examples;
      }
      boolean decays = block.role() != Role.BIAS;
      for (int from = block.offset(); from < packing.end(block); from += STRETCH) {
        int n = Math.min(STRETCH, packing.end(block) - from);
        read(from, n, (float) scale);
        if (decays && optimiser.l2() > 0) {
          addWeights(from, n, (float) optimiser.l2());
        }
        optimiser.rule().apply(change, state, from, n, rate, iteration);
        if (decays && optimiser.decay() > 0) {
          addWeights(from, n, (float) (optimiser.decay() * rate));
        }
        subtract(from, n);
      }
    }
  }

  /** The norm of one layer's masked gradient; 0 where nobody asks. */
  private double norm(int layer, int examples) {
    double sum = 0;
    for (ParameterBlock block : blocks) {
      if (optimiser.clip() < Double.POSITIVE_INFINITY && block.layer() == layer) {
        for (int from = block.offset(); from < packing.end(block); from += STRETCH) {
          int n = Math.min(STRETCH, packing.end(block) - from);
          read(from, n, 1f / examples);
          for (int i = 0; i < n; i++) {
            sum += change[i] * change[i];
          }
        }
      }
    }
    return Math.sqrt(sum);
  }

  private void read(int from, int n, float scale) {
    float[] gradient = flat.gradient();
    for (int i = 0; i < n; i++) {
      change[i] = scale * gradient[from + i];
    }
    mask.ifPresent(keep -> multiply(keep, from, n));
  }

  private void multiply(float[] keep, int from, int n) {
    for (int i = 0; i < n; i++) {
      change[i] *= keep[from + i];
    }
  }

  private void addWeights(int from, int n, float factor) {
    float[] parameters = flat.parameters();
    for (int i = 0; i < n; i++) {
      change[i] += factor * parameters[from + i];
    }
  }

  private void subtract(int from, int n) {
    float[] parameters = flat.parameters();
    for (int i = 0; i < n; i++) {
      parameters[from + i] -= change[i];
    }
  }
}
