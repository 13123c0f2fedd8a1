package io.espalier.bench;

import io.espalier.data.Extent;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import io.espalier.data.generate.Generator;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerSpec;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.SourcePlan;
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
    boolean embedded =
        given
            .map(AssumedShape::isEmbedded)
            .orElseGet(() -> plan.network().layers().get(0) instanceof LayerSpec.Embedding);
    return embedded
        || plan.data().task().truth() == Truth.NEXT_TOKEN
        || plan.data().source().format().content() == Content.TOKENS;
  }

  private static int inputs(Plan plan, boolean tokens) {
    SourcePlan source = plan.data().source();
    if (tokens) {
      return plan.data().tokens().vocabulary();
    }
    int named = source.columns().input().size();
    return source.format().width().orElse(named == 0 ? FEATURES : named);
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
    return switch (plan.data().task().truth()) {
      case LABEL -> CLASSES;
      case NEXT_TOKEN -> inputs;
      case NUMBERS -> Math.max(1, plan.data().source().columns().target().size());
    };
  }

  private static int steps(Plan plan) {
    int most = plan.data().windows().maximumSteps();
    if (plan.data().task().extent() != Extent.WHOLE) {
      return plan.data().windows().window();
    }
    if (plan.data().source().format() instanceof Generator generator && generator.hasLength()) {
      return plan.data().source().generator().length();
    }
    return most > 0 ? Math.min(most, STEPS) : STEPS;
  }
}
