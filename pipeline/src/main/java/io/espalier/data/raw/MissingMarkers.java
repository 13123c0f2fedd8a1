package io.espalier.data.raw;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The texts that say that a value is missing, of a feature, a label, a target or an id alike; an
 * empty text always says so. The case of letters is no matter.
 */
public final class MissingMarkers {
  private final Set<String> markers;
  private final int longest;

  /**
   * @param markers as {@code data.source.missing-markers} has them
   */
  public MissingMarkers(Collection<String> markers) {
    this.markers = markers.stream().map(MissingMarkers::folded).collect(Collectors.toSet());
    this.longest = this.markers.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Whether the text of a cell says that there is no value. */
  public boolean contains(String cell) {
    return cell.isEmpty() || cell.length() <= longest && markers.contains(folded(cell));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
