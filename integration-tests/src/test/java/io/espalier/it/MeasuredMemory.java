package io.espalier.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a Java process.
 *
 * @param heap megabytes that are alive
 * @param resident megabytes of the whole process
 */
record MeasuredMemory(long heap, long resident) {
  private static final Pattern HEAP = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** A driver, then its executors on the same machine in the order in which they started. */
  static List<MeasuredMemory> ofSpark(ProcessHandle driver) throws IOException {
    List<MeasuredMemory> all = new ArrayList<>();
    all.add(of(driver));
    for (ProcessHandle executor :
        driver
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains("ExecutorBackend"))
            .sorted(Comparator.comparingLong(ProcessHandle::pid))
            .toList()) {
      all.add(of(executor));
    }
    return all;
  }

  /** The histogram counts what is alive at one safepoint: what is allocated after it is not in. */
  private static MeasuredMemory of(ProcessHandle process) throws IOException {
    String histogram = jcmd(process, "GC.class_histogram");
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    return new MeasuredMemory(number(HEAP, histogram) >> 20, number(RESIDENT, status) >> 10);
  }

  private static String jcmd(ProcessHandle process, String command) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process run =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no %s in %s".formatted(pattern, text));
    }
    return Long.parseLong(matcher.group(1));
  }
}
