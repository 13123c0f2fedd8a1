package io.espalier.run;

/** Nobody is told. */
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
