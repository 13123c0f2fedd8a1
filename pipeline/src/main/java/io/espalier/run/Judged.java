package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.run.Evaluator.Disturbed;
import io.espalier.run.Evaluator.Evaluation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of the experiment and how good it is.
 *
 * @param step that made it; empty for the dense one
 * @param network after training or recovery
 * @param agreements how alike the halves of the calibration data ranked what was pruned, in [-1,
 *     1], of each pruning of the step that looked at data
 * @param evaluations by split; none where nobody asked
 * @param speed of the network; empty where nobody asked
 * @param beside how good it was and is elsewhere
 */
public record Judged(
    Optional<Step> step,
    Trained network,
    List<Double> agreements,
    Map<Split, Evaluation> evaluations,
    Optional<Speed> speed,
    Beside beside) {
  public Judged {
    agreements = List.copyOf(agreements);
    evaluations = Map.copyOf(evaluations);
  }

  /**
   * @param pruned on the validation split before it recovered, where it did
   * @param disturbed on test data that is disturbed, where that is asked for
   */
  public record Beside(Optional<Evaluation> pruned, List<Disturbed> disturbed) {
    static final Beside NOTHING = new Beside(Optional.empty(), List.of());

    public Beside {
      disturbed = List.copyOf(disturbed);
    }
  }

  /** A network that nobody has judged yet. */
  static Judged unjudged(Optional<Step> step, Trained network, List<Double> agreements) {
    return new Judged(step, network, agreements, Map.of(), Optional.empty(), Beside.NOTHING);
  }

  /** What the network says of a split. */
  public Evaluation on(Split split) {
    return Optional.ofNullable(evaluations.get(split))
        .orElseThrow(() -> new IllegalStateException("not evaluated on " + split.folder()));
  }

  /** The metrics of a split; none where nobody asked. */
  Map<String, Double> metrics(Split split) {
    return evaluations.containsKey(split) ? evaluations.get(split).metrics() : Map.of();
  }

  /** The same network, judged on one more split. */
  Judged with(Split split, Evaluation evaluation) {
    Map<Split, Evaluation> more = new EnumMap<>(Split.class);
    more.putAll(evaluations);
    more.put(split, evaluation);
    return new Judged(step, network, agreements, more, speed, beside);
  }

  /** The same network, of which it is known how fast it is. */
  Judged with(Speed measured) {
    return new Judged(step, network, agreements, evaluations, Optional.of(measured), beside);
  }

  /** The same network, judged before it recovered. */
  Judged before(Evaluation evaluation) {
    Beside more = new Beside(Optional.of(evaluation), beside.disturbed());
    return new Judged(step, network, agreements, evaluations, speed, more);
  }

  /** The same network, tried with disturbed data. */
  Judged with(List<Disturbed> tried) {
    Beside more = new Beside(beside.pruned(), tried);
    return new Judged(step, network, agreements, evaluations, speed, more);
  }
}
