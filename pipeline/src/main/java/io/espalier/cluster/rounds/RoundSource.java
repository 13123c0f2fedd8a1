package io.espalier.cluster.rounds;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.espalier.run.RoundFacts;
import java.util.function.Function;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * The newest round as metrics of the driver, {@code <application>.driver.espalier.*}, for whatever
 * sinks Spark was set up with. They come from the results of tasks, so that what was retried does
 * not count twice.
 */
final class RoundSource implements Source {
  private static final String NAME = "espalier";

  private final MetricRegistry metrics = new MetricRegistry();
  private volatile RoundFacts newest;

  private RoundSource(RoundFacts first) {
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

  /** Shows a round in this process's Spark. */
  static synchronized void show(RoundFacts round) {
    MetricsSystem system = SparkEnv.get().metricsSystem();
    var registered = system.getSourcesByName(NAME);
    if (registered.isEmpty()) {
      system.registerSource(new RoundSource(round));
    } else {
      ((RoundSource) registered.head()).newest = round;
    }
  }

  private void gauge(String name, Function<RoundFacts, Number> value) {
    metrics.register(name, (Gauge<Number>) () -> value.apply(newest));
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return metrics;
  }
}
