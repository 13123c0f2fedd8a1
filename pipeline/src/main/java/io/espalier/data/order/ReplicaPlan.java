package io.espalier.data.order;

import io.espalier.data.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which data a replica visits at which step of an epoch, known from the sizes of the shards alone.
 * Replica r of R reads the shards s with {@code s mod R = r}, in chunks that fit its memory;
 * batches do not reach over chunks.
 */
public final class ReplicaPlan {
  /** Sequences of a replica shuffled together, at most; more than that are visited in chunks. */
  public static final int MAXIMUM_CHUNK = 50_000;

  private final List<Integer> shardSequences;
  private final List<Integer> shards;
  private final int replica;
  private final int batchSize;
  private final int maximumChunk;
  private final long seed;

  private ReplicaPlan(
      List<Integer> shardSequences,
      List<Integer> shards,
      int replica,
      int batchSize,
      int maximumChunk,
      long seed) {
    this.shardSequences = shardSequences;
    this.shards = shards;
    this.replica = replica;
    this.batchSize = batchSize;
    this.maximumChunk = maximumChunk;
    this.seed = seed;
  }

  /**
   * @param shardSequences sequences in each shard of the split, in shard order
   * @param maximumChunk sequences of a chunk, at most, unless a single shard has more
   */
  public static ReplicaPlan of(
      List<Integer> shardSequences,
      int replica,
      int replicas,
      int batchSize,
      int maximumChunk,
      long seed) {
    return new ReplicaPlan(
        List.copyOf(shardSequences),
        shards(shardSequences.size(), replica, replicas),
        replica,
        batchSize,
        maximumChunk,
        seed);
  }

  /** Shards of a replica, ascending. */
  public static List<Integer> shards(int shards, int replica, int replicas) {
    if (replica < 0 || replica >= replicas) {
      throw new IllegalArgumentException("no replica %d of %d".formatted(replica, replicas));
    }
    return IntStream.range(0, shards).filter(s -> s % replicas == replica).boxed().toList();
  }

  /** Sequences the replica visits in an epoch. */
  public long sequences() {
    return shards.stream().mapToLong(shardSequences::get).sum();
  }

  /**
   * The chunks of an epoch in the order they are visited. Data that fits in one chunk is one chunk
   * with its shards ascending, the same in every epoch; otherwise the shards are shuffled anew for
   * each epoch.
   */
  public Epoch epoch(int epoch) {
    List<Integer> order = new ArrayList<>(shards);
    if (sequences() > maximumChunk) {
      Collections.shuffle(order, new Random(StableHash.of(seed, "shard-order", epoch, replica)));
    }
    List<Chunk> chunks = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    int size = 0;
    for (int shard : order) {
      int added = shardSequences.get(shard);
      if (size > 0 && (long) size + added > maximumChunk) {
        chunks.add(chunk(open, size));
        open = new ArrayList<>();
        size = 0;
      }
      open.add(shard);
      size += added;
    }
    if (size > 0) {
      chunks.add(chunk(open, size));
    }
    return new Epoch(chunks);
  }

  private Chunk chunk(List<Integer> open, int size) {
    return new Chunk(List.copyOf(open), size, (size + batchSize - 1) / batchSize);
  }

  /**
   * Shards that are in memory together.
   *
   * @param shards in the order their sequences stand in the chunk
   * @param sequences in all
   * @param steps batches they make
   */
  public record Chunk(List<Integer> shards, int sequences, int steps) {}

  /** Batch {@code batch} of chunk {@code chunk}, both from 0. */
  public record Position(int chunk, int batch) {}

  /** One pass of a replica over its shards; no chunks if it has no sequences. */
  public record Epoch(List<Chunk> chunks) {
    public Epoch {
      chunks = List.copyOf(chunks);
    }

    /** Batches of the epoch. */
    public int steps() {
      return chunks.stream().mapToInt(Chunk::steps).sum();
    }

    /** Where step {@code step} of the epoch, from 0 to before {@link #steps()}, finds its batch. */
    public Position locate(int step) {
      int batch = step;
      for (int chunk = 0; chunk < chunks.size(); chunk++) {
        if (batch < chunks.get(chunk).steps()) {
          return new Position(chunk, batch);
        }
        batch -= chunks.get(chunk).steps();
      }
      throw new IndexOutOfBoundsException("step %d of %d".formatted(step, steps()));
    }
  }
}
