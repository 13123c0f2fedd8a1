package io.espalier.fuzz;

import java.util.List;
import java.util.Random;

/** One of the readers of what others wrote, and inputs for it. */
public interface FuzzPart extends AutoCloseable {
  /** By which tables and the folder of its corpus name it. */
  String name();

  /**
   * Sound inputs, and those that once were a find, from which others are made.
   *
   * @param kept the files of the part's corpus
   */
  List<byte[]> beginnings(List<byte[]> kept) throws Exception;

  /** Another input, made of one of those. */
  default byte[] input(byte[] beginning, Random random) {
    return Mutation.of(beginning, random);
  }

  /**
   * Reads an input. What is thrown is a find, unless it is a refusal in one sentence with the
   * place.
   *
   * @param random draws how it is to be read, from the same seed each time
   * @throws AssertionError if what was read is not what the input says
   */
  Verdict read(byte[] input, Random random) throws Exception;

  @Override
  default void close() throws Exception {}

  /** How an input may end. */
  enum Verdict {
    TAKEN,
    REFUSED
  }
}
