package io.espalier.bench;

import io.espalier.data.Task;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerSpec;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.SourcePlan;
import io.espalier.plan.SourcePlan.Format;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a plan's data may look like before it is prepared: what plan and network say, or usual. */
public final class AssumedShape {
  private static final int FEATURES = 16;
  private static final int CLASSES = 10;
  private static final int STEPS = 50;

  private AssumedShape() {}

  /**
   * @param given the layout of the network that the plan starts from, if it names a file
   */
  public static DataShape of(Plan plan, Optional<ParameterLayout> given) {
    Task task = plan.data().task();
    boolean tokens = isTokens(plan, given);
    int inputs =
        given.map(layout -> layout.layers().get(0).inputs()).orElseGet(() -> inputs(plan, tokens));
    int outputs = given.map(AssumedShape::outputs).orElseGet(() -> outputs(plan, inputs));
    int steps = steps(plan);
    return new DataShape(task, tokens, inputs, outputs, List.of(steps, steps));
  }

  private static boolean isTokens(Plan plan, Optional<ParameterLayout> given) {
    Format format = plan.data().source().format();
    boolean embedded =
        given
            .map(AssumedShape::isEmbedded)
            .orElseGet(() -> plan.network().layers().get(0) instanceof LayerSpec.Embedding);
    return embedded
        || plan.data().task() == Task.LANGUAGE_MODEL
        || format == Format.LABELLED_TEXT
        || format == Format.REBER
        || format == Format.EMBEDDED_REBER;
  }

  private static int inputs(Plan plan, boolean tokens) {
    SourcePlan source = plan.data().source();
    if (tokens) {
      return plan.data().tokens().vocabulary();
    }
    if (source.format() == Format.CONTROL_CHARTS || source.format() == Format.WIDE) {
      return 1;
    }
    return source.columns().input().isEmpty() ? FEATURES : source.columns().input().size();
  }

  private static boolean isEmbedded(ParameterLayout layout) {
    return layout.layers().stream().anyMatch(layer -> layer.kind() == LayerKind.EMBEDDING);
  }

  /** Width of what no other layer reads. */
  private static int outputs(ParameterLayout layout) {
    return IntStream.range(0, layout.layers().size())
        .filter(layer -> layout.readersOf(layer).isEmpty())
        .map(layer -> layout.layers().get(layer).outputs())
        .sum();
  }

  private static int outputs(Plan plan, int inputs) {
    return switch (plan.data().task()) {
      case CLASSIFICATION -> CLASSES;
      case LANGUAGE_MODEL -> inputs;
      case REGRESSION, FORECAST -> Math.max(1, plan.data().source().columns().target().size());
    };
  }

  private static int steps(Plan plan) {
    int most = plan.data().windows().maximumSteps();
    if (plan.data().task() == Task.LANGUAGE_MODEL || plan.data().task() == Task.FORECAST) {
      return plan.data().windows().window();
    }
    if (plan.data().source().format() == Format.CONTROL_CHARTS) {
      return plan.data().source().generator().length();
    }
    return most > 0 ? Math.min(most, STEPS) : STEPS;
  }
}
