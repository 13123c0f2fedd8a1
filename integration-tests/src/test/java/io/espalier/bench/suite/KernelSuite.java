package io.espalier.bench.suite;

import io.espalier.bench.BenchSuite;
import io.espalier.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Kernels alone, by JMH. A case is a class, a configuration the value of its parameter. */
public final class KernelSuite implements BenchSuite {
  private static final int ITERATIONS = 5;

  @Override
  public String name() {
    return "kernels";
  }

  @Override
  public Found run(Choice choice, Progress progress) {
    TimeValue iteration =
        TimeValue.milliseconds(Math.max(1, Math.round(1000 * choice.seconds() / 2 / ITERATIONS)));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(ITERATIONS)
            .warmupTime(iteration)
            .measurementIterations(ITERATIONS)
            .measurementTime(iteration);
    choice.cases().forEach(options::include);
    if (!choice.configurations().isEmpty()) {
      options.param("shape", choice.configurations().toArray(String[]::new));
    }
    return formatted(run(options, progress));
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options, Progress progress) {
    try (PrintStream lines = new PrintStream(new Lines(progress), true, StandardCharsets.UTF_8)) {
      return new Runner(
              options.build(), OutputFormatFactory.createFormatInstance(lines, VerboseMode.NORMAL))
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed", e);
    }
  }

  private static Found formatted(Collection<RunResult> results) {
    return new Found(
        formatted(results, ResultFormatType.TEXT), formatted(results, ResultFormatType.JSON));
  }

  private static String formatted(Collection<RunResult> results, ResultFormatType type) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(type, out).writeOut(results);
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What JMH tells, line by line. */
  private static final class Lines extends OutputStream {
    private final Progress progress;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void write(int character) {
      if (character != '\n') {
        line.write(character);
      } else {
        progress.say(line.toString(StandardCharsets.UTF_8));
        line.reset();
      }
    }
  }
}
