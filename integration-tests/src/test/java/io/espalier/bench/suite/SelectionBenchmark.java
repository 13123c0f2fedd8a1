package io.espalier.bench.suite;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Exact global selection of the least scores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SelectionBenchmark {
  /** Weights that are ranked: rows x columns. */
  @Param({"1000x1000", "10000x10000"})
  public String shape;

  private SelectionCase selection;

  @Setup
  public void draw() {
    int[] sizes = Shapes.of(shape);
    selection = new SelectionCase(sizes[0], sizes[1]);
  }

  @Benchmark
  public void select() {
    selection.select();
  }
}
