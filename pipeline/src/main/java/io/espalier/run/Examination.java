package io.espalier.run;

import io.espalier.data.Split;
import io.espalier.metric.ClassFigures;
import io.espalier.run.Evaluator.Disturbed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of a network beside its metrics on validation and test data.
 *
 * @param training metrics on the whole training split
 * @param fidelity to the dense network on test data; empty of that itself, or where there is none
 * @param classes how it does on each class of test data, where there are some
 * @param requirements what was asked of it, in order; none of the dense network
 * @param robustness what it was tried with, in order
 */
public record Examination(
    Map<String, Double> training,
    Map<String, Double> fidelity,
    ClassFigures classes,
    List<Requirement> requirements,
    List<Disturbed> robustness) {
  /** Nothing was looked at. */
  public static final Examination NONE =
      new Examination(Map.of(), Map.of(), ClassFigures.NONE, List.of(), List.of());

  public Examination {
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    fidelity = Collections.unmodifiableMap(new LinkedHashMap<>(fidelity));
    requirements = List.copyOf(requirements);
    robustness = List.copyOf(robustness);
  }

  /** Of a network as far as it was judged. */
  static Examination of(Judged judged, List<Requirement> requirements) {
    return judged.evaluations().containsKey(Split.TEST)
        ? new Examination(
            judged.metrics(Split.TRAIN),
            judged.on(Split.TEST).fidelity(),
            judged.on(Split.TEST).classes(),
            requirements,
            judged.beside().disturbed())
        : NONE;
  }
}
