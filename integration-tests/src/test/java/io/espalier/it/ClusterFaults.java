package io.espalier.it;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Faults of Spark's processes, at moments that can be told. */
final class ClusterFaults {
  private ClusterFaults() {}

  /**
   * Freezes an executor while a round of training is under way, so that the round cannot end.
   *
   * @param rounds that must have been begun
   */
  static ProcessHandle freezeAnExecutor(Site site, Case here, Launcher.Running run, int rounds)
      throws IOException, InterruptedException {
    run.await(
        "round " + rounds,
        () -> Optional.of(here.events().rounds()).filter(begun -> begun >= rounds));
    while (true) {
      List<ProcessHandle> executors = site.spark().executors();
      ProcessHandle executor = executors.get(executors.size() - 1);
      Signals.freeze(executor);
      Thread.sleep(500); // What goes on without it comes to its end.
      if (here.events().roundsUnderWay().isPresent()) {
        return executor;
      }
      Signals.thaw(executor);
      Thread.sleep(20);
    }
  }
}
