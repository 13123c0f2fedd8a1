package io.espalier.data.encode;

import io.espalier.data.BadRow;
import io.espalier.data.Extent;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RefusedFile;
import io.espalier.data.Remark;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Task;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one pass over the raw data finds: everything an {@link Encoding} is fitted from and
 * everything that speaks against the data. Mergeable; its size does not grow with the data but for
 * the number of classes.
 */
public final class Census implements Serializable {
  /** Bad rows that are named. */
  public static final int NAMED = 10;

  private final Task task;
  private final SplitRule rule;
  private final ColumnSums features = new ColumnSums();
  private final ColumnSums targets = new ColumnSums();
  private final TreeMap<Integer, RowOrigin> widths = new TreeMap<>();
  private final TreeMap<Integer, RowOrigin> targetWidths = new TreeMap<>();
  private final EnumMap<Split, TreeMap<String, RowOrigin>> labels = new EnumMap<>(Split.class);
  private final EnumMap<Split, Long> missing = new EnumMap<>(Split.class);
  private final EnumMap<Remark.Subject, Remark> remarks = new EnumMap<>(Remark.Subject.class);
  private final List<BadRow> bad = new ArrayList<>();
  private final TreeSet<String> refused = new TreeSet<>();
  private long badRows;
  private long sequences;

  public Census(Task task, SplitRule rule) {
    this.task = task;
    this.rule = rule;
  }

  /** Adds what a file given for a split holds. */
  public void add(Split given, Parsed parsed) {
    if (parsed instanceof BadRow row) {
      badRows++;
      bad.add(row);
      trim();
    } else if (parsed instanceof RefusedFile file) {
      refused.add(file.problem());
    } else if (parsed instanceof Remark remark) {
      remarks.merge(remark.subject(), remark, Remark::and);
    } else if (parsed instanceof RawSequence raw) {
      sequences++;
      widths.merge(raw.features(), raw.origin(), Census::earlier);
      targetWidths.merge(raw.target().width(), raw.origin(), Census::earlier);
      if (task.extent() == Extent.SERIES) {
        addSeries(rule.parts(given, raw.length()), raw);
      } else {
        addSequence(rule.of(given, raw.id()), raw);
      }
    }
  }

  private void addSequence(Split split, RawSequence raw) {
    missing.merge(split, raw.missing(0, raw.length()), Long::sum);
    if (!raw.target().label().isEmpty()) {
      labels
          .computeIfAbsent(split, key -> new TreeMap<>())
          .merge(raw.target().label(), raw.origin(), Census::earlier);
    }
    int steps = raw.features() > 0 ? raw.length() : 0;
    RawTarget target = raw.target();
    int last = Math.max(0, target.rows() - 1);
    if (split == Split.TRAIN) {
      features.add(raw.values(), raw.features(), 0, steps);
      targets.add(target.numbers(), target.width(), last, target.rows());
    } else {
      features.span(raw.values(), raw.features(), 0, steps);
      targets.span(target.numbers(), target.width(), last, target.rows());
    }
  }

  private void addSeries(SplitRule.Parts parts, RawSequence raw) {
    for (Split split : Split.values()) {
      missing.merge(split, raw.missing((int) parts.from(split), (int) parts.to(split)), Long::sum);
    }
    int train = (int) parts.train();
    RawTarget target = raw.target();
    features.add(raw.values(), raw.features(), 0, raw.features() > 0 ? train : 0);
    features.span(raw.values(), raw.features(), 0, raw.features() > 0 ? raw.length() : 0);
    targets.add(target.numbers(), target.width(), 0, train);
    targets.span(target.numbers(), target.width(), 0, target.rows());
  }

  /** Adds what another has found in later partitions. */
  public Census merge(Census later) {
    features.merge(later.features);
    targets.merge(later.targets);
    later.widths.forEach((width, origin) -> widths.merge(width, origin, Census::earlier));
    later.targetWidths.forEach(
        (width, origin) -> targetWidths.merge(width, origin, Census::earlier));
    later.labels.forEach(
        (split, found) ->
            found.forEach(
                (label, origin) ->
                    labels
                        .computeIfAbsent(split, key -> new TreeMap<>())
                        .merge(label, origin, Census::earlier)));
    later.missing.forEach((split, count) -> missing.merge(split, count, Long::sum));
    refused.addAll(later.refused);
    later.remarks.forEach((subject, remark) -> remarks.merge(subject, remark, Remark::and));
    bad.addAll(later.bad);
    badRows += later.badRows;
    sequences += later.sequences;
    trim();
    return this;
  }

  private void trim() {
    if (bad.size() > NAMED) {
      Collections.sort(bad);
      bad.subList(NAMED, bad.size()).clear();
    }
  }

  private static RowOrigin earlier(RowOrigin one, RowOrigin other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The first bad rows, by file and line. */
  public List<BadRow> bad() {
    return bad.stream().sorted().toList();
  }

  public long badRows() {
    return badRows;
  }

  /** Usable sequences, or series. */
  public long sequences() {
    return sequences;
  }

  /** What was found, in a few words. */
  public String outcome() {
    return "%,d sequences, %,d bad rows".formatted(sequences, badRows);
  }

  /** Files that do not fit the configuration, as sentences. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  /** What is to be said of the data, or speaks against it. */
  public List<Remark> remarks() {
    return List.copyOf(remarks.values());
  }

  /** Missing values of a split. */
  public long missing(Split split) {
    return missing.getOrDefault(split, 0L);
  }

  /** Labels of a split, each with the first place it is found at. */
  public Map<String, RowOrigin> labels(Split split) {
    return Collections.unmodifiableMap(labels.getOrDefault(split, new TreeMap<>()));
  }

  /** Widths of feature vectors, each with the first place it is found at; 0 for tokens. */
  public Map<Integer, RowOrigin> widths() {
    return Collections.unmodifiableMap(widths);
  }

  /** Numbers to predict of a row, each with the first place it is found at. */
  public Map<Integer, RowOrigin> targetWidths() {
    return Collections.unmodifiableMap(targetWidths);
  }

  ColumnSums features() {
    return features;
  }

  ColumnSums targets() {
    return targets;
  }
}
