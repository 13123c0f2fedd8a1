package io.espalier.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The driver that holds a lock.
 *
 * @param host its machine's name
 * @param processes which process numbers those of {@code process} are: containers of one host have
 *     their own, and so has a host that was started again; empty where the system does not tell
 * @param process its number
 * @param started when the process began: milliseconds since its host did, which no setting of a
 *     clock changes; by the clock where the system does not tell
 * @param application Spark's name for it
 * @param since when it took the lock
 */
public record Holder(
    String host, String processes, long process, long started, String application, String since) {
  /** Start times are told to a tick, and by some systems by a clock that may be put right. */
  private static final long CLOCK_MILLIS = 5_000;

  private static final int TICK_MILLIS = 10;

  /** Where the start stands in what Linux says of a process, counted from behind its name. */
  private static final int START = 20;

  /** This process, from now on. */
  static Holder current(String application) {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(
        hostName(),
        processNumbers(),
        self.pid(),
        started(self),
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
        .map(found -> Math.abs(started(found) - started) < CLOCK_MILLIS)
        .orElse(false);
  }

  @Override
  public String toString() {
    return "process %d on %s (application %s, since %s)"
        .formatted(process, host, application, since);
  }

  private static long started(ProcessHandle process) {
    try {
      String said = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] facts = said.substring(said.lastIndexOf(')') + 1).split(" ");
      return TICK_MILLIS * Long.parseLong(facts[START]);
    } catch (IOException e) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
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
      String start = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")) + " " + start;
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
