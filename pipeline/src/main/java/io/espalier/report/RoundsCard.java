package io.espalier.report;

import io.espalier.run.RoundFacts;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.StageFacts;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of each training took beside the steps themselves. */
final class RoundsCard {
  private RoundsCard() {}

  /** Nothing where no stage has rounds. */
  static Markup of(RunDetails details) {
    List<StageFacts> trained =
        details.stages().stream().filter(stage -> !stage.rounds().isEmpty()).toList();
    if (trained.isEmpty()) {
      return new Markup();
    }
    Grid grid =
        new Grid(
            List.of(
                "stage",
                "rounds",
                "local steps",
                "a round",
                "in steps",
                "overhead",
                "skew",
                "a replica moves",
                "the driver moves",
                "reduction"));
    trained.forEach(stage -> grid.row(row(stage)));
    return grid.card(
        "Rounds",
        "Medians. Overhead is a round's time less that of the replicas' steps; skew is the share of"
            + " the slowest replica's time that the fastest does not need; what moves is sent and"
            + " received, survivors only.");
  }

  private static List<String> row(StageFacts stage) {
    List<RoundFacts> rounds = stage.rounds();
    RoundFacts last = rounds.get(rounds.size() - 1);
    double seconds = median(rounds, round -> round.seconds().round());
    double compute = median(rounds, round -> round.seconds().compute());
    return List.of(
        stage.label(),
        Figures.count(rounds.size()),
        Figures.count(last.work().localSteps()),
        CostTable.millis(1000 * seconds),
        Figures.percent(seconds > 0 ? compute / seconds : 0),
        CostTable.millis(1000 * median(rounds, round -> round.seconds().overhead())),
        Figures.percent(median(rounds, round -> round.seconds().skew())),
        Figures.bytes(last.bytes().replica()),
        Figures.bytes(last.bytes().driver()),
        last.bytes().reduction());
  }

  private static double median(List<RoundFacts> rounds, ToDoubleFunction<RoundFacts> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
