package io.espalier.cluster.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * Bytes in Spark's block managers as they are: not serialised, not compressed (trained weights do
 * not shrink) and not copied more than the network needs. They go by the number of a broadcast and
 * are forgotten everywhere when that is destroyed.
 */
public final class SparkBlocks {
  private static final int PIECE = 16 << 20;

  private SparkBlocks() {}

  /**
   * Where bytes are to be found.
   *
   * @param broadcast to which they belong
   * @param name unique in the broadcast; letters and digits
   * @param length in bytes
   */
  public record Address(long broadcast, String name, int length) implements Serializable {
    private int pieces() {
      return Math.max(1, (length + PIECE - 1) / PIECE);
    }

    private BlockId piece(int number) {
      return new BroadcastBlockId(broadcast, name + "_" + number);
    }
  }

  /**
   * Leaves bytes with this process, where others can fetch them; nobody writes to them any more.
   */
  public static Address put(long broadcast, String name, byte[] bytes) {
    Address address = new Address(broadcast, name, bytes.length);
    for (int piece = 0; piece < address.pieces(); piece++) {
      int start = piece * PIECE;
      int length = Math.min(PIECE, bytes.length - start);
      store(address.piece(piece), ByteBuffer.wrap(bytes, start, length).slice(), true);
    }
    return address;
  }

  /**
   * Leaves bytes with this process for those who know that they are here; nobody writes to them any
   * more.
   */
  public static void keep(BlockId block, ByteBuffer bytes) {
    store(block, bytes, false);
  }

  /** Forgets what was kept. */
  public static void drop(BlockId block) {
    manager().removeBlock(block, false);
  }

  /**
   * What the process {@code owner} keeps.
   *
   * @throws IllegalStateException if it keeps no such thing
   */
  public static ByteBuffer kept(BlockManagerId owner, BlockId block) {
    if (owner.equals(manager().blockManagerId())) {
      return local(block).orElseThrow(() -> new IllegalStateException("no " + block + " here"));
    }
    try {
      return manager()
          .blockTransferService()
          .fetchBlockSync(owner.host(), owner.port(), owner.executorId(), block.name(), null)
          .nioByteBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s of %s".formatted(block, owner), e);
    }
  }

  /** Fetches bytes for this process alone; nothing if a process that had them is gone. */
  public static Optional<PackedFloats> fetch(Address address) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int piece = 0; piece < address.pieces(); piece++) {
      BlockId block = address.piece(piece);
      Optional<ByteBuffer> bytes = local(block).or(() -> remote(block));
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      pieces.add(bytes.get());
    }
    return Optional.of(PackedFloats.of(pieces));
  }

  /**
   * Fetches bytes once for all tasks of this process, and for other processes to fetch from it.
   * Each process begins with another piece, so that they help one another. Tasks of a process take
   * turns, or each of them fetches.
   *
   * @throws IllegalStateException if they are nowhere
   */
  public static PackedFloats share(Address address) {
    ByteBuffer[] pieces = new ByteBuffer[address.pieces()];
    int first = Math.floorMod(SparkEnv.get().executorId().hashCode(), pieces.length);
    for (int i = 0; i < pieces.length; i++) {
      int piece = (first + i) % pieces.length;
      BlockId block = address.piece(piece);
      pieces[piece] = local(block).or(() -> fetchAndStore(block)).orElseThrow(() -> gone(address));
    }
    return PackedFloats.of(Arrays.asList(pieces));
  }

  /** Whether this process has the value of a broadcast, which it used and nobody destroyed. */
  public static boolean isHere(long broadcast) {
    return manager().getStatus(new BroadcastBlockId(broadcast, "")).isDefined();
  }

  private static IllegalStateException gone(Address address) {
    return new IllegalStateException("nobody has " + address);
  }

  private static Optional<ByteBuffer> fetchAndStore(BlockId block) {
    Optional<ByteBuffer> bytes = remote(block);
    bytes.ifPresent(fetched -> store(block, fetched.duplicate(), true));
    return bytes;
  }

  private static void store(BlockId block, ByteBuffer bytes, boolean tellDriver) {
    boolean stored =
        manager()
            .putBytes(
                block,
                new ChunkedByteBuffer(bytes),
                StorageLevel.MEMORY_AND_DISK_SER(),
                tellDriver,
                ClassTag$.MODULE$.Any());
    if (!stored) {
      throw new IllegalStateException("no room for %s of %d bytes".formatted(block, bytes.limit()));
    }
  }

  private static Optional<ByteBuffer> local(BlockId block) {
    Option<BlockData> data = manager().getLocalBytes(block);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = data.get().toByteBuffer();
    manager().releaseLock(block, Option.empty());
    return Optional.of(bytes);
  }

  private static Optional<ByteBuffer> remote(BlockId block) {
    Option<ChunkedByteBuffer> bytes = manager().getRemoteBytes(block);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(bytes.get().toByteBuffer());
  }

  private static BlockManager manager() {
    return SparkEnv.get().blockManager();
  }
}
