package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.importance.Scores;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.RunDetails.Measurement;
import io.espalier.schedule.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an experiment has found so far, filled in as its stages end. */
public final class Findings {
  private Optional<Dataset> dataset = Optional.empty();
  private Optional<Trained> dense = Optional.empty();
  private Optional<Scores> scores = Optional.empty();
  private Optional<Evaluation> test = Optional.empty();
  private final Map<Split, Evaluation> denseEvaluations = new EnumMap<>(Split.class);
  private final SortedMap<Integer, Level> levels = new TreeMap<>();
  private final SortedMap<Integer, Trained> networks = new TreeMap<>();
  private final SortedMap<Integer, Evaluation> evaluations = new TreeMap<>();
  private final Map<Format, byte[]> exports = new EnumMap<>(Format.class);

  private List<Measurement> measurements = List.of();

  Findings() {}

  Dataset dataset(Dataset found) {
    dataset = Optional.of(found);
    return found;
  }

  Trained dense(Trained found) {
    dense = Optional.of(found);
    return found;
  }

  void dense(Split split, Evaluation found) {
    denseEvaluations.put(split, found);
  }

  Findings scores(Scores found) {
    scores = Optional.of(found);
    return this;
  }

  Findings level(Level level, Trained network) {
    levels.put(level.index(), level);
    networks.put(level.index(), network);
    return this;
  }

  void level(Level level, Evaluation found) {
    evaluations.put(level.index(), found);
  }

  void test(Evaluation found) {
    test = Optional.of(found);
  }

  void exports(Map<Format, byte[]> found) {
    exports.putAll(found);
  }

  void measurements(List<Measurement> found) {
    measurements = List.copyOf(found);
  }

  /** Sizes and speeds of the dense and of the final network; none before export. */
  public List<Measurement> measurements() {
    return measurements;
  }

  public Optional<Dataset> dataset() {
    return dataset;
  }

  /** The dense network. */
  public Optional<Trained> dense() {
    return dense;
  }

  /** Importance at the first level, where the experiment stopped there. */
  public Optional<Scores> scores() {
    return scores;
  }

  /** The dense network's metrics by split. */
  public Map<Split, Evaluation> denseEvaluations() {
    return denseEvaluations;
  }

  /** The levels reached, by index. */
  public SortedMap<Integer, Level> levels() {
    return levels;
  }

  /** The network of each level. */
  public SortedMap<Integer, Trained> networks() {
    return networks;
  }

  /** Each level's metrics on the validation split. */
  public SortedMap<Integer, Evaluation> evaluations() {
    return evaluations;
  }

  /** The final network's metrics on the test split. */
  public Optional<Evaluation> test() {
    return test;
  }

  /** Exported zips by form. */
  public Map<Format, byte[]> exports() {
    return exports;
  }
}
