package io.espalier.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A growing buffer of floats outside the Java heap, freed when it grows or is closed. Growing loses
 * the contents. Not safe for several threads at once.
 */
public final class NativeFloats implements AutoCloseable {
  private FloatPointer pointer = new FloatPointer();
  private FloatBuffer buffer = FloatBuffer.allocate(0);
  private long capacity;

  /** Makes room for {@code size} values, whose contents are undefined if the buffer had to grow. */
  public void reserve(long size) {
    if (size <= capacity) {
      return;
    }
    close();
    pointer = new FloatPointer(size);
    buffer = pointer.asBuffer();
    capacity = size;
  }

  /** The address; its position may be moved by whoever uses it and is reset by every call. */
  public FloatPointer pointer() {
    return pointer.position(0);
  }

  /** The same memory as a buffer, for whole-array copies from and to the heap. */
  public FloatBuffer buffer() {
    return buffer;
  }

  /** Values that fit at present. */
  public long capacity() {
    return capacity;
  }

  /** Frees the memory; a later {@link #reserve} allocates again. */
  @Override
  public void close() {
    buffer = FloatBuffer.allocate(0);
    capacity = 0;
    pointer.close();
  }
}
