package io.espalier.metric;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Log-loss (nats per token), perplexity e^log-loss, bits per token log-loss/ln 2, expected
 * calibration error, and the fractions of tokens guessed right, and right if the most frequent one
 * was always said. Bits are called {@code bits-per-character} where tokens are characters, that is,
 * where every token but the unknown one is a single code point.
 */
final class LanguageModelTally implements Tally {
  private final int vocabulary;
  private final String bits;
  private final long[] truths;
  private long rows;
  private long hits;
  private ConfidenceBins bins = new ConfidenceBins();
  private double logLoss;

  private LanguageModelTally(int vocabulary, String bits) {
    this.vocabulary = vocabulary;
    this.bits = bits;
    this.truths = new long[vocabulary];
  }

  static LanguageModelTally of(List<String> vocabulary) {
    boolean characters =
        vocabulary.stream().skip(1).allMatch(t -> t.codePointCount(0, t.length()) == 1);
    return new LanguageModelTally(
        vocabulary.size(), characters ? "bits-per-character" : "bits-per-token");
  }

  String bits() {
    return bits;
  }

  @Override
  public LanguageModelTally add(Outputs outputs, Batch batch) {
    OutputRows.check(outputs, batch.validSteps(), vocabulary);
    int row = 0;
    for (Sequence sequence : batch.sequences()) {
      if (!(sequence.target() instanceof Target.NextToken)) {
        throw new IllegalArgumentException(
            "sequence %s does not predict its next tokens".formatted(sequence.id()));
      }
      for (int step = 0; step < sequence.steps(); step++, row++) {
        int truth = sequence.tokens()[step + 1];
        truths[truth]++;
        bins.add(outputs, row, truth);
        hits += OutputRows.best(outputs, row) == truth ? 1 : 0;
        logLoss += OutputRows.logLoss(outputs, row, truth);
      }
    }
    rows += row;
    return this;
  }

  @Override
  public LanguageModelTally merge(Tally other) {
    LanguageModelTally that = (LanguageModelTally) other;
    LanguageModelTally merged = new LanguageModelTally(vocabulary, bits);
    merged.rows = rows + that.rows;
    merged.hits = hits + that.hits;
    Arrays.setAll(merged.truths, token -> truths[token] + that.truths[token]);
    merged.bins = bins.merge(that.bins);
    merged.logLoss = logLoss + that.logLoss;
    return merged;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public Map<String, Double> values() {
    double loss = loss();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(bits, loss / Math.log(2));
    values.put("perplexity", Math.exp(loss));
    values.put("token-accuracy", (double) hits / rows);
    values.put("log-loss", loss);
    values.put("calibration-error", bins.error());
    values.put("most-frequent-token", (double) Arrays.stream(truths).max().orElse(0) / rows);
    return values;
  }

  @Override
  public double loss() {
    OutputRows.seen(rows);
    return logLoss / rows;
  }
}
