package io.espalier.bench.suite;

import io.espalier.bench.Variant;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.SavedTraining;
import io.espalier.model.NetworkState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The same network in Deeplearning4j as it is, on batches that are arrays already. */
final class StockNetwork implements AutoCloseable {
  private final ComputationGraph graph;
  private final StepConfiguration configuration;

  StockNetwork(StepConfiguration configuration, Variant variant) {
    this.configuration = configuration;
    this.graph = graph(variant);
  }

  private static ComputationGraph graph(Variant variant) {
    NetworkState state = variant.network().fresh(variant.rules());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      Formats.named("dl4j")
          .write(
              new Content(
                  state.network(),
                  state.parameters(),
                  Optional.of(new SavedTraining(variant.rules(), state.optimiser(), 0, 0)),
                  Optional.empty(),
                  Map.of(),
                  Map.of()),
              zip);
      return ModelSerializer.restoreComputationGraph(
          new ByteArrayInputStream(zip.toByteArray()), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A training step on each batch in turns. */
  Runnable training(List<Batch> batches) {
    List<MultiDataSet> sets = batches.stream().map(this::set).toList();
    return new Runnable() {
      private int steps;

      @Override
      public void run() {
        graph.fit(sets.get(steps++ % sets.size()));
      }
    };
  }

  /** What the network says about a batch. */
  Runnable answering(Batch batch) {
    INDArray features = features(batch);
    return () -> {
      try (INDArray said = graph.outputSingle(features)) {
        if (said.isEmpty()) {
          throw new IllegalStateException("Deeplearning4j said nothing about a batch");
        }
      }
    };
  }

  private MultiDataSet set(Batch batch) {
    INDArray[] mask =
        batch.isPadded() ? new INDArray[] {array(batch.mask(), batch.size(), batch.steps())} : null;
    return new MultiDataSet(
        new INDArray[] {features(batch)}, new INDArray[] {labels(batch)}, mask, null);
  }

  private INDArray features(Batch batch) {
    return configuration.shape().isTokens()
        ? oneHot(batch.tokens(), batch, configuration.shape().inputs())
        : array(batch.values(), batch.size(), batch.features(), batch.steps());
  }

  private INDArray labels(Batch batch) {
    int width = configuration.shape().outputs();
    if (configuration.isTimed()) {
      return oneHot(batch.nextTokens(), batch, width);
    }
    INDArray labels = Nd4j.zeros(batch.size(), width);
    List<Sequence> sequences = batch.sequences();
    for (int b = 0; b < sequences.size(); b++) {
      labels.putScalar(b, ((Target.Label) sequences.get(b).target()).index(), 1);
    }
    return labels;
  }

  private static INDArray oneHot(int[] tokens, Batch batch, int width) {
    return array(OneHot.of(tokens, width, batch.size()), batch.size(), width, batch.steps());
  }

  private static INDArray array(float[] values, long... shape) {
    return Nd4j.create(values, shape, 'f');
  }

  @Override
  public void close() {
    graph.close();
  }
}
