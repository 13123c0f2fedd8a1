package io.espalier.bench;

import io.espalier.run.Progress;

/** Says nothing. */
final class Silent implements Progress {
  @Override
  public void begin(String title, long total) {}

  @Override
  public void advance(long done, String detail) {}

  @Override
  public void end(String outcome) {}

  @Override
  public void say(String line) {}
}
