package io.espalier.engine;

/** Ends the reading of a structure that the engine does not cover. */
final class NotCovered extends RuntimeException {
  NotCovered(String reason) {
    super(reason);
  }
}
