package io.espalier.cluster;

import java.util.List;

/** Every replica's numbers go to the driver, which averages them: fewest stages. */
record DirectReduction() implements Reduction {
  @Override
  public Reduced run(SparkJobs jobs, String description, int replicas, RoundTask task) {
    List<ReplicaResult> results = jobs.run(description, replicas, task);
    return new Reduced(
        Averaging.reduce(results, task.steps().averages()),
        results.stream().map(ReplicaResult::facts).toList());
  }

  @Override
  public String label() {
    return "direct";
  }

  @Override
  public long received(int replicas, long bytes) {
    return replicas * bytes;
  }
}
