package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Split;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOutputsTest {
  @TempDir private Path folder;

  @Test
  void whatTheDenseNetworkSaidOrSaysAnewIsTheSame() {
    Experiment kept = LocalSpark.experiment(LocalSpark.plan(), folder.resolve("kept"));
    Experiment anew =
        LocalSpark.experiment(LocalSpark.plan("evaluate.keep-outputs=0B"), folder.resolve("anew"));
    Findings said = kept.runTo(Verb.EVALUATE);
    Findings says = anew.runTo(Verb.EVALUATE);
    assertThat(kept.keys()).containsKeys("dense · outputs validation", "dense · outputs test");
    assertThat(anew.keys().keySet()).noneMatch(label -> label.contains("outputs"));
    for (int step = 0; step < said.steps().size(); step++) {
      assertThat(says.steps().get(step).on(Split.VALIDATION).fidelity())
          .isNotEmpty()
          .isEqualTo(said.steps().get(step).on(Split.VALIDATION).fidelity());
    }
    assertThat(says.last().on(Split.TEST)).isEqualTo(said.last().on(Split.TEST));
  }
}
