package io.espalier.cluster.reduce;

import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.Rendezvous;
import io.espalier.cluster.spark.SparkBlocks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BroadcastBlockId;

/**
 * Replicas on executors make one of all their numbers among themselves: each averages one slice,
 * and all fetch the averaged slices (reduce-scatter and all-gather), so that what a replica sends
 * and receives does not grow with their number. The sums are those that the driver would take.
 */
public final class AllReduce {
  private final long broadcast;
  private final int replica;
  private final Rendezvous.Seat seat;
  private final List<BlockManagerId> peers;
  private List<BlockId> kept = new ArrayList<>();
  private int round;

  private AllReduce(long broadcast, int replica, Rendezvous.Seat seat, List<BlockManagerId> peers) {
    this.broadcast = broadcast;
    this.replica = replica;
    this.seat = seat;
    this.peers = peers;
  }

  /**
   * Waits for all replicas; nothing if they cannot all be there.
   *
   * @param broadcast with which everything is forgotten in the end
   * @param rendezvous name of the place where they meet
   */
  public static Optional<AllReduce> join(long broadcast, int replica, String rendezvous) {
    Rendezvous.Seat seat = Rendezvous.Seat.take(rendezvous, replica);
    return seat.meet(SparkEnv.get().blockManager().blockManagerId())
        .map(all -> Arrays.stream(all).map(BlockManagerId.class::cast).toList())
        .map(peers -> new AllReduce(broadcast, replica, seat, peers));
  }

  /**
   * @param packed the reduced numbers
   * @param replicas what they did
   */
  public record Reduced(PackedFloats packed, Replicas replicas) {}

  /** One round's numbers of all replicas as one; nothing if some of them are gone. */
  public Optional<Reduced> reduce(ReplicaResult mine, Averages averages) {
    if (peers.size() == 1) {
      return Optional.of(
          new Reduced(PackedFloats.of(mine.packed()), new Replicas(List.of(mine.facts()))));
    }
    round++;
    List<BlockId> old = kept;
    kept = new ArrayList<>();
    for (int peer = 0; peer < peers.size(); peer++) {
      if (peer != replica) {
        keep(part(replica, peer), slice(mine.packed(), peer));
      }
    }
    Optional<Object[]> there = seat.meet(words(mine.facts()));
    if (there.isEmpty()) {
      return Optional.empty();
    }
    old.forEach(SparkBlocks::drop); // whoever comes here has fetched all of the round before
    List<Facts> facts = facts(there.get());
    ByteBuffer average = ByteBuffer.wrap(Averaging.reduce(parts(mine, facts), averages));
    keep(average(replica), average);
    return seat.meet(new long[0]).map(all -> new Reduced(averages(average), new Replicas(facts)));
  }

  /** This replica's slice of everybody's numbers. */
  private List<Averaging.Part> parts(ReplicaResult mine, List<Facts> facts) {
    return IntStream.range(0, peers.size())
        .mapToObj(
            peer ->
                new Averaging.Part(
                    PackedFloats.of(
                        List.of(
                            peer == replica
                                ? slice(mine.packed(), replica)
                                : SparkBlocks.kept(peers.get(peer), part(peer, replica)))),
                    facts.get(peer)))
        .toList();
  }

  /** Everybody's averaged slices. */
  private PackedFloats averages(ByteBuffer mine) {
    return PackedFloats.of(
        IntStream.range(0, peers.size())
            .mapToObj(
                peer -> peer == replica ? mine : SparkBlocks.kept(peers.get(peer), average(peer)))
            .toList());
  }

  private void keep(BlockId block, ByteBuffer bytes) {
    SparkBlocks.keep(block, bytes);
    kept.add(block);
  }

  /** A slice of packed numbers; all are equally long, but for the last. */
  private ByteBuffer slice(byte[] packed, int number) {
    int elements = packed.length / Float.BYTES;
    int each = Float.BYTES * ((elements + peers.size() - 1) / peers.size());
    int start = Math.min(packed.length, each * number);
    return ByteBuffer.wrap(packed, start, Math.min(each, packed.length - start)).slice();
  }

  private BlockId part(int from, int slice) {
    return new BroadcastBlockId(broadcast, "round" + round + "_replica" + from + "_" + slice);
  }

  private BlockId average(int slice) {
    return new BroadcastBlockId(broadcast, "round" + round + "_average_" + slice);
  }

  private static long[] words(Facts facts) {
    return new long[] {
      facts.replica(),
      Double.doubleToRawLongBits(facts.lossSum()),
      facts.work().examples(),
      facts.work().timeSteps(),
      facts.work().iterations(),
      Double.doubleToRawLongBits(facts.computeSeconds())
    };
  }

  private static List<Facts> facts(Object[] all) {
    return Arrays.stream(all)
        .map(long[].class::cast)
        .map(
            words ->
                new Facts(
                    (int) words[0],
                    Double.longBitsToDouble(words[1]),
                    new Work(words[2], words[3], (int) words[4]),
                    Double.longBitsToDouble(words[5])))
        .toList();
  }
}
