package io.espalier.engine;

/** One layer at work: it reads its input's steps and writes those of its output. */
public interface LayerForward extends AutoCloseable {
  /** Forgets everything read so far: what comes next starts new sequences. */
  void start();

  /**
   * Reads all steps of its input, going on from where the last run ended.
   *
   * @param draws of functions that draw in training
   */
  void run(Draws draws);

  /** What the layer gives, at each step of its input or, where it pools, at a single one. */
  Signal output();

  @Override
  void close();
}
