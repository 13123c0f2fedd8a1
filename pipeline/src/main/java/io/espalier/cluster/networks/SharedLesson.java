package io.espalier.cluster.networks;

import io.espalier.cluster.spark.SparkJobs;
import io.espalier.engine.training.Lesson;
import io.espalier.engine.training.Teacher;
import io.espalier.objective.Objective;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * A lesson on executors, whose teacher is sent to each of them once.
 *
 * @param teacher one, or none where the objective asks none
 */
public record SharedLesson(Objective objective, List<Broadcast<Teacher>> teacher)
    implements Serializable, AutoCloseable {
  static final SharedLesson SUPERVISED = new SharedLesson(Objective.SUPERVISED, List.of());

  public static SharedLesson of(Lesson lesson, SparkJobs jobs) {
    return new SharedLesson(
        lesson.objective(), lesson.teacher().stream().map(jobs::broadcast).toList());
  }

  Lesson lesson() {
    return new Lesson(objective, teacher.stream().map(Broadcast::value).findFirst());
  }

  /** Lets executors forget the teacher. */
  @Override
  public void close() {
    teacher.forEach(SparkJobs::destroy);
  }
}
