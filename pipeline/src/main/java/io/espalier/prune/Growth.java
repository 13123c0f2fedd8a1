package io.espalier.prune;

/** Which pruned weights come back when a mask moves, for living ones of low magnitude that go. */
public enum Growth {
  /** None do. */
  NONE,
  /** Random ones of the same matrix (SET, Mocanu et al. 2018, arXiv 1707.04780). */
  SET,
  /** Those of the same matrix with the largest gradient (RigL, Evci et al. 2020, 1911.11134). */
  RIGL,
  /**
   * Random ones, as many in each gate of the matrix, so that weights move to the gates whose own
   * are large (Selfish-RNN, Liu et al. 2021, arXiv 2101.09048); in matrices without gates as SET.
   */
  SELFISH
}
