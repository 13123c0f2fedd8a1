package io.espalier.bench;

import io.espalier.run.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contestants that are timed in turns with one another, and who is compared with whom. */
public final class Group implements AutoCloseable {
  private final String configuration;
  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * @param configuration its name
   */
  public Group(String configuration) {
    this.configuration = configuration;
  }

  private record Comparison(String name, String contestant, String against) {}

  /** Closes something when the group is. */
  public <T extends AutoCloseable> T owns(T resource) {
    open.add(resource);
    return resource;
  }

  public Group add(String contestant, Runnable work) {
    return add(contestant, Contestant.of(work));
  }

  public Group add(String contestant, Contestant turns) {
    contestants.put(contestant, turns);
    return this;
  }

  /** Compares two contestants under the name of a case. */
  public Group compare(String name, String contestant, String against) {
    comparisons.add(new Comparison(name, contestant, against));
    return this;
  }

  /** The comparisons, in order. */
  public List<Measurement> measure(String title, Turns turns, Progress progress) {
    if (comparisons.isEmpty()) {
      return List.of();
    }
    Map<String, Double> medians = medians(title, turns, progress);
    return comparisons.stream()
        .map(
            comparison ->
                new Measurement(
                    configuration,
                    comparison.name(),
                    comparison.against(),
                    medians.get(comparison.contestant()),
                    medians.get(comparison.against())))
        .toList();
  }

  /** The median milliseconds of each contestant. */
  Map<String, Double> medians(String title, Turns turns, Progress progress) {
    return turns.medians(configuration + " · " + title, contestants, progress);
  }

  @Override
  public void close() {
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + resource, e);
      }
    }
  }
}
