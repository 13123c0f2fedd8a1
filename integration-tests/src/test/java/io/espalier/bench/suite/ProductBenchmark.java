package io.espalier.bench.suite;

import io.espalier.kernel.Accumulate;
import io.espalier.kernel.Panel;
import io.espalier.kernel.WeightMatrix;
import io.espalier.model.ParameterBlock;
import io.espalier.model.Role;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The three products of one matrix of weights in one step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProductBenchmark {
  /** Inputs x outputs x lanes. */
  @Param({"50x200x64", "256x1024x32", "512x2048x32", "1024x4096x32", "512x2048x1"})
  public String shape;

  /** Fraction of the weights that is pruned; 0: the matrix is dense. */
  @Param({"0", "0.8", "0.9", "0.95"})
  public double sparsity;

  private final Panel input = new Panel();
  private final Panel output = new Panel();
  private final Panel error = new Panel();
  private final Panel inputError = new Panel();
  private WeightMatrix matrix;

  @Setup
  public void fill() {
    int[] sizes = Shapes.of(shape);
    ParameterBlock block = new ParameterBlock("W", 0, Role.RECURRENT_WEIGHT, sizes[0], sizes[1], 0);
    matrix =
        sparsity == 0
            ? WeightMatrix.of(block)
            : WeightMatrix.sparse(block, Shapes.mask(block.length(), sparsity));
    matrix.take(Shapes.numbers(block.length()));
    Shapes.fill(input.reserve(sizes[0], sizes[2]));
    Shapes.fill(error.reserve(sizes[1], sizes[2]));
    output.reserve(sizes[1], sizes[2]);
    inputError.reserve(sizes[0], sizes[2]);
  }

  @Benchmark
  public void forward() {
    matrix.forward(input, output, Accumulate.REPLACE);
  }

  @Benchmark
  public void transposed() {
    matrix.transposed(error, inputError, Accumulate.REPLACE);
  }

  @Benchmark
  public void gradient() {
    matrix.gradient(input, error);
  }

  @TearDown
  public void close() {
    matrix.close();
    input.close();
    output.close();
    error.close();
    inputError.close();
  }
}
