package io.espalier.metric;

import io.espalier.data.Batch;
import io.espalier.data.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Accuracy, macro-F1 and log-loss (nats per sequence). Macro-F1 is the plain mean of 2·TP / (2·TP +
 * FP + FN) over the classes that occur among labels or predictions; a class that occurs in neither
 * says nothing and is left out.
 */
final class ClassificationTally implements Tally {
  private final long[] truths;
  private final long[] predictions;
  private final long[] hits;
  private double logLoss;

  ClassificationTally(int classes) {
    truths = new long[classes];
    predictions = new long[classes];
    hits = new long[classes];
  }

  @Override
  public ClassificationTally add(Outputs outputs, Batch batch) {
    OutputRows.check(outputs, batch.size(), truths.length);
    for (int row = 0; row < outputs.rows(); row++) {
      if (!(batch.sequences().get(row).target() instanceof Target.Label label)) {
        throw new IllegalArgumentException(
            "sequence %s has no label".formatted(batch.sequences().get(row).id()));
      }
      int truth = label.index();
      int prediction = OutputRows.best(outputs, row);
      truths[truth]++;
      predictions[prediction]++;
      if (truth == prediction) {
        hits[truth]++;
      }
      logLoss += OutputRows.logLoss(outputs, row, truth);
    }
    return this;
  }

  @Override
  public ClassificationTally merge(Tally other) {
    ClassificationTally that = (ClassificationTally) other;
    ClassificationTally merged = new ClassificationTally(truths.length);
    for (int i = 0; i < truths.length; i++) {
      merged.truths[i] = truths[i] + that.truths[i];
      merged.predictions[i] = predictions[i] + that.predictions[i];
      merged.hits[i] = hits[i] + that.hits[i];
    }
    merged.logLoss = logLoss + that.logLoss;
    return merged;
  }

  @Override
  public long rows() {
    return sum(truths);
  }

  @Override
  public Map<String, Double> values() {
    OutputRows.seen(rows());
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) sum(hits) / rows());
    values.put("macro-f1", macroF1());
    values.put("log-loss", loss());
    return values;
  }

  @Override
  public double loss() {
    OutputRows.seen(rows());
    return logLoss / rows();
  }

  private double macroF1() {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < truths.length; i++) {
      long occurrences = truths[i] + predictions[i];
      if (occurrences > 0) {
        sum += 2.0 * hits[i] / occurrences;
        classes++;
      }
    }
    return sum / classes;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
