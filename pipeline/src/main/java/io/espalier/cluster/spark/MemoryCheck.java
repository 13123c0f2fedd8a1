package io.espalier.cluster.spark;

import io.espalier.cluster.spark.MemoryBudget.Remedy;
import io.espalier.cluster.spark.MemoryBudget.Room;
import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.run.MemoryNeed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;

/**
 * Compares what a plan needs in memory with what Spark and Java were given, before the work that
 * needs it.
 *
 * @param conf Spark's
 * @param java options of this process's JVM, as {@code -D} properties
 * @param driverHeap bytes of this process's heap
 * @param tasks that an executor runs at once
 */
public record MemoryCheck(SparkConf conf, String java, long driverHeap, int tasks) {
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_OVERHEAD = 384 * MEGABYTE;
  private static final double OVERHEAD_FACTOR = 0.1;

  /** JavaCPP's own limit of a process's memory, in heaps. */
  private static final int PHYSICAL_HEAPS = 4;

  private static final String MAXIMUM = "org.bytedeco.javacpp.maxBytes";
  private static final String PHYSICAL = "org.bytedeco.javacpp.maxPhysicalBytes";
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,.*");

  public static MemoryCheck of(JavaSparkContext spark) {
    String properties =
        List.of(MAXIMUM, PHYSICAL).stream()
            .filter(name -> System.getProperty(name) != null)
            .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)))
            .collect(Collectors.joining(" "));
    int executors = Math.max(1, spark.sc().statusTracker().getExecutorInfos().length - 1);
    int shared = (spark.defaultParallelism() + executors - 1) / executors;
    return new MemoryCheck(
        spark.getConf(),
        properties,
        Runtime.getRuntime().maxMemory(),
        tasks(spark.getConf(), shared));
  }

  /**
   * Refuses a plan that would run out of memory.
   *
   * @throws InputException with the settings that would do
   */
  public void check(Plan plan, ParameterLayout layout, DatasetInfo data) {
    List<String> problems =
        processes(plan, layout, data).stream()
            .filter(process -> !process.fits())
            .map(MemoryBudget::problem)
            .toList();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** What each process needs and has. */
  public List<MemoryBudget> processes(Plan plan, ParameterLayout layout, DatasetInfo data) {
    MemoryNeed need = MemoryNeed.of(plan, layout, data, tasks);
    String title = tasks == 1 ? "1 task" : tasks + " tasks at once";
    if (isOneProcess()) {
      Remedy remedy =
          (heap, overhead) ->
              "ESPALIER_MEMORY=%dm, or --conf spark.driver.memory=%dm with spark-submit,"
                  .formatted(heap, heap);
      return List.of(
          new MemoryBudget(
              "the process, " + title, need.together(), room(driverHeap, java, ""), remedy));
    }
    long executorHeap = conf.getSizeAsBytes("spark.executor.memory", "1g");
    String options = conf.get("spark.executor.extraJavaOptions", "");
    return List.of(
        new MemoryBudget(
            "an executor, " + title,
            need.executor(),
            room(executorHeap, options, "executor"),
            remedy("executor", options)),
        new MemoryBudget(
            "the driver", need.driver(), room(driverHeap, java, "driver"), remedy("driver", java)));
  }

  private Remedy remedy(String role, String options) {
    return (heap, overhead) -> {
      String settings = "--conf spark.%s.memory=%dm".formatted(role, heap);
      if (isLimited(role)) {
        settings += " --conf spark.%s.memoryOverhead=%dm".formatted(role, overhead);
      }
      return option(options, MAXIMUM).isPresent() || option(options, PHYSICAL).isPresent()
          ? settings + " and no -D%s in its Java options".formatted(MAXIMUM)
          : settings;
    };
  }

  private Room room(long heap, String options, String role) {
    long most = option(options, MAXIMUM).orElse(heap);
    long physical = option(options, PHYSICAL).orElse(PHYSICAL_HEAPS * heap);
    long arrays = Math.min(most, physical - heap);
    return new Room(
        heap, arrays, isLimited(role) ? Optional.of(overhead(role, heap)) : Optional.empty());
  }

  private long overhead(String role, long heap) {
    double factor =
        conf.getDouble("spark.%s.memoryOverheadFactor".formatted(role), OVERHEAD_FACTOR);
    String least = Math.max(LEAST_OVERHEAD, (long) (factor * heap)) + "b";
    return JavaUtils.byteStringAsBytes(
        conf.getOption("spark.%s.memoryOverhead".formatted(role))
            .map(given -> given.matches("\\d+") ? given + "m" : given)
            .getOrElse(() -> least));
  }

  /** Whether the cluster ends a process of this role that uses more than it asked for. */
  private boolean isLimited(String role) {
    String master = conf.get("spark.master", "");
    boolean contained = master.startsWith("yarn") || master.startsWith("k8s");
    boolean inside = conf.get("spark.submit.deployMode", "client").equals("cluster");
    return contained && (role.equals("executor") || inside);
  }

  private boolean isOneProcess() {
    return conf.get("spark.master", "").matches("local(\\[.*])?");
  }

  private static int tasks(SparkConf conf, int shared) {
    Matcher cluster = LOCAL_CLUSTER.matcher(conf.get("spark.master", ""));
    boolean contained = conf.get("spark.master", "").matches("(yarn|k8s).*");
    int cores =
        cluster.matches()
            ? Integer.parseInt(cluster.group(1))
            : conf.getInt("spark.executor.cores", contained ? 1 : shared);
    return Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }

  private static Optional<Long> option(String options, String name) {
    Matcher value = Pattern.compile("-D" + Pattern.quote(name) + "=(\\S+)").matcher(options);
    return value.find()
        ? Optional.of(JavaUtils.byteStringAsBytes(value.group(1)))
        : Optional.empty();
  }
}
