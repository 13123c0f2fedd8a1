package io.espalier.plan;

import io.espalier.importance.Criteria;
import io.espalier.importance.Criterion;
import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.GroupPlan;
import io.espalier.plan.PrunePlan.NOfMPlan;
import io.espalier.plan.PrunePlan.Scope;
import java.util.List;

/** What the keys of {@code prune}, or of one of its passes, have to do with one another. */
final class PruneChecks {
  private final PrunePlan plan;
  private final Section section;

  private PruneChecks(PrunePlan plan, Section section) {
    this.plan = plan;
    this.section = section;
  }

  /** Notes what does not go together, leaving out keys that are wrong on their own. */
  static void check(PrunePlan plan, Section prune) {
    List<PrunePlan> passes = plan.passes().each();
    if (passes.isEmpty()) {
      new PruneChecks(plan, prune).check();
    } else if (prune.isSound("passes")) {
      List<Section> sections = PruningPasses.sections(prune);
      for (int i = 0; i < passes.size(); i++) {
        new PruneChecks(passes.get(i), sections.get(i)).check();
      }
    }
    if (passes.size() < 2 && prune.isSound("passes") && prune.isChanged("pass-order")) {
      prune.wrong("pass-order", "is for several prune.passes only");
    }
    UntilChecks.check(plan, prune);
  }

  private void check() {
    if (section.isSound("granularity", "n-of-m", "block")) {
      groups();
    }
    if (section.isSound("scope", "layers")) {
      scope();
    }
    if (section.isSound("schedule")
        && plan.schedule().type().equals("one-shot")
        && plan.schedule().levels() != 1) {
      section
          .group("schedule")
          .wrong("levels", "must be 1 for one-shot; use iterative or cubic for more");
    }
  }

  private void groups() {
    GranularityType granularity = plan.groups().granularity();
    if (section.isSound("criterion")) {
      Criterion.Ranks ranks = Criteria.named(plan.criterion(), 0).ranks();
      criterion(ranks == Criterion.Ranks.UNITS, "hidden units", GranularityType.UNIT);
      criterion(
          ranks == Criterion.Ranks.INPUT_FEATURES, "input features", GranularityType.INPUT_FEATURE);
    }
    only("block", granularity == GranularityType.BLOCK, "rows", "columns");
    only("n-of-m", granularity == GranularityType.N_OF_M, "n", "m");
    if (granularity == GranularityType.UNIT && !plan.groups().gates().isEmpty()) {
      section.wrong("gates", "must be empty for granularity unit, which takes whole units");
    }
    if (granularity == GranularityType.INPUT_FEATURE) {
      inputFeatures();
    }
    if (granularity == GranularityType.N_OF_M) {
      nOfM(plan.groups());
    }
  }

  private void criterion(boolean ranksOnly, String groups, GranularityType needed) {
    if (ranksOnly && plan.groups().granularity() != needed) {
      section.say(
          "criterion",
          "= %s ranks whole %s: it needs %s = %s, got %s"
              .formatted(
                  plan.criterion(),
                  groups,
                  section.pathOf("granularity"),
                  Names.of(needed),
                  Names.of(plan.groups().granularity())));
    }
  }

  private void inputFeatures() {
    if (!plan.groups().gates().isEmpty()) {
      section.wrong("gates", "must be empty for granularity input-feature: features enter all");
    }
    if (!plan.groups().exclude().isEmpty()) {
      section.wrong(
          "exclude", "must be empty for granularity input-feature: features belong to no layer");
    }
    if (section.isSound("scope") && plan.budget().scope() != Scope.GLOBAL) {
      section.wrong(
          "scope", "must be global for granularity input-feature: features are one range");
    }
  }

  private void only(String group, boolean used, String... keys) {
    for (String key : keys) {
      if (!used && section.group(group).isChanged(key)) {
        section
            .group(group)
            .wrong(key, "is for %s = %s only".formatted(section.pathOf("granularity"), group));
      }
    }
  }

  private void nOfM(GroupPlan groups) {
    NOfMPlan kept = groups.nOfM();
    if (kept.n() >= kept.m()) {
      section.group("n-of-m").wrong("n", "must be less than m (%d)".formatted(kept.m()));
    }
    String why = "has no meaning for granularity n-of-m, whose sparsity is n of m everywhere";
    for (String key : List.of("type", "levels", "sparsity")) {
      if (section.group("schedule").isGiven(key)) {
        section.group("schedule").wrong(key, why + "; leave it out");
      }
    }
    for (String key : List.of("scope", "keep-at-least")) {
      if (section.isChanged(key)) {
        section.wrong(key, why + "; leave it out");
      }
    }
  }

  private void scope() {
    Scope scope = plan.budget().scope();
    boolean isEmpty = plan.budget().layers().isEmpty();
    if (scope == Scope.PER_LAYER && isEmpty) {
      section.say(
          "scope",
          "= per-layer needs %s with a sparsity for each layer, such as { lstm-0 = 0.8 }"
              .formatted(section.pathOf("layers")));
    } else if (scope != Scope.PER_LAYER && !isEmpty) {
      section.say(
          "layers",
          "is for %s = per-layer only, got scope %s"
              .formatted(section.pathOf("scope"), Names.of(scope)));
    }
    if (scope == Scope.ERK && plan.groups().granularity() == GranularityType.UNIT) {
      section.wrong(
          "scope", "must be global, uniform or per-layer for granularity unit: erk is of matrices");
    }
  }
}
