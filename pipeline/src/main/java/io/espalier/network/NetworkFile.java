package io.espalier.network;

import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import io.espalier.model.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's model zip. What is written is restored by Deeplearning4j's own {@code
 * ModelSerializer} in the type it came in, with no Espalier class on the class path, and is the
 * same bytes for the same state. The mask is a further object named {@value #MASK}: a {@code
 * long[]} of the number of parameters and then 64 parameters a word, 1 = kept, which {@code
 * ModelSerializer.getObjectFromFile} reads.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 itself runs the backward direction of a bidirectional layer through
 * padding; there, give it sequences of one length at a time to get the outputs that Espalier gives.
 */
public final class NetworkFile {
  /** Name of the mask among the objects of the zip. */
  public static final String MASK = "espalier-mask";

  private static final String MASK_ENTRY = "objects/" + MASK;

  private NetworkFile() {}

  /** What a zip holds: a network, and the mask under which it lives if it was pruned. */
  public record Content(NetworkState state, Optional<Mask> mask) {}

  /** What of a state is written beside structure and parameters. */
  public enum Extent {
    /** Nothing; for use. */
    INFERENCE,
    /** The optimiser's state and the number of steps done; to train on. */
    TRAINING
  }

  /**
   * Reads a zip.
   *
   * @param name of the file, for messages
   * @throws InputException if it is not a network, is damaged, or is not supported
   */
  public static Content read(byte[] zip, String name) {
    Map<String, byte[]> entries = ZipBytes.read(zip, name);
    for (String entry :
        new String[] {ModelSerializer.CONFIGURATION_JSON, ModelSerializer.COEFFICIENTS_BIN}) {
      if (!entries.containsKey(entry)) {
        throw new InputException(
            "%s is a zip without %s, so not a Deeplearning4j network; save one with ModelSerializer"
                .formatted(name, entry));
      }
    }
    String json =
        new String(entries.get(ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
    Saved saved = saved(json, name);
    check(saved.structure(), name);
    float[] parameters =
        numbers(
            entries.get(ModelSerializer.COEFFICIENTS_BIN), ModelSerializer.COEFFICIENTS_BIN, name);
    int length = Layouts.of(saved.structure()).length();
    expect(parameters.length, length, "parameters", name);
    expectFinite(parameters, name);
    int optimiserLength = LiveGraph.optimiserLength(saved.structure());
    float[] optimiser = new float[optimiserLength];
    if (entries.containsKey(ModelSerializer.UPDATER_BIN)) {
      optimiser =
          numbers(entries.get(ModelSerializer.UPDATER_BIN), ModelSerializer.UPDATER_BIN, name);
      expect(optimiser.length, optimiserLength, "optimiser values", name);
    }
    Optional<Mask> mask =
        Optional.ofNullable(entries.get(MASK_ENTRY)).map(bytes -> MaskObject.read(bytes, name));
    mask.ifPresent(present -> expect(present.length(), length, "mask bits", name));
    return new Content(
        new NetworkState(saved.structure(), parameters, optimiser, saved.progress()), mask);
  }

  /** Writes a zip. */
  public static byte[] write(NetworkState state, Optional<Mask> mask, Extent extent) {
    ZipBytes zip = new ZipBytes();
    String json =
        json(state.structure(), extent == Extent.TRAINING ? state.progress() : Progress.START);
    zip.add(ModelSerializer.CONFIGURATION_JSON, json.getBytes(StandardCharsets.UTF_8));
    zip.add(ModelSerializer.COEFFICIENTS_BIN, bytes(state.parameters()));
    if (extent == Extent.TRAINING && state.optimiser().length > 0) {
      zip.add(ModelSerializer.UPDATER_BIN, bytes(state.optimiser()));
    }
    mask.ifPresent(present -> zip.add(MASK_ENTRY, MaskObject.bytes(present)));
    return zip.bytes();
  }

  private record Saved(NetworkStructure structure, Progress progress) {}

  /** The structure with its counters, which are no part of it, taken out. */
  private static Saved saved(String json, String name) {
    try {
      if (json.contains("\"networkInputs\"")) {
        ComputationGraphConfiguration graph = ComputationGraphConfiguration.fromJson(json);
        Progress progress = new Progress(graph.getEpochCount(), 0, graph.getIterationCount());
        graph.setEpochCount(0);
        graph.setIterationCount(0);
        return new Saved(Configurations.structure(graph), progress);
      }
      MultiLayerConfiguration stack = MultiLayerConfiguration.fromJson(json);
      Progress progress = new Progress(stack.getEpochCount(), 0, stack.getIterationCount());
      stack.setEpochCount(0);
      stack.setIterationCount(0);
      return new Saved(Configurations.structure(stack), progress);
    } catch (RuntimeException e) {
      throw unreadable(name, ModelSerializer.CONFIGURATION_JSON, e);
    }
  }

  private static String json(NetworkStructure structure, Progress progress) {
    if (structure.origin() == Origin.COMPUTATION_GRAPH) {
      ComputationGraphConfiguration graph =
          ComputationGraphConfiguration.fromJson(structure.json());
      graph.setEpochCount(progress.epoch());
      graph.setIterationCount(progress.iteration());
      return graph.toJson();
    }
    MultiLayerConfiguration stack = Configurations.stack(structure);
    stack.setEpochCount(progress.epoch());
    stack.setIterationCount(progress.iteration());
    return stack.toJson();
  }

  private static void check(NetworkStructure structure, String name) {
    try {
      Chain.of(structure);
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream().map(problem -> name + ": " + problem).toList());
    }
  }

  private static void expect(int length, int expected, String what, String name) {
    if (length != expected) {
      throw new InputException(
          "%s holds %d %s, but its network has %d; the file is damaged"
              .formatted(name, length, what, expected));
    }
  }

  private static void expectFinite(float[] parameters, String name) {
    for (int i = 0; i < parameters.length; i++) {
      if (!Float.isFinite(parameters[i])) {
        throw new InputException(
            "%s holds the parameter %s (number %d of %d); a network must be trained without diverging before it is given"
                .formatted(name, parameters[i], i + 1, parameters.length));
      }
    }
  }

  private static float[] numbers(byte[] bytes, String entry, String name) {
    try (INDArray array = array(bytes, entry, name)) {
      if (array.dataType() != DataType.FLOAT) {
        throw new InputException(
            "%s holds parameters as %s, only FLOAT is supported; convert it with convertDataType(DataType.FLOAT)"
                .formatted(name, array.dataType()));
      }
      return FloatMemory.read(array.reshape(array.length()));
    }
  }

  private static INDArray array(byte[] bytes, String entry, String name) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return Nd4j.read(in);
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, entry, e);
    }
  }

  private static InputException unreadable(String name, String entry, Exception cause) {
    InputException problem =
        new InputException(
            "%s holds no network that Deeplearning4j 1.0.0-M2.1 can read: its %s is damaged or of another kind"
                .formatted(name, entry));
    problem.initCause(cause);
    return problem;
  }

  private static byte[] bytes(float[] numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(numbers.length * 4 + 256);
    try (DataOutputStream data = new DataOutputStream(out);
        INDArray array = Nd4j.create(numbers, new long[] {1, numbers.length}, 'c')) {
      Nd4j.write(array, data);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
