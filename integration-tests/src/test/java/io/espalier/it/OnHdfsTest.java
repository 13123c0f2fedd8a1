package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.jobs.InProcess;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that read and write HDFS and nothing else. */
@ExtendWith(OnSite.class)
class OnHdfsTest {
  @Test
  void aReportIsWrittenAgain(Site site) throws IOException, InterruptedException {
    Case done = site.undisturbed().here();
    Path report = new Path(done.store(), "runs/%s/report.html".formatted(Site.RUN));
    assertThat(site.hdfs().files().delete(report, false)).isTrue();

    Outcome outcome = espalier(done, "report");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("report  " + report);
    assertThat(site.hdfs().files().getFileStatus(report).getLen()).isPositive();
  }

  @Test
  void aModelPredicts(Site site) throws IOException, InterruptedException {
    Case done = site.undisturbed().here();
    FileStatus[] data = site.hdfs().files().globStatus(new Path(done.store(), "stages/*/test"));
    assertThat(data).hasSize(1);
    String output = site.hdfs().uri() + "/predictions";

    Outcome outcome =
        espalier(
            done,
            "predict",
            "--model=" + model(done),
            "--input=" + data[0].getPath(),
            "--output=" + output);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(" predictions in " + output);
    assertThat(site.hdfs().files().listStatus(new Path(output))).isNotEmpty();
  }

  @Test
  void aGivenNetworkIsPruned(Site site) throws IOException, InterruptedException {
    Case done = site.undisturbed().here();

    Outcome outcome =
        espalier(
            done,
            "prune",
            "--set=run.store=%s/stores/given".formatted(site.hdfs().uri()),
            "--set=network.layers=[]",
            "--set=network.from=" + model(done),
            "--set=prune.schedule.sparsity=0.95",
            "--set=train.epochs=1");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("level 1", "lstm-0.RW");
  }

  private static String model(Case done) {
    return "%s/runs/%s/model.zip".formatted(done.store(), Site.RUN);
  }

  private static Outcome espalier(Case done, String command, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = command;
    arguments[1] = done.configuration();
    arguments[2] = "--set=run.store=" + done.store();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return InProcess.espalier(arguments);
  }
}
