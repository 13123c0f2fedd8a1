package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.report.SensitivityReport;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.PartSensitivity;
import io.espalier.run.Sensitivity;
import io.espalier.run.Verb;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitivityTest {
  @TempDir private Path store;

  @Test
  void everyMatrixAndGateIsPrunedAloneAndFoundOnce() throws Exception {
    Experiment experiment = LocalSpark.experiment(LocalSpark.plan(), store);
    List<Sensitivity> found = experiment.sensitivities();
    assertThat(found.get(0).parts())
        .extracting(PartSensitivity::name)
        .containsExactly(
            "lstm-0.W",
            "lstm-0.W · block-input",
            "lstm-0.W · forget",
            "lstm-0.W · output",
            "lstm-0.W · input",
            "lstm-0.RW",
            "lstm-0.RW · block-input",
            "lstm-0.RW · forget",
            "lstm-0.RW · output",
            "lstm-0.RW · input",
            "output.W");
    assertThat(found.get(0).parts())
        .extracting(PartSensitivity::groups)
        .containsExactly(24L, 6L, 6L, 6L, 6L, 144L, 36L, 36L, 36L, 36L, 36L);
    assertThat(found.get(0).measure()).isEqualTo("log-loss");
    PartSensitivity recurrent = found.get(0).parts().get(5);
    assertThat(found.get(0).losses(recurrent)).hasSize(Sensitivity.SPARSITIES.size());
    assertThat(found.get(0).losses(recurrent).get(6)).isNotEqualTo(found.get(0).denseLoss());
    Experiment again = LocalSpark.experiment(LocalSpark.plan(), store);
    assertThat(again.sensitivities()).isEqualTo(found);
    assertThat(again.seconds()).isEmpty();
    assertThat(SensitivityReport.text(found)).contains("lstm-0.RW · forget");
    assertThat(SensitivityReport.json(found)).contains("\"gate\" : \"forget\"", "\"dense\"");
    String page = SensitivityReport.page("charts", found);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8)));
    assertThat(page).contains("<polyline", "lstm-0.W · block-input at");
  }

  @Test
  void eachPassIsLookedAtAndUnitsByLayer() {
    Plan plan =
        LocalSpark.plan(
            "prune.passes=[{ granularity = unit }, { granularity = block }]",
            "prune.pass-order=interleaved");
    List<Sensitivity> found = LocalSpark.experiment(plan, store).sensitivities();
    assertThat(found)
        .extracting(Sensitivity::pruning)
        .containsExactly("pass 1 · unit, magnitude-l1", "pass 2 · block, magnitude-l1");
    assertThat(found.get(0).parts()).extracting(PartSensitivity::name).containsExactly("lstm-0");
    assertThat(found.get(0).parts().get(0).groups()).isEqualTo(6);
  }

  @Test
  void theBudgetFollowsTheSensitivityAndTheCountIsExact() {
    Plan plan = LocalSpark.plan("prune.scope=sensitivity");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.FINETUNE);
    ParameterLayout layout = findings.dense().network().network().network().layout();
    Mask mask = findings.last().network().mask();
    long weights =
        layout.blocks().stream()
            .filter(block -> block.role().isPrunable())
            .mapToLong(ParameterBlock::length)
            .sum();
    assertThat(mask.length() - mask.kept()).isEqualTo((int) Math.round(0.7 * weights));
    List<Double> densities =
        layout.blocks().stream()
            .filter(block -> block.role().isPrunable())
            .map(mask::density)
            .toList();
    assertThat(densities).doesNotHaveDuplicates().allMatch(density -> density > 0);
    Experiment again = LocalSpark.experiment(plan, store);
    assertThat(again.runTo(Verb.FINETUNE).last().network().mask()).isEqualTo(mask);
    assertThat(again.seconds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unit", "block"})
  void aSearchMayDivideByIt(String granularity) {
    Plan plan =
        LocalSpark.read(
            LocalSpark.CHARTS.replaceAll("prune \\{.*", ""),
            "prune.until.quality-loss=0.2",
            "prune.until.probes=2",
            "prune.granularity=" + granularity,
            "prune.scope=sensitivity");
    Findings findings = LocalSpark.experiment(plan, store).runTo(Verb.EVALUATE);
    assertThat(findings.steps()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prune.when=start", "prune.granularity=n-of-m"})
  void refusesWhatHasNoneToFind(String key) {
    Plan plan = LocalSpark.read(LocalSpark.CHARTS.replaceAll("prune \\{.*", ""), key);
    assertThatThrownBy(() -> LocalSpark.experiment(plan, store).sensitivities())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(key.replace("=", " = "));
  }
}
