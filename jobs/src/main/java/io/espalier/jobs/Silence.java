package io.espalier.jobs;

import io.espalier.run.Progress;

/** Tells nothing. */
final class Silence implements Progress {
  @Override
  public void begin(String title, long total) {}

  @Override
  public void advance(long done, String detail) {}

  @Override
  public void end(String outcome) {}

  @Override
  public void say(String line) {}
}
