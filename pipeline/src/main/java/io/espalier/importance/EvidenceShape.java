package io.espalier.importance;

import io.espalier.model.ParameterLayout;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Where the sums of some probes over one network stand, one behind the other. */
public final class EvidenceShape implements Serializable {
  private final EnumMap<Probe, Integer> starts = new EnumMap<>(Probe.class);
  private final EnumMap<Probe, Integer> lengths = new EnumMap<>(Probe.class);
  private final int length;

  private EvidenceShape(Set<Probe> probes, ParameterLayout layout) {
    long end = 0;
    for (Probe probe : Probe.values()) {
      if (probes.contains(probe)) {
        starts.put(probe, Math.toIntExact(end));
        lengths.put(probe, probe.length(layout));
        end += probe.length(layout);
      }
    }
    length = Math.toIntExact(end);
  }

  public static EvidenceShape of(Set<Probe> probes, ParameterLayout layout) {
    return new EvidenceShape(probes, layout);
  }

  /** The probes that are summed. */
  public Set<Probe> probes() {
    return starts.keySet();
  }

  /** Numbers of all probes together. */
  public int length() {
    return length;
  }

  int start(Probe probe) {
    Integer start = starts.get(probe);
    if (start == null) {
      throw new IllegalArgumentException("no evidence of " + probe + ", only of " + probes());
    }
    return start;
  }

  /** Sums of nothing yet, by probe. */
  Map<Probe, double[]> zeros() {
    Map<Probe, double[]> zeros = new EnumMap<>(Probe.class);
    lengths.forEach((probe, size) -> zeros.put(probe, new double[size]));
    return zeros;
  }
}
