package io.espalier.bench.suite;

/** Tokens as vectors for those who want them so. */
final class OneHot {
  private OneHot() {}

  /**
   * @param tokens [time][batch]
   * @return [time][width][batch]
   */
  static float[] of(int[] tokens, int width, int batch) {
    float[] hot = new float[tokens.length * width];
    for (int i = 0; i < tokens.length; i++) {
      hot[(i / batch * width + tokens[i]) * batch + i % batch] = 1f;
    }
    return hot;
  }
}
