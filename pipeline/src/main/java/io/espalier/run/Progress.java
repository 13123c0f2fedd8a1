package io.espalier.run;

/**
 * Where long work tells how far it is. Each thread of the driver tells of one piece of work at a
 * time.
 */
public interface Progress {
  /** Tells nothing. */
  static Progress silent() {
    return new Silence();
  }

  /**
   * A piece of work begins.
   *
   * @param title what is done, for example {@code vowels · level 2/4 · fine-tune}
   * @param total number of equal units of work (rounds, shards, batches)
   */
  void begin(String title, long total);

  /**
   * Some of the work is done.
   *
   * @param done units done so far, of the total
   * @param detail what else is worth seeing, for example {@code loss 0.412 · 31,000 steps/s}
   */
  void advance(long done, String detail);

  /** The piece of work is done; {@code outcome} is one line that stays on the screen. */
  void end(String outcome);

  /** Says one line outside any piece of work. */
  void say(String line);
}
