package io.espalier.plan;

import java.util.Set;

/**
 * How the final network leaves.
 *
 * @param formats its forms
 * @param to folder to which the files are promoted; empty where they are not
 */
public record ExportPlan(Set<Format> formats, String to) {
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
