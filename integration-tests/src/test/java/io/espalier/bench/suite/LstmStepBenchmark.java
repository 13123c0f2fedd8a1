package io.espalier.bench.suite;

import io.espalier.kernel.GateFunction;
import io.espalier.kernel.LstmStep;
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
  private int n;
  private float[] z;
  private float[] delta;
  private float[] bias;
  private float[] before;
  private float[] hidden;
  private float[] error;
  private float[] carried;
  private LstmStep.Kept kept;

  @Setup
  public void fill() {
    int[] sizes = Shapes.of(shape);
    n = sizes[0] * sizes[1];
    z = Shapes.numbers(4 * n);
    delta = new float[4 * n];
    bias = Shapes.numbers(4 * n);
    before = Shapes.numbers(n);
    hidden = new float[n];
    error = Shapes.numbers(n);
    carried = Shapes.numbers(n);
    kept = LstmStep.Kept.of(n);
    forward();
  }

  @Benchmark
  public void forward() {
    step.forward(z, bias, before, kept, hidden, n);
  }

  @Benchmark
  public void backward() {
    step.backward(error, 0, error, carried, before, kept, delta, n);
  }
}
