package io.espalier.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The plan of a {@link Site} in a store of its own: started, stopped, and started again.
 *
 * @param launcher of its processes
 * @param events what Spark says it has done for this store
 * @param place local folder for what the test itself needs
 * @param store URI
 * @param configuration URI of the plan
 * @param defaults options of each start; what a test gives comes after them and wins
 */
record Case(
    Launcher launcher,
    EventLogs events,
    Path place,
    String store,
    String configuration,
    List<String> defaults) {

  /** The same, started by a script of {@code deploy} that knows the master. */
  Case through(String script, Map<String, String> environment) {
    return new Case(
        launcher.through(script, environment),
        events,
        place,
        store,
        configuration,
        defaults.stream().filter(option -> !option.startsWith("--master=")).toList());
  }

  /** The same with another configuration. */
  Case with(String other) {
    return new Case(launcher, events, place, store, other, defaults);
  }

  /** Starts {@code run}. */
  Launcher.Running start(List<String> options) throws IOException {
    return start("run", options);
  }

  /** Starts {@code run}, which gives up at once where another driver is at work. */
  Launcher.Running startImpatient(List<String> options) throws IOException {
    return start("run", options, "--wait=0");
  }

  Launcher.Running start(String command, List<String> options, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(defaults);
    arguments.add("--conf=spark.eventLog.enabled=true");
    arguments.add("--conf=spark.eventLog.dir=" + events.folder().toUri());
    arguments.addAll(options);
    arguments.addAll(List.of(command, configuration, "--set", "run.store=" + store));
    arguments.addAll(Arrays.asList(more));
    return launcher.start(arguments.toArray(String[]::new));
  }

  /** Runs the plan to its end. */
  Outcome run(String... options) throws IOException, InterruptedException {
    return start(Arrays.asList(options)).outcome();
  }

  /** Digests of all that the plan came to. */
  Map<String, String> bytes() throws IOException {
    return StoreBytes.of(store);
  }

  /** A disturbance of the driver. */
  Disturbance disturbance(Disturbance.Operation operation, String path, Disturbance.Effect effect) {
    return disturbance(operation, path, "", effect);
  }

  /** A disturbance of a task of a job. */
  Disturbance disturbance(
      Disturbance.Operation operation, String path, String job, Disturbance.Effect effect) {
    return new Disturbance(operation, path, job, effect, place.resolve("disturbed"));
  }
}
