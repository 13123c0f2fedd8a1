package io.espalier.metric;

import io.espalier.data.Batch;
import io.espalier.data.Target;
import io.espalier.metric.ClassFigures.Confusion;
import io.espalier.metric.ClassFigures.OfClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accuracy, macro-F1, log-loss (nats per sequence) and expected calibration error. Macro-F1 is the
 * plain mean of 2·TP / (2·TP + FP + FN) over the classes that occur among labels or predictions; a
 * class that occurs in neither says nothing and is left out.
 */
final class ClassificationTally implements Tally {
  private final List<String> classes;
  private final long[] truths;
  private final long[] predictions;
  private final long[] hits;
  private final TreeMap<Long, Long> confused = new TreeMap<>();
  private ConfidenceBins bins = new ConfidenceBins();
  private double logLoss;

  /**
   * @param classes names of the classes
   */
  ClassificationTally(List<String> classes) {
    this.classes = classes;
    truths = new long[classes.size()];
    predictions = new long[classes.size()];
    hits = new long[classes.size()];
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
      } else {
        confused.merge((long) truth * truths.length + prediction, 1L, Long::sum);
      }
      bins.add(outputs, row, truth);
      logLoss += OutputRows.logLoss(outputs, row, truth);
    }
    return this;
  }

  @Override
  public ClassificationTally merge(Tally other) {
    ClassificationTally that = (ClassificationTally) other;
    ClassificationTally merged = new ClassificationTally(classes);
    for (int i = 0; i < truths.length; i++) {
      merged.truths[i] = truths[i] + that.truths[i];
      merged.predictions[i] = predictions[i] + that.predictions[i];
      merged.hits[i] = hits[i] + that.hits[i];
    }
    merged.confused.putAll(confused);
    that.confused.forEach((pair, count) -> merged.confused.merge(pair, count, Long::sum));
    merged.bins = bins.merge(that.bins);
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
    values.put("calibration-error", bins.error());
    return values;
  }

  @Override
  public double loss() {
    OutputRows.seen(rows());
    return logLoss / rows();
  }

  @Override
  public ClassFigures classes() {
    List<OfClass> all = new ArrayList<>();
    for (int i = 0; i < truths.length; i++) {
      if (truths[i] + predictions[i] > 0) {
        all.add(new OfClass(classes.get(i), truths[i], predictions[i], hits[i]));
      }
    }
    List<Confusion> worst =
        confused.entrySet().stream()
            .sorted(Comparator.comparing((Map.Entry<Long, Long> pair) -> -pair.getValue()))
            .limit(truths.length <= ClassFigures.ALL ? confused.size() : ClassFigures.ALL)
            .map(pair -> confusion(pair.getKey(), pair.getValue()))
            .toList();
    return new ClassFigures(all, worst);
  }

  private Confusion confusion(long pair, long count) {
    return new Confusion(
        classes.get((int) (pair / truths.length)),
        classes.get((int) (pair % truths.length)),
        count);
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
