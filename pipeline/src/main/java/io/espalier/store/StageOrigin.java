package io.espalier.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  /** Writes it once more where it is damaged: nothing is lost, all of it is known. */
  public void mend(Folder stage, Manifest manifest) {
    try {
      stage.read(manifest, NAME);
    } catch (DamagedException e) {
      write(stage);
    }
  }

  /** Whether a stage was begun. */
  public static boolean isIn(Folder stage) {
    return stage.has(NAME);
  }

  /** Takes it back. */
  public static void delete(Folder stage) {
    stage.delete(NAME);
  }

  /**
   * That of a stage, if it was begun.
   *
   * @param damage told of it where it cannot be read
   */
  static Optional<StageOrigin> read(Folder stage, Consumer<String> damage) {
    return stage.json(NAME, StageOrigin.class, damage);
  }
}
