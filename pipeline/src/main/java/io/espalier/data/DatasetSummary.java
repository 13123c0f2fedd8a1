package io.espalier.data;

import io.espalier.data.DatasetInfo.SplitInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a dataset holds, in lines for people. */
public final class DatasetSummary {
  private static final int CLASSES = 20;

  private DatasetSummary() {}

  /** The lines, without a heading. */
  public static List<String> lines(DatasetInfo info) {
    List<String> lines = new ArrayList<>();
    lines.add("input       " + input(info));
    lines.add("output      " + output(info));
    for (Split split : Split.values()) {
      lines.add("%-11s %s".formatted(split.folder(), split(info, info.split(split))));
    }
    List<String> classes = info.output().classes();
    if (!classes.isEmpty()) {
      lines.add("class       train / validation / test");
      for (int c = 0; c < Math.min(CLASSES, classes.size()); c++) {
        lines.add("  %s  %s".formatted(classes.get(c), counts(info, c)));
      }
      if (classes.size() > CLASSES) {
        lines.add("  … and %d more".formatted(classes.size() - CLASSES));
      }
    }
    return lines;
  }

  private static String input(DatasetInfo info) {
    if (info.input().isTokens()) {
      return "tokens of a vocabulary of %,d".formatted(info.input().vocabulary().size());
    }
    int width = info.input().features().size();
    return "%d feature%s: %s"
        .formatted(width, width == 1 ? "" : "s", some(info.input().features()));
  }

  private static String output(DatasetInfo info) {
    return switch (info.task().truth()) {
      case LABEL -> "one of %d classes".formatted(info.output().classes().size());
      case NEXT_TOKEN -> "the next token";
      case NUMBERS -> info.output().said(some(info.output().targets()));
    };
  }

  private static String split(DatasetInfo info, SplitInfo split) {
    if (split.sequences() == 0) {
      return "no sequences";
    }
    return String.format(
        Locale.ROOT,
        "%,d sequences, %,d steps; lengths %s (minimum, quartiles, maximum); shards of %d to %d%s",
        split.sequences(),
        split.steps(),
        split.lengths().stream().map(String::valueOf).collect(Collectors.joining(" ")),
        split.shardSequences().stream().mapToInt(Integer::intValue).min().orElse(0),
        split.shardSequences().stream().mapToInt(Integer::intValue).max().orElse(0),
        info.input().isTokens() ? "" : "; %,d missing values filled".formatted(split.missing()));
  }

  private static String counts(DatasetInfo info, int c) {
    return List.of(Split.values()).stream()
        .map(split -> String.valueOf(info.split(split).classCounts().get(c)))
        .collect(Collectors.joining(" / "));
  }

  private static String some(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + ", …";
  }
}
