package io.espalier.engine.training;

import io.espalier.engine.LayerInput;
import io.espalier.objective.Contrast;
import java.util.Arrays;

/**
 * What tells the sequences of a batch apart: the vector of a sequence is the mean over its steps of
 * what the output layer reads. A sequence counts as often as the network says something about it.
 */
final class ContrastPass {
  private final Contrast contrast;
  private final int[] counterparts;
  private double[] students = new double[0];
  private double[] teachers = new double[0];
  private double[] slopes = new double[0];

  /**
   * @param counterparts for each number of the student's vector, its place in the teacher's
   */
  ContrastPass(Contrast contrast, int[] counterparts) {
    this.contrast = contrast;
    this.counterparts = counterparts;
  }

  /**
   * The contrast of a batch.
   *
   * @param into takes the derivatives by what the student's output layer read, in addition
   */
  double add(LayerInput student, LayerInput teacher, double weight, Errors into) {
    int lanes = student.lanes().count();
    int width = counterparts.length;
    if (students.length < lanes * width) {
      students = new double[lanes * width];
      teachers = new double[lanes * width];
      slopes = new double[lanes * width];
    }
    Arrays.fill(students, 0, lanes * width, 0);
    Arrays.fill(teachers, 0, lanes * width, 0);
    for (int t = 0; t < student.lanes().steps(); t++) {
      float[] mine = student.value(t).values();
      float[] its = teacher.value(t).values();
      for (int lane = 0; lane < lanes; lane++) {
        double share = student.lanes().has(lane, t) ? 1.0 / student.lanes().length(lane) : 0;
        for (int k = 0; share > 0 && k < width; k++) {
          students[lane * width + k] += share * mine[k * lanes + lane];
          teachers[lane * width + k] += share * its[counterparts[k] * lanes + lane];
        }
      }
    }
    double sum = 0;
    for (int lane = 0; lane < lanes; lane++) {
      double loss = contrast.of(students, teachers, lanes, width, lane, slopes);
      sum += weight * student.lanes().length(lane) * loss;
    }
    for (int t = 0; t < student.lanes().steps(); t++) {
      float[] to = into.at(t).change();
      for (int lane = 0; lane < lanes; lane++) {
        for (int k = 0; student.lanes().has(lane, t) && k < width; k++) {
          to[k * lanes + lane] += (float) (weight * slopes[lane * width + k]);
        }
      }
    }
    return sum;
  }
}
