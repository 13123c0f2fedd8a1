package io.espalier.cluster.reduce;

import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.run.RoundFacts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Executors average: each replica's numbers are cut into slices, a shuffle brings the same slice of
 * all replicas together (reduce-scatter), and the driver receives each averaged slice once, however
 * many replicas there are.
 *
 * @param slices at least 1
 */
public record SlicedReduction(int slices) implements Reduction {
  private static final long SLICE_BYTES = 64L << 20;

  /** As many as there are replicas, or more where slices would be too long. */
  public static int slices(int replicas, long bytes) {
    return Math.toIntExact(Math.max(replicas, (bytes + SLICE_BYTES - 1) / SLICE_BYTES));
  }

  @Override
  public Reduced run(SparkJobs jobs, String description, int replicas, ReplicaTask task) {
    Averages averages = task.averages();
    List<Slice> averaged =
        jobs.shuffle(
            description,
            replicas,
            new Cutting(task, slices),
            new SliceNumber(slices),
            parts -> averaged(parts, averages));
    byte[] packed = new byte[averaged.stream().mapToInt(slice -> slice.packed().length).sum()];
    int start = 0;
    for (Slice slice : averaged) {
      System.arraycopy(slice.packed(), 0, packed, start, slice.packed().length);
      start += slice.packed().length;
    }
    return new Reduced(packed, averaged.get(0).replicas());
  }

  @Override
  public RoundFacts.Bytes bytes(int replicas, long state, long numbers) {
    long shuffled = 2 * numbers * (replicas - 1) / replicas;
    return new RoundFacts.Bytes(
        slices + " slices", state + shuffled + numbers / replicas, replicas * state + numbers);
  }

  /** The averaged slice, and what all replicas did. */
  private record Slice(byte[] packed, Replicas replicas) implements Serializable {}

  private static Slice averaged(Iterator<Tuple2<Integer, ReplicaResult>> parts, Averages averages) {
    List<Averaging.Part> all = new ArrayList<>();
    parts.forEachRemaining(
        part ->
            all.add(new Averaging.Part(PackedFloats.of(part._2().packed()), part._2().facts())));
    Replicas replicas = new Replicas(all.stream().map(Averaging.Part::facts).toList());
    return new Slice(Averaging.reduce(all, averages), replicas);
  }

  /** Does a replica's part and cuts what comes out of it. */
  private record Cutting(ReplicaTask task, int slices)
      implements PairFlatMapFunction<Integer, Integer, ReplicaResult> {
    @Override
    public Iterator<Tuple2<Integer, ReplicaResult>> call(Integer replica) {
      ReplicaResult result = task.call(replica);
      int elements = result.packed().length / Float.BYTES;
      List<Tuple2<Integer, ReplicaResult>> parts = new ArrayList<>();
      for (int slice = 0; slice < slices; slice++) {
        byte[] part =
            Arrays.copyOfRange(result.packed(), start(elements, slice), start(elements, slice + 1));
        parts.add(new Tuple2<>(slice, new ReplicaResult(part, result.facts())));
      }
      return parts.iterator();
    }

    /** First byte of a slice. */
    private int start(int elements, int slice) {
      return Float.BYTES * (int) ((long) elements * slice / slices);
    }
  }

  private static final class SliceNumber extends Partitioner {
    private final int slices;

    SliceNumber(int slices) {
      this.slices = slices;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object slice) {
      return (Integer) slice;
    }
  }
}
