package io.espalier.objective;

/**
 * The mean squared distance of what the output layers of two networks read.
 *
 * @param rows for each number that the student's reads, the place of its counterpart in what the
 *     teacher's reads
 */
public record HiddenDistance(int[] rows) {
  /**
   * The distance at one step of a lane, times a weight.
   *
   * @param student [rows][lanes]
   * @param teacher [its own rows][lanes]
   * @param into takes the derivative by the student's in addition to what stands there
   */
  public double add(
      float[] student, float[] teacher, int lane, int lanes, double weight, float[] into) {
    double squares = 0;
    for (int row = 0; row < rows.length; row++) {
      int i = row * lanes + lane;
      double distance = (double) student[i] - teacher[rows[row] * lanes + lane];
      squares += distance * distance;
      into[i] += (float) (weight * 2 / rows.length * distance);
    }
    return weight * squares / rows.length;
  }
}
