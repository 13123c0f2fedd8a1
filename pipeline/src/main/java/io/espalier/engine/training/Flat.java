package io.espalier.engine.training;

/** A network's flat vectors, which all its layers share. */
record Flat(float[] parameters, float[] gradient) {
  static Flat of(int length) {
    return new Flat(new float[length], new float[length]);
  }
}
