package io.espalier.run;

import io.espalier.plan.PrunePlan;

/**
 * One pruning of a network to a sparsity.
 *
 * @param plan of the pass it belongs to, which has no passes itself
 * @param pass 1 for the first
 * @param of number of passes
 * @param sparsity fraction pruned of what the network could lose, in [0, 1); n of m have one of
 *     their own
 * @param finalSparsity of the pass's last level
 */
public record Pruning(PrunePlan plan, int pass, int of, double sparsity, double finalSparsity) {
  /** Which pass it is, where there are several. */
  String prefix() {
    return of == 1 ? "" : "pass %d · ".formatted(pass);
  }
}
