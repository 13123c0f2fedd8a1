package io.espalier.cluster.rounds;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.espalier.run.RoundFacts;
import java.util.function.Function;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * The newest round of a training as metrics of the driver, {@code <application>.driver.espalier.*},
 * for whatever sinks Spark was set up with; those of trainings that go on meanwhile are {@code
 * espalier-2} and so on. They come from the results of tasks, so that what was retried does not
 * count twice, and stay to be seen after the training until another takes their place.
 */
final class RoundSource implements Source, AutoCloseable {
  private static final String NAME = "espalier";

  private final String name;
  private final MetricRegistry metrics = new MetricRegistry();
  private volatile RoundFacts newest;
  private volatile boolean taken = true;

  private RoundSource(String name, RoundFacts first) {
    this.name = name;
    this.newest = first;
    gauge("epoch", RoundFacts::epoch);
    gauge("round", RoundFacts::round);
    gauge("loss", RoundFacts::loss);
    gauge("localSteps", round -> round.work().localSteps());
    gauge("timeStepsPerSecond", round -> round.work().timeStepsPerSecond());
    gauge("roundSeconds", round -> round.seconds().round());
    gauge("computeSeconds", round -> round.seconds().compute());
    gauge("overheadSeconds", round -> round.seconds().overhead());
    gauge("replicaSkew", round -> round.seconds().skew());
    gauge("replicaBytes", round -> round.bytes().replica());
    gauge("driverBytes", round -> round.bytes().driver());
  }

  /** Shows the first round of a training, where no other training shows its own. */
  static RoundSource open(RoundFacts first) {
    MetricsSystem system = SparkEnv.get().metricsSystem();
    synchronized (system) {
      for (int number = 1; ; number++) {
        String name = number == 1 ? NAME : NAME + "-" + number;
        var registered = system.getSourcesByName(name);
        if (registered.isEmpty()) {
          RoundSource source = new RoundSource(name, first);
          system.registerSource(source);
          return source;
        }
        if (registered.head() instanceof RoundSource source && !source.taken) {
          source.taken = true;
          source.newest = first;
          return source;
        }
      }
    }
  }

  void show(RoundFacts round) {
    newest = round;
  }

  private void gauge(String name, Function<RoundFacts, Number> value) {
    metrics.register(name, (Gauge<Number>) () -> value.apply(newest));
  }

  @Override
  public String sourceName() {
    return name;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return metrics;
  }

  /** Leaves the place to other trainings. */
  @Override
  public void close() {
    taken = false;
  }
}
