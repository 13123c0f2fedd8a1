package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.Pruned;
import io.espalier.run.Trained;
import io.espalier.run.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units, then weights of what is left; a pattern of n of m; one pass as no passes. */
class PassesTest {
  private static final String UNITS =
      "{ granularity = unit, schedule { type = one-shot, levels = 1, sparsity = 0.5 } }";

  @TempDir private Path store;

  private Experiment experiment(String passes, String order) {
    return LocalSpark.experiment(plan(passes, order), store);
  }

  private static Plan plan(String passes, String order) {
    return LocalSpark.plan("prune.passes=" + passes, "prune.pass-order=" + order);
  }

  @Test
  void weightsAreCountedInTheNetworkThatUnitsHaveLeft() {
    String passes = "[" + UNITS + ", { schedule { type = cubic, levels = 2, sparsity = 0.7 } }]";
    Plan plan = plan(passes, "sequential");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EXPORT);
    ParameterLayout dense = findings.dense().network().network().network().layout();
    Trained units = findings.networks().get(1).network();
    Trained last = findings.last().network();
    ParameterLayout small = last.network().network().layout();
    assertThat(findings.networks()).hasSize(4);
    assertThat(small).isEqualTo(units.network().network().layout());
    assertThat(units.mask().isAll()).isTrue();
    long gone = last.mask().length() - last.mask().kept();
    assertThat(gone).isEqualTo(Math.round(0.7 * weights(small)));
    Pruned pruned = RunSummary.of(plan, findings).levels().get(2).pruned();
    double left = (weights(small) - gone) / (double) weights(dense);
    assertThat(pruned).isEqualTo(new Pruned("weight", 0.7, 1 - left, pruned.beforeRecovery()));
    assertThat(pruned.beforeRecovery()).containsKey("accuracy");
  }

  @Test
  void interleavedPassesRecoverOnceALevel() {
    String passes = "[" + UNITS + ", { schedule { type = cubic, levels = 2, sparsity = 0.7 } }]";
    Experiment experiment = experiment(passes, "interleaved");
    Findings findings = experiment.runTo(Verb.FINETUNE);
    assertThat(findings.networks()).hasSize(3);
    assertThat(experiment.keys().keySet())
        .containsSubsequence(
            "level 1/2 · pass 1 · prune",
            "level 1/2 · pass 2 · prune",
            "level 1/2 · finetune",
            "level 2/2 · pass 2 · prune",
            "level 2/2 · finetune");
    Mask mask = findings.last().network().mask();
    long all = weights(findings.last().network().network().network().layout());
    assertThat(mask.length() - mask.kept()).isEqualTo((int) Math.round(0.7 * all));
  }

  @Test
  void onePassIsTheSameStagesAsNone() {
    experiment("[" + UNITS + "]", "sequential").runTo(Verb.FINETUNE);
    Experiment plain =
        LocalSpark.experiment(
            LocalSpark.plan(
                "prune.granularity=unit",
                "prune.schedule={ type = one-shot, levels = 1, sparsity = 0.5 }"),
            store);
    plain.runTo(Verb.FINETUNE);
    assertThat(plain.seconds()).isEmpty();
  }

  @Test
  void nOfMShowsTheSparsityThatResults() {
    Plan plan = plan("[{ granularity = n-of-m }]", "sequential");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EXPORT);
    Trained last = findings.last().network();
    ParameterLayout layout = last.network().network().layout();
    long gone =
        layout.blocks().stream()
            .filter(block -> block.role().isPrunable())
            .mapToLong(block -> (long) block.columns() * (block.rows() / 4) * 2)
            .sum();
    assertThat(last.mask().length() - last.mask().kept()).isEqualTo((int) gone);
    double sparsity = RunSummary.of(plan, findings).levels().get(0).pruned().sparsity();
    assertThat(sparsity).isEqualTo((double) gone / weights(layout));
  }

  private static long weights(ParameterLayout layout) {
    return layout.blocks().stream()
        .filter(block -> block.role().isPrunable())
        .mapToLong(ParameterBlock::length)
        .sum();
  }
}
