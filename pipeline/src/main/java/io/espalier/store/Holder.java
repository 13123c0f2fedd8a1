package io.espalier.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The driver that holds a lock.
 *
 * @param host its machine's name
 * @param processes which process numbers those of {@code process} are: containers of one host have
 *     their own; empty where the system does not tell
 * @param process its number
 * @param started when the process began, milliseconds
 * @param application Spark's name for it
 * @param since when it took the lock
 */
public record Holder(
    String host, String processes, long process, long started, String application, String since) {
  /** Start times are told to a clock tick of a clock that may be put right by a second. */
  private static final long CLOCK_MILLIS = 5_000;

  /** This process, from now on. */
  static Holder current(String application) {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(
        hostName(),
        processNumbers(),
        self.pid(),
        millis(self.info().startInstant()),
        application,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Whether it can be seen from here that the process lives or not. */
  boolean isOnThisHost() {
    return host.equals(hostName()) && processes.equals(processNumbers());
  }

  /** Whether a process of this host that has its number is the holder. */
  boolean lives() {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .map(found -> Math.abs(millis(found.info().startInstant()) - started) < CLOCK_MILLIS)
        .orElse(false);
  }

  @Override
  public String toString() {
    return "process %d on %s (application %s, since %s)"
        .formatted(process, host, application, since);
  }

  private static long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String processNumbers() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
