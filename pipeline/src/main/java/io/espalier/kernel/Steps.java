package io.espalier.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A batch of sequences outside the Java heap: the values of step t are one block [row][batch], the
 * batch running fastest, that starts {@code t * stride} values into the memory.
 *
 * @param pointer the first value; its position is moved by the cell
 * @param buffer the same memory
 * @param stride values from one step's block to the next
 */
public record Steps(FloatPointer pointer, FloatBuffer buffer, int stride) {
  /** The address of step t's block. */
  FloatPointer at(int step) {
    return pointer.position((long) step * stride);
  }

  /** Copies the first n values of step t's block to the heap. */
  void read(int step, float[] into, int n) {
    buffer.get(Math.multiplyExact(step, stride), into, 0, n);
  }
}
