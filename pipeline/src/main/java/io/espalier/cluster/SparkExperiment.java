package io.espalier.cluster;

import io.espalier.plan.Plan;
import io.espalier.run.Progress;
import io.espalier.run.Stage;
import org.apache.spark.sql.SparkSession;

/** An experiment on Spark: what the command line asks for. */
public final class SparkExperiment {
  private SparkExperiment() {}

  /**
   * @param text for people
   * @param json for programs
   */
  public record Outcome(String text, String json) {}

  /** An experiment that has done nothing yet. */
  public static SparkExperiment open(SparkSession spark, Plan plan, Progress progress) {
    throw new UnsupportedOperationException("experiments do not run yet");
  }

  /** Checks the plan against data and network, and describes both. */
  public String validate() {
    throw new UnsupportedOperationException("experiments do not run yet");
  }

  /** Does what is missing up to a stage. */
  public Outcome runTo(Stage stage) {
    throw new UnsupportedOperationException("experiments do not run yet");
  }

  /** Writes a model's predictions for a dataset. */
  public void predict(String model, String input, String output) {
    throw new UnsupportedOperationException("experiments do not run yet");
  }

  /** Writes the report of what has been done. */
  public Outcome report() {
    throw new UnsupportedOperationException("experiments do not run yet");
  }
}
