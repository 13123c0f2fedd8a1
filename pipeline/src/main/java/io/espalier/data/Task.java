package io.espalier.data;

import io.espalier.model.Named;
import io.espalier.model.Registry;
import java.io.Serializable;

/**
 * What a network learns to say about a sequence. A task is one class with one line in {@code
 * META-INF/services}; all that depends on the task follows from what it says here. Tasks of one
 * class are equal.
 */
public interface Task extends Named, Serializable {
  /** Every task there is, by the name that {@code data.task} gives it. */
  static Registry<Task> registered() {
    return Registry.of(Task.class, "data.task");
  }

  /** What it says: it decides columns, output layer and loss, metrics and predictions. */
  Truth truth();

  /** What it says that of. */
  Extent extent();
}
