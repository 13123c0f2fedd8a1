package io.espalier.plan;

import java.util.Map;

/** Keys that were called otherwise in earlier versions. */
final class RenamedKeys {
  /** Full path then, without positions of layers, to full path now. */
  static final Map<String, String> ALL = Map.of();

  private RenamedKeys() {}
}
