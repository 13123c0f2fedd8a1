package io.espalier.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.model.Clipping;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Layer.Dense;
import io.espalier.model.Layer.Dropout;
import io.espalier.model.Layer.Output;
import io.espalier.model.Layer.Recurrent;
import io.espalier.model.Network;
import io.espalier.model.Node;
import io.espalier.model.Optimiser;
import io.espalier.model.RateSchedule;
import io.espalier.model.Training;
import io.espalier.model.Training.Rules;
import io.espalier.model.UpdateRule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what Deeplearning4j 1.0.0-M2.1's own {@code ModelSerializer} restores, with no class of
 * ours on the class path, and which then says the same, has the same gradients, and trains on from
 * where it was. The type is what the note {@value #TYPE} says, a graph without it. The mask is a
 * further object named {@value #MASK}.
 *
 * <p>Deeplearning4j itself runs the backward direction of a bidirectional layer through padding;
 * there, give it sequences of one length at a time to get the outputs that Espalier gives.
 */
final class Dl4jNetworkWriter {
  /** Note of the type: {@value #GRAPH} or {@value #STACK}. */
  static final String TYPE = "dl4j.type";

  /** Note of the steps forward and back of truncated back-propagation, where it is truncated. */
  static final String TRUNCATION = "dl4j.truncation";

  static final String GRAPH = "graph";
  static final String STACK = "multi-layer";

  /** Name of the mask among the objects of the zip. */
  static final String MASK = "espalier-mask";

  static final String CONFIGURATION = "configuration.json";
  static final String COEFFICIENTS = "coefficients.bin";
  static final String UPDATER = "updaterState.bin";
  static final String MASK_ENTRY = "objects/" + MASK;

  private static final Set<String> ENTRIES =
      Set.of(CONFIGURATION, COEFFICIENTS, UPDATER, MASK_ENTRY);

  /** What Deeplearning4j trains by where nothing else is said. */
  private static final Optimiser USUAL =
      new Optimiser(UpdateRule.of(UpdateRule.Kind.SGD), new RateSchedule.Fixed(1e-3), List.of());

  private Dl4jNetworkWriter() {}

  /** What a file says of training where nothing is known of it. */
  static Training usual(Network network) {
    return Training.alike(network, new Rules(USUAL, USUAL, Clipping.NONE));
  }

  /**
   * Writes a zip; the stream stays open.
   *
   * @throws InputException naming the layer that Deeplearning4j cannot have, or not in this type
   */
  static void write(Content content, OutputStream to) throws IOException {
    ZipWriter zip = new ZipWriter(to);
    zip.add(CONFIGURATION, configuration(content));
    zip.add(COEFFICIENTS, Nd4jArray.write(content.parameters()));
    Optional<SavedTraining> training = content.training();
    if (training.isPresent() && training.get().keepsSomething()) {
      zip.add(UPDATER, Nd4jArray.write(training.get().optimiser()));
    }
    if (content.mask().isPresent()) {
      zip.add(MASK_ENTRY, MaskBytes.write(content.mask().get()));
    }
    for (Map.Entry<String, byte[]> attachment : content.attachments().entrySet()) {
      if (ENTRIES.contains(attachment.getKey())) {
        throw new InputException(
            "the attachment %s has the name of a part of a network of Deeplearning4j; rename it"
                .formatted(attachment.getKey()));
      }
      zip.add(attachment.getKey(), attachment.getValue());
    }
    zip.finish();
  }

  private static byte[] configuration(Content content) {
    Network network = content.network();
    network.nodes().forEach(Dl4jNetworkWriter::checkNoise);
    Map<String, Rules> rules = new HashMap<>();
    network.nodes().forEach(node -> rules.put(node.name(), new Rules(USUAL, USUAL, Clipping.NONE)));
    content.training().ifPresent(saved -> rules.putAll(saved.rules().layers()));
    ObjectNode json = Dl4jJson.network();
    String type = content.notes().getOrDefault(TYPE, GRAPH);
    switch (type) {
      case GRAPH -> Dl4jGraphWriter.write(network, new Training(rules), json);
      case STACK -> Dl4jStackWriter.write(network, new Training(rules), json);
      default ->
          throw new InputException(
              "%s must be %s or %s, got %s".formatted(TYPE, GRAPH, STACK, type));
    }
    if (content.notes().containsKey(TRUNCATION)) {
      truncate(json, content.notes().get(TRUNCATION));
    }
    // Deeplearning4j reads these behind the layers to which it hands them on
    json.put("epochCount", content.training().map(SavedTraining::epoch).orElse(0));
    json.put("iterationCount", content.training().map(SavedTraining::iteration).orElse(0));
    return Dl4jJson.bytes(json);
  }

  private static void truncate(ObjectNode json, String steps) {
    if (!steps.matches("\\d{1,9} \\d{1,9}")) {
      throw new InputException(
          "%s must be steps forward and back, for example '20 20', got %s"
              .formatted(TRUNCATION, steps));
    }
    String[] parts = steps.split(" ");
    json.put("backpropType", "TruncatedBPTT");
    json.put("tbpttFwdLength", Integer.parseInt(parts[0]));
    json.put("tbpttBackLength", Integer.parseInt(parts[1]));
  }

  private static void checkNoise(Node node) {
    Layer layer = node.layer();
    boolean hasNoise =
        layer instanceof Recurrent
            || layer instanceof Dense
            || layer instanceof Output
            || layer instanceof Dropout;
    if (!hasNoise && !layer.noise().isNone()) {
      throw new InputException(
          "layer %s has noise, but Deeplearning4j makes none for a layer of kind %s; put a dropout layer before it"
              .formatted(node.name(), layer.getClass().getSimpleName()));
    }
  }
}
