package io.espalier.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, with its log; it ends with this process at the latest. */
final class Server implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private Server(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts a main class on a small heap.
   *
   * @param name of its log in the folder, which is also where it runs
   */
  static Server java(
      Path folder, String name, Map<String, String> environment, String classPath, String... main)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(opens());
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(main));
    Path log = Files.createTempFile(folder, name + "-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Server(builder.start(), log);
  }

  /** A port of the loopback that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** What Java 17 must open for Spark: what this process was started with. */
  private static List<String> opens() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens="))
        .toList();
  }

  /** Waits until its log says something; returns the first group of the pattern. */
  String await(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return Waiting.until(
        START,
        () -> "%s in %s".formatted(pattern, log),
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("it ended early: " + Files.readString(log));
          }
          return Files.readString(log)
              .lines()
              .map(wanted::matcher)
              .filter(Matcher::find)
              .map(found -> found.group(1))
              .findFirst();
        });
  }

  /** The processes it has started that have a class on their command line. */
  List<ProcessHandle> children(String main) {
    return process
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(main))
        .toList();
  }

  /** Its exit code, once it has ended. */
  int exit() {
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends it at once and waits until it has gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
