package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.metric.QualityLoss;
import io.espalier.model.Mask;
import io.espalier.model.Names;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import io.espalier.plan.UntilPlan;
import io.espalier.plan.UntilPlan.Limit;

/** The limit of {@code prune.until}, and where a network stands to it. */
record Allowance(UntilPlan until) {
  /** What it means for a network that is not pruned yet. */
  String text() {
    String limit = tried(0).limit();
    return until.limit().isCounted()
        ? limit + " says how far: as little as meets it. At the furthest:"
        : "%s says how far: searched for with %d probes at most. At the furthest:"
            .formatted(limit, until.probes());
  }

  /** Where a network stands. */
  Tried tried(Judged dense, Judged judged) {
    return tried(reached(dense, judged));
  }

  private Tried tried(double reached) {
    return new Tried("prune.until." + Names.of(until.limit()), until.value(), reached, false);
  }

  private double reached(Judged dense, Judged judged) {
    return switch (until.limit()) {
      case QUALITY_LOSS ->
          QualityLoss.of(dense.metrics(Split.VALIDATION), judged.metrics(Split.VALIDATION));
      case LATENCY -> judged.speed().orElseThrow().millisecondsPerSequence();
      case PARAMETERS, MULTIPLY_ADDS, BYTES -> count(judged.network());
    };
  }

  private double count(Trained network) {
    Mask mask = network.mask();
    return switch (until.limit()) {
      case PARAMETERS -> mask.kept();
      case MULTIPLY_ADDS -> multiplyAdds(network.network().network().layout(), mask);
      case BYTES -> (double) Float.BYTES * mask.kept();
      case QUALITY_LOSS, LATENCY -> throw new IllegalStateException(until.limit() + " is measured");
    };
  }

  private static double multiplyAdds(ParameterLayout layout, Mask mask) {
    return layout.blocks().stream()
        .filter(block -> block.role() != Role.BIAS && block.role() != Role.EMBEDDING)
        .mapToLong(block -> mask.kept(block.offset(), block.end()))
        .sum();
  }

  /** Where a network stands whose count follows from what lives. */
  Tried counted(Trained network) {
    return tried(count(network));
  }

  /** Whether a network that is pruned further has more of what is limited. */
  boolean grows() {
    return until.limit() == Limit.QUALITY_LOSS;
  }
}
