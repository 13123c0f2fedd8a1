package io.espalier.cluster.spark;

import io.espalier.run.MemoryNeed;
import io.espalier.run.MemoryNeed.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A process of the application: what it needs in memory and what it was given.
 *
 * @param name for people
 * @param parts of the need
 * @param room what it was given
 * @param remedy how to give it more
 */
public record MemoryBudget(String name, List<Part> parts, Room room, Remedy remedy) {
  private static final long MEGABYTE = 1 << 20;

  /** Settings are rounded up to this. */
  private static final long STEP = 256;

  /**
   * Bytes that a process may use.
   *
   * @param heap of the Java heap
   * @param arrays outside the heap, by JavaCPP's limits
   * @param overhead beside the heap, by the cluster's limit; empty where there is none
   */
  record Room(long heap, long arrays, Optional<Long> overhead) {}

  /** How a user gives a process so many megabytes of heap, and so many beside it. */
  interface Remedy {
    String settings(long heap, long overhead);
  }

  boolean fits() {
    return heap() <= room.heap()
        && arrays() <= room.arrays()
        && outside() <= room.overhead().orElse(Long.MAX_VALUE);
  }

  /** One sentence: what is needed, what there is, and the settings that would do. */
  String problem() {
    return String.format(
        Locale.ROOT,
        "%s needs %s of heap and %s outside it, and has %s and %s; %s would do",
        name,
        megabytes(heap()),
        megabytes(outside()),
        megabytes(room.heap()),
        megabytes(allowed()),
        remedy.settings(rounded(Math.max(heap(), arrays())), rounded(outside())));
  }

  /** The parts, their sums, and what there is; a line each. */
  public String table() {
    StringBuilder text = new StringBuilder();
    line(text, name, "heap", "outside");
    for (Part part : parts) {
      line(text, "  " + part.name(), megabytes(part.heap()), megabytes(part.outside()));
    }
    line(text, "  needed", megabytes(heap()), megabytes(outside()));
    line(text, "  given", megabytes(room.heap()), megabytes(allowed()));
    return text.toString();
  }

  private long heap() {
    return MemoryNeed.heap(parts);
  }

  private long outside() {
    return MemoryNeed.outside(parts);
  }

  /** What of it JavaCPP counts. */
  private long arrays() {
    return outside() - MemoryNeed.BASE.outside();
  }

  private long allowed() {
    long arrays = room.arrays() + MemoryNeed.BASE.outside();
    return Math.min(arrays, room.overhead().orElse(arrays));
  }

  private static void line(StringBuilder text, String name, String heap, String outside) {
    text.append(String.format(Locale.ROOT, "  %-36s %12s %12s%n", name, heap, outside));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", (bytes + MEGABYTE - 1) / MEGABYTE);
  }

  private static long rounded(long bytes) {
    long megabytes = (bytes + MEGABYTE - 1) / MEGABYTE;
    return (megabytes + STEP - 1) / STEP * STEP;
  }
}
