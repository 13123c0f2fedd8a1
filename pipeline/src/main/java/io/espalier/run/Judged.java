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
 * @param pruned how good it was on the validation split before it recovered, where it did
 * @param disturbed how good it is on test data that is disturbed, where that is asked for
 */
public record Judged(
    Optional<Step> step,
    Trained network,
    List<Double> agreements,
    Map<Split, Evaluation> evaluations,
    Optional<Evaluation> pruned,
    List<Disturbed> disturbed) {
  public Judged {
    disturbed = List.copyOf(disturbed);
    agreements = List.copyOf(agreements);
    evaluations = Map.copyOf(evaluations);
  }

  /** A network that nobody has looked at. */
  static Judged unseen(Optional<Step> step, Trained network, List<Double> agreements) {
    return new Judged(step, network, agreements, Map.of(), Optional.empty(), List.of());
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
    return new Judged(step, network, agreements, more, pruned, disturbed);
  }

  /** The same network, judged before it recovered. */
  Judged before(Evaluation evaluation) {
    return new Judged(step, network, agreements, evaluations, Optional.of(evaluation), disturbed);
  }

  /** The same network, tried with disturbed data. */
  Judged with(List<Disturbed> tried) {
    return new Judged(step, network, agreements, evaluations, pruned, tried);
  }
}
