package io.espalier.plan;

import java.util.Set;

/** The forms in which the final network leaves. */
public record ExportPlan(Set<Format> formats) {
  public ExportPlan {
    formats = Set.copyOf(formats);
  }

  /** The forms of an exported network. */
  public enum Format {
    /** The network in the shape it came in, pruned parameters 0. */
    DL4J,
    /** The network with the hidden units that do nothing removed. */
    COMPACT,
    /** The same as DL4J in Espalier's own file. */
    ESPALIER
  }
}
