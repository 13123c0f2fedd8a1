package io.espalier.cluster.judge;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.cluster.shards.ShardData;
import io.espalier.data.Batch;
import io.espalier.data.Corruption;
import io.espalier.data.Corruption.Kind;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.engine.Predictor;
import io.espalier.engine.training.InputGradient;
import io.espalier.metric.Tally;
import io.espalier.model.Names;
import io.espalier.plan.RobustnessPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Tries a network with a shard's sequences, disturbed in every way that is asked for. */
record DisturbedTask(
    Broadcast<ShippedNetwork> shipped, ShardData data, List<Trial> trials, long seed, int batchSize)
    implements Function<Integer, List<Tally>> {
  private static final String FGSM = "fgsm";

  /**
   * @param kind key of {@code evaluate.robustness}
   */
  record Trial(String kind, double strength) implements Serializable {
    static List<Trial> of(RobustnessPlan plan) {
      List<Trial> trials = new ArrayList<>();
      for (Map.Entry<String, List<Double>> kind : plan.strengths().entrySet()) {
        kind.getValue().forEach(strength -> trials.add(new Trial(kind.getKey(), strength)));
      }
      return trials;
    }
  }

  @Override
  public List<Tally> call(Integer shard) {
    List<Sequence> sequences = data.sequences(shard);
    return shipped
        .value()
        .look(
            network ->
                trials.stream().map(trial -> tally(network, worse(sequences, trial))).toList());
  }

  private Tally tally(Predictor network, List<Sequence> sequences) {
    Tally tally = Tally.of(data.dataset().info());
    for (Batch batch : ShardData.batches(sequences, batchSize)) {
      tally.add(network.outputs(batch), batch);
    }
    return tally;
  }

  private List<Sequence> worse(List<Sequence> sequences, Trial trial) {
    if (trial.kind().equals(FGSM)) {
      return shipped.value().useInputs(gradient -> attacked(sequences, trial, gradient));
    }
    Kind kind =
        Stream.of(Kind.values())
            .filter(one -> Names.of(one).equals(trial.kind()))
            .findFirst()
            .orElseThrow();
    Corruption corruption = new Corruption(kind, trial.strength(), seed);
    DatasetInfo info = data.dataset().info();
    return sequences.stream().map(sequence -> corruption.of(sequence, info)).toList();
  }

  /** A step along the sign of the loss's gradient (Goodfellow et al. 2015, arXiv 1412.6572). */
  private List<Sequence> attacked(List<Sequence> sequences, Trial trial, InputGradient gradient) {
    List<Sequence> attacked = new ArrayList<>();
    for (Batch batch : ShardData.batches(sequences, batchSize)) {
      List<float[]> slopes = gradient.of(batch);
      for (int i = 0; i < batch.size(); i++) {
        Sequence sequence = batch.sequences().get(i);
        float[] values = Arrays.copyOf(sequence.values(), sequence.values().length);
        for (int at = 0; at < values.length; at++) {
          values[at] += (float) trial.strength() * Math.signum(slopes.get(i)[at]);
        }
        attacked.add(sequence.withValues(values));
      }
    }
    return attacked;
  }
}
