package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.model.InputException;
import io.espalier.model.InputFeatures;
import io.espalier.model.LayerKind;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import io.espalier.prune.GroupRange.Part;
import java.util.List;
import java.util.Set;

/**
 * Input features with their rows wherever they enter, in their order. A feature's score is the mean
 * over its rows. The best living one stays, the last one where several are equal.
 */
record InputFeatureGranularity() implements Granularity {
  private static final String INPUT = "input";

  @Override
  public Criterion.Ranks ranks() {
    return Criterion.Ranks.INPUT_FEATURES;
  }

  /** None: features belong to no layer. */
  @Override
  public List<String> names(ParameterLayout layout) {
    return List.of();
  }

  @Override
  public Groups groups(
      ParameterLayout dense, ParameterLayout current, Mask alive, Set<String> exclude) {
    InputFeatures features = numeric(current);
    Membership membership =
        new Membership(features.count(), members -> features.forEach(members::add));
    Mask living = membership.living(alive);
    int before = numeric(dense).count();
    int gone = before - living.kept(0, features.count());
    Slice slice = new Slice(0, features.count());
    GroupRange range = new GroupRange(new Part(INPUT, INPUT, before, 1), slice, before, gone, 1);
    return new Groups(
        List.of(range), living, membership::means, kept -> membership.without(alive, kept));
  }

  private static InputFeatures numeric(ParameterLayout layout) {
    for (ParameterLayout.Reader reader : layout.inputReaders()) {
      if (layout.layers().get(reader.layer()).kind() == LayerKind.EMBEDDING) {
        throw new InputException(
            "prune.granularity = input-feature is for numeric features, and layer %s reads tokens; take weight, unit, block or n-of-m"
                .formatted(layout.layers().get(reader.layer()).name()));
      }
    }
    return InputFeatures.of(layout);
  }

  @Override
  public boolean removable() {
    return true;
  }
}
