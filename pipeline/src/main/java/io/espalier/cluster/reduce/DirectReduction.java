package io.espalier.cluster.reduce;

import io.espalier.cluster.reduce.Averaging.Part;
import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.spark.SparkBlocks;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.run.RoundFacts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;

/**
 * Executors keep what replicas made, and the driver fetches and averages it: fewest stages. What an
 * executor took with it when it was lost is made once more.
 */
public record DirectReduction() implements Reduction {
  private static final int ATTEMPTS = 4;

  @Override
  public Reduced run(SparkJobs jobs, String description, int replicas, ReplicaTask task) {
    List<Part> parts = new ArrayList<>();
    List<Integer> missing = IntStream.range(0, replicas).boxed().toList();
    for (int attempt = 0; !missing.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "%s: what replicas %s made was lost %d times".formatted(description, missing, attempt));
      }
      List<Kept> kept = jobs.run(description, missing, new Keeping(task));
      kept.parallelStream().map(Kept::fetch).flatMap(Optional::stream).forEachOrdered(parts::add);
      List<Integer> fetched = parts.stream().map(part -> part.facts().replica()).toList();
      missing = missing.stream().filter(replica -> !fetched.contains(replica)).toList();
    }
    return new Reduced(
        Averaging.reduce(parts, task.averages()),
        new Replicas(parts.stream().map(Part::facts).toList()));
  }

  @Override
  public RoundFacts.Bytes bytes(int replicas, long state, long numbers) {
    return new RoundFacts.Bytes("direct", state + numbers, replicas * (state + numbers));
  }

  /** What a replica made, still on its executor. */
  private record Kept(SparkBlocks.Address packed, Facts facts) implements Serializable {
    Optional<Part> fetch() {
      return SparkBlocks.fetch(packed).map(fetched -> new Part(fetched, facts));
    }
  }

  /** Does a replica's part and leaves what comes out of it where it is. */
  private record Keeping(ReplicaTask task) implements Function<Integer, Kept> {
    @Override
    public Kept call(Integer replica) {
      ReplicaResult result = task.call(replica);
      String name = "replica" + replica;
      return new Kept(SparkBlocks.put(task.broadcast(), name, result.packed()), result.facts());
    }
  }
}
