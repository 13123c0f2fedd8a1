package io.espalier.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A growing buffer of floats outside the Java heap, freed when it grows or is closed. Growing loses
 * the contents. Not safe for several threads at once.
 */
public final class NativeFloats implements AutoCloseable {
  private FloatPointer pointer = new FloatPointer(1L);
  private FloatSpan span = FloatSpan.of(pointer);

  /** Makes room for {@code size} values, whose contents are undefined if the buffer had to grow. */
  public void reserve(long size) {
    if (size > capacity()) {
      pointer.close();
      pointer = new FloatPointer(size);
      span = FloatSpan.of(pointer);
    }
  }

  /** The memory, until the next call of {@link #reserve} or {@link #close}. */
  public FloatSpan span() {
    return span;
  }

  /** Values that fit at present. */
  public long capacity() {
    return span.buffer().capacity();
  }

  FloatPointer pointer() {
    return span.pointer();
  }

  FloatBuffer buffer() {
    return span.buffer();
  }

  /** Shrinks to a single value. */
  @Override
  public void close() {
    pointer.close();
    pointer = new FloatPointer(1L);
    span = FloatSpan.of(pointer);
  }
}
