package io.espalier.engine;

import io.espalier.model.Mask;
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
   * Takes the step of the gradient, which is summed over examples, and leaves the change in its
   * place.
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
        int to = Math.min(packing.end(block), from + STRETCH);
        scale(from, to, (float) scale);
        if (decays && optimiser.l2() > 0) {
          addWeights(from, to, (float) optimiser.l2());
        }
        optimiser.rule().apply(flat.gradient(), state, from, to, rate, iteration);
        if (decays && optimiser.decay() > 0) {
          addWeights(from, to, (float) (optimiser.decay() * rate));
        }
        subtract(from, to);
      }
    }
  }

  /** The norm of the mean gradient of one layer's kept parameters; 0 where nobody asks. */
  private double norm(int layer, int examples) {
    if (optimiser.clip() == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double sum = 0;
    for (ParameterBlock block : blocks) {
      if (block.layer() == layer) {
        mask.ifPresent(keep -> multiply(keep, block.offset(), packing.end(block)));
        for (int from = block.offset(); from < packing.end(block); from += STRETCH) {
          sum += squares(from, Math.min(packing.end(block), from + STRETCH));
        }
      }
    }
    return Math.sqrt(sum) / examples;
  }

  /** Four sums side by side, which the processor can add at once. */
  private double squares(int from, int to) {
    float[] g = flat.gradient();
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      a += g[i] * g[i];
      b += g[i + 1] * g[i + 1];
      c += g[i + 2] * g[i + 2];
      d += g[i + 3] * g[i + 3];
    }
    for (; i < to; i++) {
      a += g[i] * g[i];
    }
    return (double) a + b + c + d;
  }

  private void scale(int from, int to, float factor) {
    float[] gradient = flat.gradient();
    for (int i = from; i < to; i++) {
      gradient[i] *= factor;
    }
    mask.ifPresent(keep -> multiply(keep, from, to));
  }

  private void multiply(float[] keep, int from, int to) {
    float[] gradient = flat.gradient();
    for (int i = from; i < to; i++) {
      gradient[i] *= keep[i];
    }
  }

  private void addWeights(int from, int to, float factor) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      gradient[i] += factor * parameters[i];
    }
  }

  private void subtract(int from, int to) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      parameters[i] -= gradient[i];
    }
  }
}
