package io.espalier.engine.training;

import io.espalier.model.Clipping;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.List;

/** What a summed gradient is multiplied by, so that it becomes a mean within its bounds. */
final class GradientScale {
  private static final int STRETCH = 2048;

  /** Stands for a norm of 0. */
  private static final double LEAST_NORM = 1e-5;

  private GradientScale() {}

  /**
   * The factor of each block's gradient.
   *
   * @param layer blocks of the layer, in order; pruned parameters must have a gradient of 0
   * @param gradient summed over examples
   */
  static float[] of(
      Clipping clipping,
      List<ParameterBlock> layer,
      float[] gradient,
      Packing packing,
      int examples) {
    float[] factors = new float[layer.size()];
    switch (clipping.kind()) {
      case NONE, CLIP_ELEMENTS -> Arrays.fill(factors, (float) (1.0 / examples));
      case NORMALISE_LAYER, CLIP_LAYER_NORM -> {
        double norm = norm(layer, gradient, packing, examples);
        Arrays.fill(factors, (float) (factor(clipping, norm) / examples));
      }
      case NORMALISE_MATRIX, CLIP_MATRIX_NORM -> {
        for (int i = 0; i < factors.length; i++) {
          double norm = norm(matrix(layer, i), gradient, packing, examples);
          factors[i] = (float) (factor(clipping, norm) / examples);
        }
      }
    }
    return factors;
  }

  /** What brings a norm within its bound. */
  private static double factor(Clipping clipping, double norm) {
    return switch (clipping.kind()) {
      case NORMALISE_LAYER, NORMALISE_MATRIX -> 1 / (norm == 0 ? LEAST_NORM : norm);
      default -> Math.min(1.0, clipping.threshold() / norm);
    };
  }

  /** Whether the factor depends on the gradient. */
  static boolean readsGradient(Clipping clipping) {
    return clipping.kind() != Clipping.Kind.NONE && clipping.kind() != Clipping.Kind.CLIP_ELEMENTS;
  }

  /** The blocks that count as one matrix: peepholes belong to the recurrent weights before them. */
  private static List<ParameterBlock> matrix(List<ParameterBlock> layer, int at) {
    int first = layer.get(at).role() == Role.PEEPHOLE ? at - 1 : at;
    boolean peeks = first + 1 < layer.size() && layer.get(first + 1).role() == Role.PEEPHOLE;
    return layer.subList(first, first + (peeks ? 2 : 1));
  }

  /** L2 norm of the mean gradient. */
  private static double norm(
      List<ParameterBlock> blocks, float[] gradient, Packing packing, int examples) {
    double sum = 0;
    for (ParameterBlock block : blocks) {
      for (int from = block.offset(); from < packing.end(block); from += STRETCH) {
        sum += squares(gradient, from, Math.min(packing.end(block), from + STRETCH));
      }
    }
    return Math.sqrt(sum) / examples;
  }

  /** Four sums side by side, which the processor can add at once. */
  private static double squares(float[] g, int from, int to) {
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
}
