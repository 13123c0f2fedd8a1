package io.espalier.plan;

import io.espalier.model.Names;
import io.espalier.plan.PrunePlan.GranularityType;
import io.espalier.plan.PrunePlan.PassOrder;
import io.espalier.plan.PrunePlan.Scope;
import io.espalier.plan.PrunePlan.When;
import io.espalier.plan.UntilPlan.Limit;
import java.util.List;
import java.util.stream.IntStream;

/** What the keys of {@code prune.until} have to do with others. */
final class UntilChecks {
  private final PrunePlan plan;
  private final Section prune;
  private final Section until;

  private UntilChecks(PrunePlan plan, Section prune) {
    this.plan = plan;
    this.prune = prune;
    this.until = prune.group("until");
  }

  static void check(PrunePlan plan, Section prune) {
    if (prune.isSound("until", "schedule", "passes", "when", "granularity")) {
      UntilChecks checks = new UntilChecks(plan, prune);
      if (plan.until().isPresent()) {
        checks.given(plan.until().get());
      } else if (checks.until.isChanged("probes")) {
        checks.until.say(
            "probes", "is for a search: give prune.until.quality-loss or prune.until.latency");
      }
    }
  }

  private void given(UntilPlan given) {
    List<String> limits = given.most().keySet().stream().sorted().map(Names::of).toList();
    if (limits.size() > 1) {
      limits.stream()
          .skip(1)
          .forEach(
              more ->
                  until.say(
                      more,
                      "and %s exclude each other: give one of them"
                          .formatted(until.pathOf(limits.get(0)))));
      return;
    }
    Limit limit = given.limit();
    String key = until.pathOf(Names.of(limit));
    if (plan.moving().when() != When.LEVELS) {
      prune.wrong(
          "when", "must be levels with %s, which is reached between trainings".formatted(key));
    }
    if (limit.isCounted() && until.isChanged("probes")) {
      until.say("probes", "is for a search; %s follows from counting".formatted(key));
    }
    if (limit.isCounted() && plan.budget().scope() == Scope.SENSITIVITY) {
      prune.wrong("scope", "must be another one with %s, which is counted".formatted(key));
    }
    if (plan.passes().each().isEmpty()) {
      schedule(plan, prune, key, limit);
    } else {
      passes(key, limit);
    }
  }

  private void passes(String key, Limit limit) {
    if (limit.isCounted()) {
      prune.wrong(
          "passes",
          "must be empty with %s, which cannot be counted through several rankings".formatted(key));
      return;
    }
    List<PrunePlan> passes = plan.passes().each();
    if (passes.size() > 1 && plan.passes().order() != PassOrder.INTERLEAVED) {
      prune.wrong(
          "pass-order",
          "must be interleaved with %s, where each probe makes every pass and then recovers"
              .formatted(key));
    }
    List<Section> sections = PruningPasses.sections(prune);
    IntStream.range(0, passes.size())
        .forEach(i -> schedule(passes.get(i), sections.get(i), key, limit));
    if (passes.stream().allMatch(pass -> pass.schedule().sparsity() == 0)) {
      prune.wrong(
          "passes",
          "must have a schedule.sparsity above 0: with %s it is the most a pass may go"
              .formatted(key));
    }
  }

  private void schedule(PrunePlan pass, Section section, String key, Limit limit) {
    if (pass.groups().granularity() == GranularityType.N_OF_M) {
      section.say(
          "granularity", "= n-of-m has a sparsity of its own, and %s decides one".formatted(key));
      return;
    }
    Section schedule = section.group("schedule");
    if (plan.passes().each().isEmpty() && schedule.isGiven("sparsity")) {
      schedule.wrong("sparsity", "and %s exclude each other: leave one of them out".formatted(key));
    }
    for (String name : List.of("type", "levels")) {
      if (!limit.isCounted() && schedule.isChanged(name)) {
        schedule.wrong(
            name,
            "and %s, which tries one network after another, exclude each other: leave one of them out"
                .formatted(key));
      }
    }
  }
}
