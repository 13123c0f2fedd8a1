package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.jobs.InProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
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

  @Test
  void aStoreIsLookedAfter(Site site) throws IOException, InterruptedException {
    String store = site.undisturbed().here().store();

    Outcome list = InProcess.espalier("store", "ls", store);
    Outcome show = InProcess.espalier("store", "show", store, Site.RUN);
    Outcome verify = InProcess.espalier("store", "verify", store);

    assertThat(List.of(list, show, verify)).extracting(Outcome::exit).containsOnly(0);
    assertThat(list.out()).contains(Site.RUN, "finetune", "finished");
    assertThat(show.out()).contains(store + "/runs/" + Site.RUN, "level 1", "model.zip");
    assertThat(verify.out()).contains("all as they were committed");
  }

  @Test
  void whatKilledDriversLeftIsCollected(Site site) throws IOException, InterruptedException {
    DistributedFileSystem files = site.hdfs().files();
    String store = site.undisturbed().here().store();
    Path left = new Path(store, "runs/killed/.tmp-0-under-way.json");
    Path begun = new Path(store, "runs/begun/.tmp-0-under-way.json");
    files.create(left).close();
    files.create(begun).close();
    long daysAgo = System.currentTimeMillis() - Duration.ofDays(2).toMillis();
    files.setTimes(left, daysAgo, -1);

    Outcome found = InProcess.espalier("store", "gc", store);
    Outcome deleted = InProcess.espalier("store", "gc", store, "--yes");

    assertThat(found.exit()).as(found.err()).isZero();
    assertThat(found.out()).contains("runs/killed/.tmp-0-under-way.json", "nothing was deleted");
    assertThat(deleted.out()).contains("1 of 1 deleted");
    assertThat(files.exists(left.getParent())).isFalse();
    assertThat(files.exists(begun)).isTrue();
    files.delete(begun.getParent(), true);
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
