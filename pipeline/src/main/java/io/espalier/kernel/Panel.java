package io.espalier.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix of activations or errors [rows][lanes], the lanes running fastest: a lane is a sequence
 * of the batch, or a sequence at one of several steps. It lives on the heap and outside it; each
 * copy is brought up to date when it is asked for and the other one has been written since. Memory
 * only grows. Not safe for several threads at once.
 */
public final class Panel implements AutoCloseable {
  private final NativeFloats memory = new NativeFloats();
  private float[] heap = new float[0];
  private int rows;
  private int lanes;
  private boolean heapIsCurrent = true;
  private boolean memoryIsCurrent = true;

  /** Gives the panel a size; its contents are undefined until written. */
  public Panel reserve(int newRows, int newLanes) {
    rows = newRows;
    lanes = newLanes;
    return this;
  }

  public int rows() {
    return rows;
  }

  public int lanes() {
    return lanes;
  }

  /** Number of values: rows times lanes. */
  public int size() {
    return Math.multiplyExact(rows, lanes);
  }

  /** The values on the heap, to be read; the array may be longer. */
  public float[] values() {
    float[] values = grown();
    if (!heapIsCurrent) {
      memory.buffer().get(0, values, 0, size());
      heapIsCurrent = true;
    }
    return values;
  }

  /** Copies values from position {@code at} on to the start of an array. */
  public void read(int at, float[] into, int n) {
    if (heapIsCurrent) {
      System.arraycopy(heap, at, into, 0, n);
    } else {
      memory.buffer().get(at, into, 0, n);
    }
  }

  /** The heap's array, to be changed. */
  public float[] change() {
    float[] values = values();
    memoryIsCurrent = false;
    return values;
  }

  /** The heap's array, to be overwritten as a whole. */
  public float[] overwrite() {
    heapIsCurrent = true;
    memoryIsCurrent = false;
    return grown();
  }

  /** The values outside the heap, to be read. */
  FloatPointer source() {
    if (!memoryIsCurrent) {
      memory.reserve(size());
      memory.buffer().put(0, heap, 0, size());
      memoryIsCurrent = true;
    }
    return memory.pointer();
  }

  /** The memory outside the heap, to be overwritten or, to add to it, changed. */
  FloatPointer target(Accumulate sum) {
    if (sum == Accumulate.ADD) {
      source();
    }
    memory.reserve(size());
    memoryIsCurrent = true;
    heapIsCurrent = false;
    return memory.pointer();
  }

  private float[] grown() {
    if (heap.length < size()) {
      heap = new float[size()];
    }
    return heap;
  }

  /** Frees the memory; the panel may be used again. */
  @Override
  public void close() {
    memory.close();
    heap = new float[0];
    rows = 0;
    lanes = 0;
  }
}
