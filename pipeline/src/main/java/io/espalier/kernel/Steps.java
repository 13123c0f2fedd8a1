package io.espalier.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A batch of sequences outside the Java heap: the values of step t are one block [row][batch], the
 * batch running fastest, that starts {@code t * stride} values into the memory.
 *
 * @param memory where the first step starts
 * @param stride values from one step's block to the next
 */
public record Steps(FloatSpan memory, int stride) {
  /** The address of step t's block. */
  FloatPointer at(int step) {
    return memory.pointer().position((long) step * stride);
  }

  /** Copies the first n values of step t's block to the heap. */
  void read(int step, float[] into, int n) {
    memory.buffer().get(Math.multiplyExact(step, stride), into, 0, n);
  }
}
