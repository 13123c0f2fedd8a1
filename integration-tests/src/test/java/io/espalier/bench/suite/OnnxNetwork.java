package io.espalier.bench.suite;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.espalier.data.Batch;
import io.espalier.metric.Outputs;
import io.espalier.model.NetworkState;
import java.nio.FloatBuffer;
import java.util.Map;

/** The same network in ONNX Runtime on one thread, with all of its optimisations. */
final class OnnxNetwork implements Runnable, AutoCloseable {
  private static final double TOLERANCE = 1e-4;

  private final OrtSession session;
  private final OnnxTensor input;

  /**
   * @param batch sequences of one length, to be answered over and over
   */
  OnnxNetwork(StepConfiguration configuration, NetworkState network, Batch batch) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      this.session = environment.createSession(OnnxModel.of(network, configuration), options);
      int width = configuration.shape().inputs();
      float[] values =
          configuration.shape().isTokens()
              ? OneHot.of(batch.tokens(), width, batch.size())
              : batch.values();
      this.input =
          OnnxTensor.createTensor(
              environment,
              FloatBuffer.wrap(rows(values, batch, width)),
              new long[] {batch.steps(), batch.size(), width});
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the model", e);
    }
  }

  static String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /** What it says, row after row: [batch][class] or [time][batch][class]. */
  float[] answer() {
    try (OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, input))) {
      FloatBuffer said = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[said.remaining()];
      said.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
  }

  @Override
  public void run() {
    if (answer().length == 0) {
      throw new IllegalStateException("ONNX Runtime said nothing about a batch");
    }
  }

  /**
   * Makes sure that the two say the same.
   *
   * @param outputs what Espalier said about the same batch
   */
  void check(Batch batch, Outputs outputs) {
    float[] values = answer();
    int steps = outputs.rows() / batch.size();
    for (int row = 0; row < outputs.rows(); row++) {
      int same = row % steps * batch.size() + row / steps;
      for (int k = 0; k < outputs.width(); k++) {
        float ours = outputs.values()[row * outputs.width() + k];
        float theirs = values[same * outputs.width() + k];
        if (!(Math.abs(ours - theirs) <= TOLERANCE)) {
          throw new IllegalStateException(
              "ONNX Runtime says %s where we say %s, in row %d of column %d"
                  .formatted(theirs, ours, row, k));
        }
      }
    }
  }

  /** From [time][width][batch] to [time][batch][width]. */
  private static float[] rows(float[] values, Batch batch, int width) {
    int size = batch.size();
    float[] rows = new float[values.length];
    for (int t = 0; t < batch.steps(); t++) {
      for (int i = 0; i < width; i++) {
        for (int b = 0; b < size; b++) {
          rows[(t * size + b) * width + i] = values[(t * width + i) * size + b];
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      input.close();
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close its session", e);
    }
  }
}
