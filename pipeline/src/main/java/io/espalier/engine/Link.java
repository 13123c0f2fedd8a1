package io.espalier.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One link of a network's chain: a layer, a preprocessor or a vertex.
 *
 * @param name of its vertex or layer
 * @param type simple name of Deeplearning4j's class
 * @param json Deeplearning4j's configuration of it
 */
record Link(String name, String type, JsonNode json) {
  static Link of(String name, JsonNode json) {
    return new Link(name, type(json), json);
  }

  /** Simple name of the class that a configuration names; empty where there is none. */
  static String type(JsonNode json) {
    String type = json.path("@class").asText();
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The layer that a field of this one wraps. */
  Link wrapped(String field) {
    return of(name, json.path(field));
  }

  int number(String field) {
    return json.path(field).asInt();
  }

  boolean flag(String field) {
    return json.path(field).asBoolean();
  }

  String text(String field) {
    return json.path(field).asText();
  }

  /** Whether a field holds something. */
  boolean has(String field) {
    JsonNode value = json.path(field);
    boolean nothing = value.isMissingNode() || value.isNull();
    return !nothing && !(value.isArray() && value.isEmpty());
  }

  /** Ends the reading here. */
  NotCovered notCovered(String reason) {
    return new NotCovered("layer %s (%s) %s".formatted(name, type, reason));
  }
}
