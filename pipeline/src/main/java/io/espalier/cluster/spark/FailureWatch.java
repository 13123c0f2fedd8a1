package io.espalier.cluster.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Calls a rendezvous off as soon as one of its tasks fails or is lost with its executor. */
final class FailureWatch extends SparkListener {
  /** Property of jobs: the name of the rendezvous that their tasks take part in. */
  static final String WATCHED = "espalier.rendezvous";

  private final Rendezvous rendezvous;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();

  FailureWatch(Rendezvous rendezvous) {
    this.rendezvous = rendezvous;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    if (rendezvous.name().equals(stage.properties().getProperty(WATCHED))) {
      stages.add(stage.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId()) && !task.taskInfo().successful()) {
      rendezvous.callOff();
    }
  }
}
