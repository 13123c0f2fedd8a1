package io.espalier.run;

import io.espalier.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One step of a course: prune, once or by several passes, and recover.
 *
 * @param index 1 for the first
 * @param of how many there are at most
 * @param prunings in order, at least one
 */
public record Step(int index, int of, List<Pruning> prunings) {
  public Step {
    prunings = List.copyOf(prunings);
  }

  /** The last pruning. */
  public Pruning last() {
    return prunings.get(prunings.size() - 1);
  }

  /** How far it prunes, for example {@code 50.00 % pruned}. */
  String sparsities() {
    return prunings.stream()
            .map(pruning -> String.format(Locale.ROOT, "%.2f %%", 100 * pruning.sparsity()))
            .collect(Collectors.joining(" + "))
        + " pruned";
  }

  /** The same step with these prunings. */
  Step with(List<Pruning> settled) {
    return new Step(index, of, settled);
  }

  /** What is pruned as one, for example {@code unit}, or {@code unit + weight}. */
  public String granularity() {
    return prunings.stream()
        .map(pruning -> Names.of(pruning.plan().groups().granularity()))
        .collect(Collectors.joining(" + "));
  }

  /** What people see of a piece of its work. */
  String label(String work) {
    return "level " + index + "/" + of + " · " + work;
  }
}
