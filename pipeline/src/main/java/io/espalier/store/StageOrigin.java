package io.espalier.store;

import java.util.List;
import java.util.Optional;

/**
 * What a stage is made from; {@code stage.json}, there from its beginning.
 *
 * @param kind of stage
 * @param parts all that its result depends on: parts of the plan, keys of stages, fingerprints
 */
public record StageOrigin(String kind, List<String> parts) {
  private static final String NAME = "stage.json";

  /** Leaves it in the folder of a stage. */
  public void write(Folder stage) {
    stage.write(NAME, Json.write(this));
  }

  /** Whether a stage was begun. */
  public static boolean isIn(Folder stage) {
    return stage.has(NAME);
  }

  /** Takes it back. */
  public static void delete(Folder stage) {
    stage.delete(NAME);
  }

  /** That of a stage, if it was begun. */
  static Optional<StageOrigin> read(Folder stage) {
    return stage
        .find(NAME)
        .map(text -> Json.read(text, StageOrigin.class, stage.uri() + "/" + NAME));
  }
}
