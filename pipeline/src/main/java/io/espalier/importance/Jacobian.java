package io.espalier.importance;

import io.espalier.model.InputException;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.Arrays;
import java.util.Set;

/**
 * |w·∂χ/∂w| / mean|∂χ/∂w|, χ the mean of ‖J·1‖₂ over sequences and J the Jacobian of a recurrent
 * layer's last output by the one four steps before: what a weight does for a signal's way through
 * time, to first order, its gradient measured by the mean of its gate and matrix (Zhang and Stadie
 * 2020, arXiv 1912.00120). It is meant for pruning before training. Weights that χ does not depend
 * on are scored |w|, which is what a weight of mean gradient has.
 */
public record Jacobian() implements Criterion {
  @Override
  public String name() {
    return "jacobian";
  }

  @Override
  public Set<Probe> needs() {
    return Set.of(Probe.JACOBIAN_GRADIENT);
  }

  @Override
  public void check(ParameterLayout layout) {
    if (layout.blocks().stream().noneMatch(b -> b.role() == Role.RECURRENT_WEIGHT)) {
      throw new InputException(
          "prune.criterion jacobian judges what recurrent layers hand on in time, and this network"
              + " has none; choose another criterion");
    }
  }

  @Override
  public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
    Evidence.Sums gradient = evidence.sums(Probe.JACOBIAN_GRADIENT);
    float[] scale = new float[parameters.length];
    Arrays.fill(scale, 1f);
    for (ParameterBlock block : layout.blocks()) {
      int gates = layout.layers().get(block.layer()).kind().gates().size();
      int parts = block.role() == Role.PEEPHOLE ? 1 : Math.max(1, gates);
      int part = block.length() / parts;
      for (int from = block.offset(); from < block.end(); from += part) {
        relate(gradient, from, from + part, scale);
      }
    }
    return Scores.each(parameters.length, i -> Math.abs(parameters[i]) * scale[i]);
  }

  /** The size of each gradient of a part beside their mean; 1 where there is none. */
  private static void relate(Evidence.Sums gradient, int from, int to, float[] into) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(gradient.at(i));
    }
    for (int i = from; i < to && sum > 0; i++) {
      into[i] = (float) (Math.abs(gradient.at(i)) * (to - from) / sum);
    }
  }
}
