package io.espalier.model;

/** One of a kind that users choose by name. */
public interface Named {
  /** The name in configurations, files and messages: lower case with hyphens. */
  String name();
}
