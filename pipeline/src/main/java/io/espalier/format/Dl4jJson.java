package io.espalier.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Pieces of Deeplearning4j's configurations. */
final class Dl4jJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String CONFIGURATIONS = "org.deeplearning4j.nn.conf.";

  private Dl4jJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An object of a class of this full name. */
  static ObjectNode object(String className) {
    return object().put("@class", className);
  }

  /** An object of a class below Deeplearning4j's package of configurations. */
  static ObjectNode configuration(String type) {
    return object(CONFIGURATIONS + type);
  }

  /** What turns rows into sequences or back. */
  static ObjectNode preprocessorTo(Dl4jForm wanted) {
    return configuration("preprocessor." + Dl4jForm.preprocessorTo(wanted))
        .put("rnnDataFormat", "NCW");
  }

  /** What stands around a layer, which is {@code layer} in it. */
  static ObjectNode around(JsonNode layer) {
    ObjectNode conf = object();
    conf.put("cacheMode", "NONE").put("dataType", "FLOAT");
    conf.put("epochCount", 0).put("iterationCount", 0);
    conf.set("layer", layer);
    conf.put("maxNumLineSearchIterations", 5).put("miniBatch", true).put("minimize", true);
    conf.put("optimizationAlgo", "STOCHASTIC_GRADIENT_DESCENT").put("seed", 0);
    conf.putNull("stepFunction").putArray("variables");
    return conf;
  }

  /** What every network states. */
  static ObjectNode network() {
    ObjectNode network = object();
    network.put("backpropType", "Standard").put("cacheMode", "NONE").put("dataType", "FLOAT");
    network.put("inferenceWorkspaceMode", "ENABLED").put("trainingWorkspaceMode", "ENABLED");
    network.put("tbpttBackLength", 20).put("tbpttFwdLength", 20);
    return network.put("validateOutputLayerConfig", true);
  }

  static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
