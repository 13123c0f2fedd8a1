package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the configuration of a layer or vertex.
 *
 * @param owner what it belongs to, for messages
 */
record Dl4jPart(String owner, JsonNode json) {
  /** A layer or vertex itself. */
  static Dl4jPart of(String kind, String name, JsonNode json) {
    Dl4jPart unnamed = new Dl4jPart("", json);
    return new Dl4jPart("%s %s (%s)".formatted(kind, name, unnamed.type()), json);
  }

  /** Full name of its class; empty where there is none. */
  String className() {
    return json.path("@class").asText("");
  }

  /** Simple name of its class. */
  String type() {
    String name = className();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  Dl4jPart part(String field) {
    return new Dl4jPart(owner, json.path(field));
  }

  List<Dl4jPart> parts(String field) {
    List<Dl4jPart> parts = new ArrayList<>();
    json.path(field).forEach(each -> parts.add(new Dl4jPart(owner, each)));
    return parts;
  }

  /** Whether a field holds something. */
  boolean has(String field) {
    JsonNode value = json.path(field);
    boolean nothing = value.isMissingNode() || value.isNull();
    return !nothing && !(value.isArray() && value.isEmpty());
  }

  /** A text, or another where the field is missing or null. */
  String text(String field, String absent) {
    return has(field) ? json.path(field).asText() : absent;
  }

  /** A number, or another where the field is missing or null; true is 1 and false 0. */
  double number(String field, double absent) {
    if (!has(field)) {
      return absent;
    }
    JsonNode value = json.path(field);
    if (value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      InputException problem = refused("has the %s %s, which is no number".formatted(field, value));
      problem.initCause(e);
      throw problem;
    }
  }

  /** A number that must be there and finite. */
  double number(String field) {
    double value = number(field, Double.NaN);
    if (!Double.isFinite(value)) {
      throw refused("has no number as its " + field);
    }
    return value;
  }

  /** A whole number that must be there. */
  int count(String field) {
    double value = number(field);
    if (value != (int) value) {
      throw refused("has the %s %s, which is no whole number".formatted(field, value));
    }
    return (int) value;
  }

  /** Whether a flag is set, or another answer where the field is missing or null. */
  boolean flag(String field, boolean absent) {
    return number(field, absent ? 1 : 0) != 0;
  }

  /** Says what is wrong with it. */
  InputException refused(String reason) {
    return new InputException(owner + " " + reason);
  }
}
