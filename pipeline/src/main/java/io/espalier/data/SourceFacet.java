package io.espalier.data;

import java.util.List;
import java.util.Set;

/** What {@code data.source} can say of data beside its format and files, and by which keys. */
public enum SourceFacet {
  CELLS("delimiter", "quote", "escape", "comment"),
  DECIMAL("decimal"),
  ENCODING("encoding"),
  MISSING("missing-markers"),
  CONTENT("content"),
  IDS("id", "id-scope"),
  ORDER("order", "order-type", "order-pattern"),
  FEATURES("features"),
  LABEL("label"),
  TARGET("target"),
  TEXT("text"),
  SIZE("count", "length");

  /** All that can be said of data that is there. */
  public static final Set<SourceFacet> OF_FILES =
      Set.of(CELLS, DECIMAL, ENCODING, MISSING, CONTENT, IDS, ORDER, FEATURES, LABEL, TARGET, TEXT);

  private final List<String> keys;

  SourceFacet(String... keys) {
    this.keys = List.of(keys);
  }

  public List<String> keys() {
    return keys;
  }
}
