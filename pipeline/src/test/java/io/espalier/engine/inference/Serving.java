package io.espalier.engine.inference;

import java.nio.file.Path;
import java.util.Arrays;

/** A program that serves a network, started by a test with nothing else on its class path. */
final class Serving {
  private Serving() {}

  /** Prints what a zip's network says after each of three steps. */
  public static void main(String[] arguments) {
    InferenceNetwork network = InferenceNetwork.read(Path.of(arguments[0]));
    Session session = network.session();
    float[] said = new float[network.outputs()];
    for (int step = 0; step < 3; step++) {
      float[] features = new float[network.inputs()];
      Arrays.fill(features, 0.25f * (step + 1));
      session.step(features, said);
      System.out.println(Arrays.toString(said));
    }
  }
}
