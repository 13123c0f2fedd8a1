package io.espalier.engine.inference;

import io.espalier.engine.Workspace;
import io.espalier.kernel.Panel;

/**
 * One sequence that a network reads step by step, with the state of its layers. Not safe for
 * several threads at once; a network has any number of sessions. No step allocates memory, once the
 * first has.
 */
public final class Session {
  private final Workspace space;
  private final int outputs;

  Session(Workspace space, int outputs) {
    this.space = space;
    this.outputs = outputs;
  }

  /**
   * Reads the next vector.
   *
   * @param into takes what the network says now: about this step or, where it pools, about all
   *     steps read so far
   */
  public void step(float[] features, float[] into) {
    space.input().read(features);
    say(into);
  }

  /** Reads the next token. */
  public void step(int token, float[] into) {
    space.input().read(token);
    say(into);
  }

  /** Starts a new sequence. */
  public void reset() {
    space.start();
  }

  private void say(float[] into) {
    if (into.length != outputs) {
      throw new IllegalArgumentException(
          "the network says %d numbers, got room for %d".formatted(outputs, into.length));
    }
    space.run();
    Panel said = space.output().value(0);
    System.arraycopy(said.values(), 0, into, 0, outputs);
  }
}
