package io.espalier.network;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch as the arrays a graph reads, [batch, feature, time] in 'f' order, which is how a {@link
 * Batch} lays out its numbers already. Masks exist only where the batch is padded. Off-heap memory
 * is given back by {@link #close()}.
 */
final class BatchArrays implements AutoCloseable {
  private final List<INDArray> all = new ArrayList<>();
  private final INDArray input;
  private final Optional<INDArray> mask;
  private final Optional<INDArray> labels;
  private final boolean timed;

  private BatchArrays(Batch batch, InputForm form, boolean labelled) {
    this.timed = form.timedOutput();
    this.input = input(batch, form);
    this.mask =
        batch.isPadded()
            ? Optional.of(array(batch.mask(), batch.size(), batch.steps()))
            : Optional.empty();
    this.labels = labelled ? Optional.of(labels(batch, form)) : Optional.empty();
  }

  /** What a graph reads to say something about a batch. */
  static BatchArrays features(Batch batch, InputForm form) {
    return new BatchArrays(batch, form, false);
  }

  /** What a graph reads to learn from a batch. */
  static BatchArrays labelled(Batch batch, InputForm form) {
    return new BatchArrays(batch, form, true);
  }

  INDArray[] inputs() {
    return new INDArray[] {input};
  }

  INDArray[] labels() {
    return new INDArray[] {labels.orElseThrow()};
  }

  Optional<INDArray> mask() {
    return mask;
  }

  /** Mask of the input, in the form Deeplearning4j takes it: no array where nothing is padded. */
  INDArray[] inputMasks() {
    return mask.map(array -> new INDArray[] {array}).orElse(null);
  }

  /** Mask of the labels: that of the steps where the output has steps, else no array. */
  INDArray[] labelMasks() {
    return timed ? inputMasks() : null;
  }

  @Override
  public void close() {
    all.forEach(INDArray::close);
  }

  private INDArray input(Batch batch, InputForm form) {
    int size = batch.size();
    int steps = batch.steps();
    if (batch.features() > 0) {
      return array(batch.values(), size, batch.features(), steps);
    }
    int[] tokens = batch.tokens();
    if (form.indices()) {
      float[] indices = new float[tokens.length];
      for (int i = 0; i < tokens.length; i++) {
        indices[i] = tokens[i];
      }
      return array(indices, size, 1, steps);
    }
    return array(
        oneHot(tokens, size, steps, form.inputWidth(), batch), size, form.inputWidth(), steps);
  }

  private INDArray labels(Batch batch, InputForm form) {
    int size = batch.size();
    int width = form.outputWidth();
    if (timed) {
      float[] next = oneHot(batch.nextTokens(), size, batch.steps(), width, batch);
      return array(next, size, width, batch.steps());
    }
    float[] labels = new float[width * size];
    List<Sequence> sequences = batch.sequences();
    for (int b = 0; b < size; b++) {
      Target target = sequences.get(b).target();
      if (target instanceof Target.Label label) {
        labels[label.index() * size + b] = 1f;
      } else if (target instanceof Target.Values values) {
        for (int k = 0; k < width; k++) {
          labels[k * size + b] = values.values()[k];
        }
      } else {
        throw new IllegalArgumentException(
            "sequence %s has no label to learn from".formatted(sequences.get(b).id()));
      }
    }
    return array(labels, size, width);
  }

  private static float[] oneHot(int[] tokens, int size, int steps, int width, Batch batch) {
    float[] hot = new float[steps * width * size];
    for (int b = 0; b < size; b++) {
      for (int t = 0; t < batch.sequences().get(b).steps(); t++) {
        hot[(t * width + tokens[t * size + b]) * size + b] = 1f;
      }
    }
    return hot;
  }

  private INDArray array(float[] values, long... shape) {
    INDArray array = Nd4j.create(values, shape, 'f');
    all.add(array);
    return array;
  }
}
