package io.espalier.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The count of local steps picked for a training, and what it was picked from. Steps take the
 * fraction e of a round when count · step = e / (1 − e) · overhead.
 *
 * @param localSteps picked
 * @param stepSeconds median time of one step
 * @param overheadSeconds median of what a round takes beside its steps
 */
public record LocalStepsChoice(int localSteps, double stepSeconds, double overheadSeconds) {
  /** Rounds that warm caches and compilers up, left out where there are more. */
  private static final int COLD = 2;

  /** Fewest steps that are picked: 1 would average gradients instead. */
  private static final int FEWEST = 2;

  /**
   * @param measured rounds, at least one, in order
   * @param efficiency fraction of a round that is to go into steps, in (0, 1)
   * @param most steps of an epoch
   */
  public static LocalStepsChoice of(List<RoundFacts> measured, double efficiency, int most) {
    List<RoundFacts> warm = measured.subList(measured.size() > COLD ? COLD : 0, measured.size());
    double overhead = median(warm, round -> round.seconds().overhead());
    double step = median(warm, round -> round.seconds().compute() / round.work().localSteps());
    long count = Math.round(efficiency / (1 - efficiency) * overhead / step);
    int picked = (int) Math.max(FEWEST, Math.min(most, count));
    return new LocalStepsChoice(picked, step, overhead);
  }

  private static double median(List<RoundFacts> rounds, ToDoubleFunction<RoundFacts> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
