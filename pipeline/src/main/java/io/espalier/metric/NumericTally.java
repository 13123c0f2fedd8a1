package io.espalier.metric;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RMSE and MAE over all numbers, in the targets' original units. A forecast whose targets are among
 * its features has the same for persistence, that is, for saying the last observed value of the
 * window again.
 */
final class NumericTally implements Tally {
  private final TargetScale scale;
  private long rows;
  private double normalisedSquares;
  private double squares;
  private double magnitudes;
  private double persistenceSquares;
  private double persistenceMagnitudes;

  NumericTally(TargetScale scale) {
    this.scale = scale;
  }

  @Override
  public NumericTally add(Outputs outputs, Batch batch) {
    OutputRows.check(outputs, batch.size(), scale.width());
    for (int row = 0; row < outputs.rows(); row++) {
      Sequence sequence = batch.sequences().get(row);
      if (!(sequence.target() instanceof Target.Values truth)) {
        throw new IllegalArgumentException("sequence %s has no target".formatted(sequence.id()));
      }
      for (int column = 0; column < scale.width(); column++) {
        float target = truth.values()[column];
        double error = (double) outputs.values()[row * scale.width() + column] - target;
        double original = scale.difference(error, column);
        normalisedSquares += error * error;
        squares += original * original;
        magnitudes += Math.abs(original);
        if (scale.isObserved()) {
          double change = scale.lastObserved(sequence, column) - scale.original(target, column);
          persistenceSquares += change * change;
          persistenceMagnitudes += Math.abs(change);
        }
      }
    }
    rows += outputs.rows();
    return this;
  }

  @Override
  public NumericTally merge(Tally other) {
    NumericTally that = (NumericTally) other;
    NumericTally merged = new NumericTally(scale);
    merged.rows = rows + that.rows;
    merged.normalisedSquares = normalisedSquares + that.normalisedSquares;
    merged.squares = squares + that.squares;
    merged.magnitudes = magnitudes + that.magnitudes;
    merged.persistenceSquares = persistenceSquares + that.persistenceSquares;
    merged.persistenceMagnitudes = persistenceMagnitudes + that.persistenceMagnitudes;
    return merged;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public Map<String, Double> values() {
    OutputRows.seen(rows);
    double numbers = (double) rows * scale.width();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("rmse", Math.sqrt(squares / numbers));
    values.put("mae", magnitudes / numbers);
    if (scale.isObserved()) {
      values.put("persistence-rmse", Math.sqrt(persistenceSquares / numbers));
      values.put("persistence-mae", persistenceMagnitudes / numbers);
    }
    return values;
  }

  @Override
  public double loss() {
    OutputRows.seen(rows);
    return normalisedSquares / ((double) rows * scale.width());
  }
}
