package io.espalier.engine;

/** One layer at work, in one work space. */
interface Runner {
  /** Forgets everything read so far: what comes next starts new sequences. */
  void start();

  /** Reads all steps of its input, going on from where the last run ended. */
  void run();

  /** Hidden units, each of which could be pruned; 0 where there are none. */
  int units();

  /** What the layer says, at each step of its input or, where it pools, at a single one. */
  Track output();
}
