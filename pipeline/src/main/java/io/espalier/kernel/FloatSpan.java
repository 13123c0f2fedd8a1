package io.espalier.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** A stretch of floats outside the Java heap that somebody else owns. */
public final class FloatSpan {
  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final Object owner;

  private FloatSpan(FloatPointer pointer, Object owner) {
    this.pointer = pointer;
    this.buffer = pointer.asBuffer();
    this.owner = owner;
  }

  /**
   * The memory at an address.
   *
   * @param address of the first value
   * @param values how many there are
   * @param owner what keeps the memory; it stays reachable as long as the span
   */
  public static FloatSpan of(long address, long values, Object owner) {
    return new FloatSpan(new Address(address, values), owner);
  }

  static FloatSpan of(FloatPointer pointer) {
    return new FloatSpan(pointer, pointer);
  }

  /** The memory as a buffer, for whole-array copies from and to the heap. */
  public FloatBuffer buffer() {
    return buffer;
  }

  /** The address of the first value, or of a later one after it was moved; one user at a time. */
  FloatPointer pointer() {
    return pointer.position(0);
  }

  @Override
  public String toString() {
    return buffer.capacity() + " floats of " + owner.getClass().getSimpleName();
  }

  private static final class Address extends FloatPointer {
    Address(long address, long values) {
      this.address = address;
      capacity(values);
    }
  }
}
