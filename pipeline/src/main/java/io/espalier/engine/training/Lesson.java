package io.espalier.engine.training;

import io.espalier.objective.Objective;
import java.util.Optional;

/**
 * What a network is trained towards.
 *
 * @param teacher whom the objective compares with; there is one where it needs one
 */
public record Lesson(Objective objective, Optional<Teacher> teacher) {
  /** The network's own loss, on labels. */
  public static final Lesson SUPERVISED = new Lesson(Objective.SUPERVISED, Optional.empty());

  public Lesson {
    if (objective.needsTeacher() && teacher.isEmpty()) {
      throw new IllegalArgumentException(objective + " needs a teacher");
    }
  }
}
