package io.espalier.cluster.spark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Floats as they travel: little-endian bytes in pieces that are equally long, but for the last. */
public final class PackedFloats {
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<ByteBuffer> pieces;
  private final int each;
  private final int length;

  private PackedFloats(List<ByteBuffer> pieces) {
    this.pieces = pieces.stream().map(p -> p.slice().order(ByteOrder.LITTLE_ENDIAN)).toList();
    this.each = Math.max(1, this.pieces.get(0).limit() / Float.BYTES);
    this.length = this.pieces.stream().mapToInt(ByteBuffer::limit).sum() / Float.BYTES;
  }

  /**
   * @param pieces at least one, all of the same length but the last, which may be shorter
   */
  public static PackedFloats of(List<ByteBuffer> pieces) {
    return new PackedFloats(pieces);
  }

  public static PackedFloats of(byte[] bytes) {
    return new PackedFloats(List.of(ByteBuffer.wrap(bytes)));
  }

  /** Number of floats. */
  public int length() {
    return length;
  }

  /** Copies floats from {@code start} on until the target is full. */
  public void read(int start, float[] into) {
    int done = 0;
    while (done < into.length) {
      int position = start + done;
      int inside = position % each;
      int count = Math.min(into.length - done, each - inside);
      pieces.get(position / each).asFloatBuffer().get(inside, into, done, count);
      done += count;
    }
  }

  /** All of them in one piece. */
  public byte[] bytes() {
    ByteBuffer whole = ByteBuffer.allocate(Float.BYTES * length);
    pieces.forEach(piece -> whole.put(piece.duplicate()));
    return whole.array();
  }

  /** Overwrites one float of packed bytes. */
  public static void set(byte[] packed, int index, float value) {
    FLOATS.set(packed, Float.BYTES * index, value);
  }
}
