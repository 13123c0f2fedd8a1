package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.LayerSpec;
import io.espalier.plan.Plan;
import io.espalier.run.Controls;
import io.espalier.run.Controls.Control;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlsTest {
  @TempDir private Path folder;

  @Test
  void shareTheStoreAndAreShownBesideTheResultFromThenOn() throws IOException {
    Plan plan = LocalSpark.plan("run.store=" + folder.toUri());
    String text = open(plan).controls().text();
    assertThat(text.lines().map(line -> line.strip().split("  +")[0]))
        .startsWith(
            "network",
            "result",
            "random mask",
            "fresh weights at every level",
            "dense, as many epochs",
            "dense, as many parameters");
    assertThat(folder.resolve("runs/charts-control-random/stages.json")).doesNotExist();
    assertThat(report()).contains("Controls", "random mask");
    open(plan).runTo(Verb.EXPORT);
    assertThat(report()).contains("Controls", "random mask");
    open(LocalSpark.plan("run.store=" + folder.toUri(), "run.seed=8")).runTo(Verb.EXPORT);
    assertThat(report()).doesNotContain("random mask");
  }

  @Test
  void denseOnesTrainAsLongAndTheSmallOneHasAsManyParametersAtMost() {
    Plan plan = LocalSpark.plan();
    DatasetInfo data = LocalSpark.experiment(plan, folder).check().dataset().info();
    List<Control> controls = Controls.of(plan, data, 200);
    Plan dense = controls.get(2).plan();
    assertThat(dense.recover().epochs()).isEqualTo(2);
    assertThat(dense.prune().schedule().sparsity()).isZero();
    assertThat(dense.network()).isEqualTo(plan.network());
    Plan small = controls.get(3).plan();
    // four gates of u inputs and 1 + u weights and a bias, six outputs: 4u(2 + u) + 6(u + 1)
    assertThat(small.network().layers())
        .containsExactly(new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 5, false, 1));
    assertThat(LocalSpark.experiment(small, folder).start(data).network().layout().length())
        .isEqualTo(4 * 5 * 7 + 6 * 6);
    assertThat(controls.get(0).plan().prune().schedule()).isEqualTo(plan.prune().schedule());
  }

  @Test
  void areRefusedWhereTheSparsityIsSearchedFor() {
    assertThatThrownBy(() -> Controls.check(LocalSpark.plan("prune.passes=[{},{}]")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave prune.until and prune.passes out");
  }

  private static SparkExperiment open(Plan plan) {
    return SparkExperiment.open(LocalSpark.session(), plan, Progress.silent(), Duration.ZERO);
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("runs/charts/report.html"));
  }
}
