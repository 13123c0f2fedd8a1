package io.espalier.prune;

import io.espalier.importance.Criterion;
import io.espalier.importance.Normalisation;
import io.espalier.importance.Scores;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import java.util.Optional;

/**
 * Prunes on a ramp while a network trains, and rewires at every move.
 *
 * @param window when
 * @param pruner what may go, and how the least important are found
 * @param gradual how sparsity grows; empty where it stays as it is
 * @param rewiring what comes back for what goes beside
 */
public record MovingMask(
    MoveWindow window, Pruner pruner, Optional<Gradual> gradual, Rewiring rewiring)
    implements MaskCourse {
  /**
   * @param criterion importance by which weights go
   * @param scale on which matrices are compared
   * @param ramp how sparsity grows
   * @param sparsity at the end of the window
   */
  public record Gradual(Criterion criterion, Normalisation scale, Ramp ramp, double sparsity) {}

  @Override
  public int roundsUntilNext(Moment now) {
    return window.roundsUntilNext(now);
  }

  @Override
  public boolean isDue(Moment now) {
    return window.isDue(now);
  }

  @Override
  public Mask next(
      Moment now, ParameterLayout layout, Mask mask, float[] parameters, Signals signals) {
    double gone = window.gone(now);
    Mask pruned = gradual.map(how -> pruned(how, gone, layout, mask, signals)).orElse(mask);
    Rewiring.Place place =
        new Rewiring.Place(layout, pruner.slices(), parameters, now.round(), gone);
    return rewiring.rewire(place, mask, pruned, signals);
  }

  private Mask pruned(
      Gradual how, double gone, ParameterLayout layout, Mask mask, Signals signals) {
    double sparsity = how.sparsity() * how.ramp().at(gone);
    Scores scores = how.scale().of(layout, mask, signals.importance(how.criterion()));
    return pruner.prune(layout, mask, scores, sparsity, how.sparsity()).and(mask);
  }

  @Override
  public boolean isFinal(Moment now) {
    return gradual.isEmpty() || now.epochs() >= window.end();
  }
}
