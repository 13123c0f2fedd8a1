package io.espalier.it;

import io.espalier.it.Disturbance.Effect;
import io.espalier.it.Disturbance.Operation;
import java.io.IOException;

/**
 * A driver that is held in the middle of what it does.
 *
 * @param run of the plan
 * @param disturbance what holds it
 */
record HeldDriver(Launcher.Running run, Disturbance disturbance) {

  /** Starts a driver and waits until it comes to an operation. */
  static HeldDriver at(Case here, Operation operation, String path) throws IOException {
    Disturbance disturbance = here.disturbance(operation, path, Effect.HOLD);
    HeldDriver held = new HeldDriver(here.start(disturbance.options()), disturbance);
    disturbance.await(held.run);
    return held;
  }

  /** Starts a driver and waits until it writes the checkpoint of a round, with its lock. */
  static HeldDriver atCheckpoint(Case here, int round) throws IOException {
    return at(here, Operation.WRITE, ".*/rounds/%d/\\.tmp-\\w+-state\\.bin".formatted(round));
  }

  void letGo() throws IOException {
    disturbance.letGo();
  }

  Outcome outcome() throws IOException, InterruptedException {
    return run.outcome();
  }
}
