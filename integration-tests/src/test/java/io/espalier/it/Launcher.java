package io.espalier.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A script of {@code deploy} as a process of its own, in a folder of its own. */
final class Launcher {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final long MINUTES = 5;

  private final Path folder;
  private final String script;
  private final Map<String, String> environment;

  Launcher(Path folder) {
    this(folder, Map.of());
  }

  /**
   * {@code bin/espalier}.
   *
   * @param environment added to that of this process
   */
  Launcher(Path folder, Map<String, String> environment) {
    this(folder, "bin/espalier", environment);
  }

  private Launcher(Path folder, String script, Map<String, String> environment) {
    this.folder = folder;
    this.script = script;
    this.environment = environment;
  }

  /** Another script, with more in its environment. */
  Launcher through(String script, Map<String, String> more) {
    Map<String, String> both = new HashMap<>(environment);
    both.putAll(more);
    return new Launcher(folder, script, both);
  }

  /** A command that runs; its streams go to files in the folder. */
  record Running(Process process, Path out, Path err) {
    /** Waits for something that happens while it runs. */
    <T> T await(String what, Waiting.Look<T> look) {
      return Waiting.until(
          Duration.ofMinutes(MINUTES),
          () -> what,
          () -> {
            if (!process.isAlive()) {
              throw new IllegalStateException("it ended early: " + Files.readString(err));
            }
            return look.now();
          });
    }

    /** Waits until it has said something on standard error. */
    void awaitError(String words) {
      await(
          "'%s' in %s".formatted(words, err),
          () -> Files.readString(err).contains(words) ? Optional.of(words) : Optional.empty());
    }

    /** SIGKILL. */
    void kill() {
      Signals.kill(process.toHandle());
    }

    Outcome outcome() throws IOException, InterruptedException {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + Files.readString(err));
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  Running start(String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    List<String> command = new ArrayList<>();
    command.add(PROJECT.resolve("deploy").resolve(script).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("SPARK_HOME", "SPARK_SUBMIT_OPTS"));
    builder.environment().put("ESPALIER_BUILD", "never");
    builder.environment().put("ESPALIER_MEMORY", "1g");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).outcome();
  }
}
