package io.espalier.data.encode;

import io.espalier.data.NumericOrder;
import io.espalier.data.RowOrigin;
import io.espalier.data.Split;
import io.espalier.model.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Labels outside the training split that it never has. */
public final class UnseenLabels {
  private static final int FEW = 10;

  private UnseenLabels() {}

  /**
   * Refuses data with such labels.
   *
   * @throws InputException if there are any: a sentence for each of a few, one for many, and one
   *     for labels of which there are about as many as rows
   */
  public static void check(Census census) {
    List<String> problems = new ArrayList<>();
    int unseen = 0;
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      Map<String, RowOrigin> labels = new TreeMap<>(census.labels(split));
      labels.keySet().removeAll(census.labels(Split.TRAIN).keySet());
      unseen += labels.size();
      if (labels.size() > FEW) {
        problems.add(many(split, labels));
      } else {
        labels.forEach((label, origin) -> problems.add(one(split, label, origin)));
      }
    }
    if (problems.isEmpty()) {
      return;
    }
    Set<String> all = new HashSet<>();
    List.of(Split.values()).forEach(split -> all.addAll(census.labels(split).keySet()));
    throw new InputException(
        unseen > 2 && all.size() * 2L > census.sequences()
            ? List.of(nearlyAll(census, all))
            : problems);
  }

  private static String one(Split split, String label, RowOrigin origin) {
    return ("the label '%s' of the %s split (%s) is never seen in the training split;"
            + " give training sequences of that class, or files whose splits all have it")
        .formatted(shortened(label), split.folder(), origin);
  }

  private static String many(Split split, Map<String, RowOrigin> labels) {
    Map.Entry<String, RowOrigin> first = labels.entrySet().iterator().next();
    return ("%,d labels of the %s split, such as '%s' (%s), are never seen in the training split;"
            + " give training sequences of those classes, or files whose splits all have them")
        .formatted(labels.size(), split.folder(), shortened(first.getKey()), first.getValue());
  }

  private static String nearlyAll(Census census, Set<String> labels) {
    Map.Entry<String, RowOrigin> first =
        census.labels(Split.TRAIN).entrySet().stream()
            .findFirst()
            .orElseThrow(() -> new InputException("the training split has no labels"));
    return ("there are %,d different labels for %,d sequences, such as '%s' (%s), which are no"
            + " classes; %s")
        .formatted(
            labels.size(),
            census.sequences(),
            shortened(first.getKey()),
            first.getValue(),
            labels.stream().allMatch(NumericOrder::isNumber)
                ? "predict numbers with data.task = regression, or say which column is the label"
                : "say which column is the label (data.source.label) and which the text"
                    + " (data.source.text): they may have changed places");
  }

  private static String shortened(String label) {
    return label.length() <= 40 ? label : label.substring(0, 40) + "…";
  }
}
