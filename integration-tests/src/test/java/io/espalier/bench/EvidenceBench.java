package io.espalier.bench;

import io.espalier.cluster.reduce.Averages;
import io.espalier.cluster.reduce.Reduction;
import io.espalier.cluster.reduce.ReplicaResult;
import io.espalier.cluster.reduce.ReplicaResult.Facts;
import io.espalier.cluster.reduce.ReplicaResult.Work;
import io.espalier.cluster.reduce.ReplicaTask;
import io.espalier.cluster.spark.PackedFloats;
import io.espalier.cluster.spark.SparkJobs;
import io.espalier.importance.Criteria;
import io.espalier.importance.Evidence;
import io.espalier.importance.EvidenceShape;
import io.espalier.importance.Probe;
import io.espalier.importance.Scores;
import io.espalier.model.LayerKind;
import io.espalier.model.LayerShape;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What evidence of a large network needs of the driver: gradients that are made up come from
 * replicas in two executor processes and become scores. Arguments: parameters, in millions, and
 * replicas. {@code SPARK_HOME} as in {@link RoundBench}.
 */
public final class EvidenceBench {
  private EvidenceBench() {}

  public static void main(String[] arguments) {
    int parameters = 1_000_000 * Integer.parseInt(arguments[0]);
    int replicas = Integer.parseInt(arguments[1]);
    SparkConf conf =
        new SparkConf()
            .setMaster("local-cluster[2,1,5120]")
            .setAppName("evidence")
            .set("spark.executor.memory", "5g")
            .set("spark.driver.maxResultSize", "0")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executor.extraJavaOptions", RoundBench.opens());
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      ParameterLayout layout =
          ParameterLayout.chain(
              List.of(new LayerShape("output", LayerKind.OUTPUT, parameters / 1000, 1000, 1)),
              List.of(
                  new ParameterBlock(
                      "output.W", 0, Role.DENSE_WEIGHT, parameters / 1000, 1000, 0)));
      EvidenceShape shape = EvidenceShape.of(Set.of(Probe.GRADIENT), layout);
      float[] weights = new float[parameters];
      Arrays.fill(weights, 1f);
      long start = System.nanoTime();
      SparkJobs jobs = new SparkJobs(spark);
      Reduction.Reduced reduced =
          Reduction.of(replicas, 8L * parameters)
              .run(jobs, "evidence", replicas, new MadeUp(parameters, jobs.broadcast(0).id()));
      double gathered = (System.nanoTime() - start) / 1e9;
      Evidence evidence = evidence(shape, reduced);
      Scores scores = Criteria.named("snip", 7).score(layout, weights, evidence);
      double all = (System.nanoTime() - start) / 1e9;
      check(scores.values(), replicas);
      System.out.printf(
          "%d million parameters, %d replicas: evidence after %.1f s, scores after %.1f s; the"
              + " driver's heap held %.2f GB at most, %.1f times the parameters%n",
          parameters / 1_000_000,
          replicas,
          gathered,
          all,
          peak() / 1e9,
          peak() / (4.0 * parameters));
    }
  }

  private static Evidence evidence(EvidenceShape shape, Reduction.Reduced reduced) {
    PackedFloats packed = PackedFloats.of(reduced.packed());
    float[] first = new float[shape.length()];
    float[] second = new float[shape.length()];
    packed.read(0, first);
    packed.read(first.length, second);
    return Evidence.of(shape, List.of(first, second), 1);
  }

  /** The sum of what all replicas made up for a parameter, in both halves. */
  private static void check(float[] scores, int replicas) {
    for (int i = 0; i < scores.length; i += 9973) {
      float wanted = 0;
      for (int replica = 0; replica < replicas; replica++) {
        wanted += 2 * madeUp(replica, i);
      }
      if (scores[i] != wanted) {
        throw new IllegalStateException(
            "%s of parameter %d, not %s".formatted(scores[i], i, wanted));
      }
    }
  }

  private static float madeUp(int replica, int parameter) {
    return (replica + 1) * (parameter % 1024);
  }

  private static double peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToDouble(usage -> usage.getUsed())
        .sum();
  }

  private record MadeUp(int parameters, long broadcast) implements ReplicaTask {
    @Override
    public Averages averages() {
      return Averages.GRADIENTS;
    }

    @Override
    public ReplicaResult call(Integer replica) {
      byte[] packed = new byte[8 * parameters];
      for (int i = 0; i < parameters; i++) {
        PackedFloats.set(packed, i, madeUp(replica, i));
        PackedFloats.set(packed, parameters + i, madeUp(replica, i));
      }
      return new ReplicaResult(packed, new Facts(replica, 0, new Work(1, 1, 1), 0));
    }
  }
}
