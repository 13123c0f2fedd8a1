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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, with its log; it ends with this process at the latest. */
final class Server implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 5;

  /** Letters of a log that are worth repeating. */
  private static final int END = 4000;

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

  /** Starts servers that must be told their ports. */
  interface OnPorts<T> {
    T start(List<Integer> ports) throws IOException;
  }

  /** Another process was faster to listen on a port. */
  static final class PortTakenException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    PortTakenException(String message) {
      super(message);
    }
  }

  /** Starts servers on ports that nobody listens on; on others if somebody does by then. */
  static <T> T onFreePorts(int count, OnPorts<T> servers) throws IOException {
    for (int attempt = 1; true; attempt++) {
      try {
        return servers.start(freePorts(count));
      } catch (PortTakenException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
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
          watch();
          return Files.readString(log)
              .lines()
              .map(wanted::matcher)
              .filter(Matcher::find)
              .map(found -> found.group(1))
              .findFirst();
        });
  }

  /**
   * Fails if it has ended, with the end of its log.
   *
   * @throws PortTakenException if it could not listen, even if it goes on without
   */
  void watch() throws IOException {
    boolean ended = !process.isAlive();
    String said = Files.readString(log);
    String end = log + " ends with: " + said.substring(Math.max(0, said.length() - END));
    if (said.contains("java.net.BindException")) {
      throw new PortTakenException(end);
    }
    if (ended) {
      throw new IllegalStateException("a server ended early; " + end);
    }
  }

  /** Waits until it has done its work; fails with the end of its log if it did not do it. */
  void awaitSuccess() throws IOException {
    Waiting.until(
        START, () -> "the end of " + log, () -> Optional.of(process).filter(p -> !p.isAlive()));
    if (process.exitValue() != 0) {
      watch();
    }
  }

  /** The processes it has started that have a class on their command line. */
  List<ProcessHandle> children(String main) {
    return process
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(main))
        .toList();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends it at once and waits until it has gone. */
  @Override
  public void close() {
    Signals.kill(process.toHandle());
  }
}
