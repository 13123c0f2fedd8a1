package io.espalier.data.join;

/** Within what an id means one sequence. */
public enum IdScope {
  /** All files of a split; refused where files may have numbered their sequences anew. */
  AUTO,
  /** A file. */
  FILE,
  /** All files of a split. */
  ALL
}
