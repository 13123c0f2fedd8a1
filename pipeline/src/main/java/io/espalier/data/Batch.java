package io.espalier.data;

import java.util.List;

/**
 * Sequences padded to one length. All arrays are laid out with the batch innermost: {@code
 * [time][feature][batch]} for values, {@code [time][batch]} for tokens, mask and next tokens.
 */
public final class Batch {
  private final List<Sequence> sequences;
  private final int steps;
  private final List<Sequence> whole;

  private Batch(List<Sequence> sequences, int steps, List<Sequence> whole) {
    this.sequences = sequences;
    this.steps = steps;
    this.whole = whole;
  }

  /** A batch of at least one sequence, all of the same kind and width. */
  public static Batch of(List<Sequence> sequences) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least one sequence");
    }
    int steps = sequences.stream().mapToInt(Sequence::steps).max().orElseThrow();
    List<Sequence> copy = List.copyOf(sequences);
    return new Batch(copy, steps, copy);
  }

  /**
   * The same batch, beside what its sequences were before features were left out.
   *
   * @param all the sequences in the same order
   */
  public Batch outOf(List<Sequence> all) {
    return new Batch(sequences, steps, List.copyOf(all));
  }

  /** The batch with all features of the dataset, as far as it is known beside this one. */
  public Batch whole() {
    return new Batch(whole, steps, whole);
  }

  public List<Sequence> sequences() {
    return sequences;
  }

  /** Number of sequences. */
  public int size() {
    return sequences.size();
  }

  /** Length of the longest sequence. */
  public int steps() {
    return steps;
  }

  /** Width of a feature vector; 0 for tokens. */
  public int features() {
    return sequences.get(0).features();
  }

  /** Steps that are not padding. */
  public int validSteps() {
    return sequences.stream().mapToInt(Sequence::steps).sum();
  }

  /** Whether some sequence is shorter than the longest. */
  public boolean isPadded() {
    return validSteps() < size() * steps;
  }

  /** Feature vectors {@code [time][feature][batch]}; padding is 0. */
  public float[] values() {
    int features = features();
    int size = size();
    float[] padded = new float[steps * features * size];
    for (int b = 0; b < size; b++) {
      float[] values = sequences.get(b).values();
      for (int i = 0; i < values.length; i++) {
        padded[i * size + b] = values[i];
      }
    }
    return padded;
  }

  /** Tokens read {@code [time][batch]}; padding is token 0. */
  public int[] tokens() {
    return tokensFrom(0);
  }

  /** Tokens to predict {@code [time][batch]} for {@link Target.NextToken}; padding is token 0. */
  public int[] nextTokens() {
    return tokensFrom(1);
  }

  private int[] tokensFrom(int shift) {
    int size = size();
    int[] padded = new int[steps * size];
    for (int b = 0; b < size; b++) {
      Sequence sequence = sequences.get(b);
      for (int t = 0; t < sequence.steps(); t++) {
        padded[t * size + b] = sequence.tokens()[t + shift];
      }
    }
    return padded;
  }

  /** 1 for a real step and 0 for padding, {@code [time][batch]}. */
  public float[] mask() {
    int size = size();
    float[] mask = new float[steps * size];
    for (int b = 0; b < size; b++) {
      for (int t = 0; t < sequences.get(b).steps(); t++) {
        mask[t * size + b] = 1f;
      }
    }
    return mask;
  }
}
