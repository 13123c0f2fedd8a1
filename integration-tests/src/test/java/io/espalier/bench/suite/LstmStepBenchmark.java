package io.espalier.bench.suite;

import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmStep;
import io.espalier.kernel.Panel;
import io.espalier.kernel.RecurrentStep;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an LSTM layer computes in one step between its products. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LstmStepBenchmark {
  /** Units x batch. */
  @Param({"50x64", "256x32", "512x32", "1024x32", "512x1"})
  public String shape;

  private final LstmStep step = new LstmStep(GateFunction.SIGMOID);
  private final Panel sums = new Panel();
  private final Panel sumErrors = new Panel();
  private final Panel error = new Panel();
  private float[] before;
  private float[] hidden;
  private RecurrentStep.Kept kept;

  @Setup
  public void fill() {
    int[] sizes = Shapes.of(shape);
    int n = sizes[0] * sizes[1];
    before = Shapes.numbers(n);
    hidden = new float[n];
    kept = step.keep(n);
    fill(sums.reserve(4 * sizes[0], sizes[1]));
    fill(error.reserve(sizes[0], sizes[1]));
    sumErrors.reserve(4 * sizes[0], sizes[1]);
    step.begin(Shapes.numbers(4 * sizes[0]), 0, sizes[0], sizes[1]);
    step.beginBackward();
    forward();
  }

  private static void fill(Panel panel) {
    System.arraycopy(Shapes.numbers(panel.size()), 0, panel.overwrite(), 0, panel.size());
  }

  @Benchmark
  public void forward() {
    step.forward(sums, before, kept, hidden);
  }

  @Benchmark
  public void backward() {
    step.backward(error, 0, error, before, kept, new float[0], sumErrors);
  }
}
