package io.espalier.run;

/**
 * One step of a course: prune to a sparsity, and recover.
 *
 * @param index 1 for the first
 * @param of how many there are at most
 * @param sparsity fraction pruned of what the dense network could lose, in [0, 1)
 */
public record Step(int index, int of, double sparsity) {
  /** What people see of a piece of its work. */
  String label(String work) {
    return "level " + index + "/" + of + " · " + work;
  }
}
