package io.espalier.cluster.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Calls a meeting off as soon as one of its tasks fails or is lost with its executor. */
final class Stumbles extends SparkListener {
  /** Property of jobs: the name of the meeting that their tasks take part in. */
  static final String WATCHED = "espalier.meeting";

  private final Meeting meeting;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();

  Stumbles(Meeting meeting) {
    this.meeting = meeting;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    if (meeting.name().equals(stage.properties().getProperty(WATCHED))) {
      stages.add(stage.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId()) && !task.taskInfo().successful()) {
      meeting.callOff();
    }
  }
}
