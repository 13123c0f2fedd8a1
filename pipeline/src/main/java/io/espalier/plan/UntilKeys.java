package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.NumberShapes.duration;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.orNone;
import static io.espalier.plan.NumberShapes.size;
import static io.espalier.plan.NumberShapes.whole;

import io.espalier.model.Names;
import io.espalier.plan.UntilPlan.Limit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Declares {@code prune.until}. */
final class UntilKeys {
  /** What is tried where nobody says it. */
  private static final int PROBES = 8;

  /** No limit. */
  static final UntilPlan NONE = new UntilPlan(Map.of(), PROBES);

  private static final double NANOS_PER_MILLI = 1e6;

  private static final ValueShape<Double> COUNT =
      whole(atLeast(1)).as(Long::doubleValue, Double::longValue);

  private UntilKeys() {}

  /** Empty where there is no limit. */
  static Optional<UntilPlan> until(Keys<UntilPlan> until) {
    Map<Limit, Double> most = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      until
          .key(
              Names.of(limit),
              orNone(shape(limit)),
              plan -> Optional.ofNullable(plan.most().get(limit)))
          .ifPresent(value -> most.put(limit, value));
    }
    int probes = until.key("probes", integer(atLeast(1), 1000), UntilPlan::probes);
    return most.isEmpty() ? Optional.empty() : Optional.of(new UntilPlan(most, probes));
  }

  private static ValueShape<Double> shape(Limit limit) {
    return switch (limit) {
      case QUALITY_LOSS -> number(atLeast(0));
      case PARAMETERS, MULTIPLY_ADDS -> COUNT;
      case BYTES -> size().as(Long::doubleValue, Double::longValue);
      case LATENCY -> duration().as(UntilKeys::milliseconds, UntilKeys::time);
    };
  }

  private static double milliseconds(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  private static Duration time(double milliseconds) {
    return Duration.ofNanos(Math.round(milliseconds * NANOS_PER_MILLI));
  }
}
