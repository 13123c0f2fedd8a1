package io.espalier.cluster.reduce;

/** What is averaged over replicas. */
public enum Averages {
  /** Parameters and optimiser state after several local steps, weighted by examples. */
  STATES {
    @Override
    double weight(long examples, long total) {
      return (double) examples / total;
    }
  },
  /** Gradients of one step, summed, which is what one machine does with one large batch. */
  GRADIENTS {
    @Override
    double weight(long examples, long total) {
      return 1;
    }
  };

  /** Factor of a replica's numbers that come from so many of all replicas' examples. */
  abstract double weight(long examples, long total);
}
