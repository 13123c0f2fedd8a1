package io.espalier.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences as a program for Deeplearning4j has them: ramps, the steeper the higher the class. */
final class Ramps {
  private Ramps() {}

  /**
   * Batches of sequences of one feature, with a label each.
   *
   * @param noise standard deviation
   */
  static List<DataSet> batches(int count, int batch, int steps, int classes, double noise) {
    Random random = new Random(1);
    List<DataSet> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      INDArray features = Nd4j.zeros(batch, 1, steps);
      INDArray labels = Nd4j.zeros(batch, classes);
      for (int b = 0; b < batch; b++) {
        int label = random.nextInt(classes);
        labels.putScalar(b, label, 1);
        for (int t = 0; t < steps; t++) {
          double slope = label - (classes - 1) / 2.0;
          features.putScalar(
              new int[] {b, 0, t}, slope * t / steps + noise * random.nextGaussian());
        }
      }
      batches.add(new DataSet(features, labels));
    }
    return batches;
  }
}
