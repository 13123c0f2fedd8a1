package io.espalier.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  /** What tasks of this process were answered. */
  private static final BlockingQueue<Optional<Object[]>> ANSWERS = new LinkedBlockingQueue<>();

  private final SparkJobs jobs = LocalSpark.jobs();

  @Test
  void allLearnWhatAllSaidInTheirOrder() {
    try (Rendezvous rendezvous = Rendezvous.open("three-times", 2)) {
      String name = rendezvous.name();
      Function<Integer, String> talk =
          replica -> {
            Rendezvous.Seat seat = Rendezvous.Seat.take(name, replica);
            StringBuilder heard = new StringBuilder();
            for (int time = 0; time < 3; time++) {
              heard.append(Arrays.toString(seat.meet(10 * time + replica).orElseThrow()));
            }
            return heard.toString();
          };
      assertThat(jobs.runTogether("talk", 2, talk, rendezvous))
          .contains(List.of("[0, 1][10, 11][20, 21]", "[0, 1][10, 11][20, 21]"));
    }
  }

  @Test
  void nobodyWaitsForATaskThatFailed() throws InterruptedException {
    try (Rendezvous rendezvous = Rendezvous.open("one-fails", 2)) {
      String name = rendezvous.name();
      Function<Integer, Integer> talk =
          replica -> {
            if (replica == 1) {
              throw new IllegalStateException("fails");
            }
            ANSWERS.add(Rendezvous.Seat.take(name, replica).meet(replica));
            return replica;
          };
      assertThat(jobs.runTogether("talk", 2, talk, rendezvous)).isEmpty();
      assertThat(ANSWERS.poll(20, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void whoComesAfterItWasCalledOffNeedNotWait() {
    try (Rendezvous rendezvous = Rendezvous.open("off", 2)) {
      String name = rendezvous.name();
      rendezvous.callOff();
      Function<Integer, Boolean> talk =
          replica -> Rendezvous.Seat.take(name, replica).meet(replica).isEmpty();
      assertThat(jobs.run("talk", 1, talk)).containsExactly(true);
    }
  }
}
