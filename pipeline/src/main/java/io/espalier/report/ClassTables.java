package io.espalier.report;

import io.espalier.metric.ClassFigures;
import io.espalier.metric.ClassFigures.Confusion;
import io.espalier.metric.ClassFigures.OfClass;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.FinalResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How a classifier does on each class of test data, and what it takes for what. */
final class ClassTables {
  /** Classes up to which what is confused is a matrix. */
  private static final int MATRIX = 20;

  /** Classes that are named on the terminal. */
  private static final int WORST = 5;

  /** Rows of a list. */
  private static final int MOST = 50;

  private final ClassFigures last;
  private final Map<String, OfClass> dense;

  private ClassTables(ClassFigures last, ClassFigures dense) {
    this.last = last;
    this.dense = dense.classes().stream().collect(Collectors.toMap(OfClass::name, one -> one));
  }

  /** Two cards; nothing for a task without classes. */
  static Markup of(RunSummary summary) {
    ClassFigures last =
        summary
            .last()
            .map(FinalResult::examination)
            .map(one -> one.classes())
            .orElse(ClassFigures.NONE);
    if (last.classes().isEmpty()) {
      return new Markup();
    }
    ClassTables tables = new ClassTables(last, summary.dense().examination().classes());
    return new Markup().add(tables.classes()).add(tables.confusions());
  }

  /** The classes of the final network with the lowest F1, for the terminal. */
  static String text(FinalResult last) {
    ClassFigures figures = last.examination().classes();
    List<OfClass> worst =
        figures.classes().stream()
            .filter(one -> one.f1() < 1)
            .sorted(Comparator.comparing(OfClass::f1))
            .limit(WORST)
            .toList();
    if (worst.isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable(
            List.of("worst class, test", "taken for", "sequences", "precision", "recall", "F1"), 2);
    for (OfClass one : worst) {
      String taken =
          figures.confusions().stream()
              .filter(pair -> pair.truth().equals(one.name()))
              .findFirst()
              .map(pair -> "%s (%d)".formatted(pair.prediction(), pair.count()))
              .orElse("");
      table.row(
          List.of(
              one.name(),
              taken,
              Figures.count(one.truths()),
              Figures.percent(one.precision()),
              Figures.percent(one.recall()),
              Figures.percent(one.f1())));
    }
    return "\n" + table.render();
  }

  private Markup classes() {
    List<String> head = new ArrayList<>(List.of("class", "sequences"));
    head.addAll(List.of("precision", "recall", "F1"));
    if (!dense.isEmpty()) {
      head.add("F1, dense");
    }
    Grid grid = new Grid(head);
    List<OfClass> worst = last.classes();
    String caption = "Of the final network.";
    if (worst.size() > MOST) {
      worst = worst.stream().sorted(Comparator.comparing(OfClass::f1)).limit(MOST).toList();
      caption =
          "Of the final network: the %d classes of %d with the lowest F1; summary.json has all."
              .formatted(MOST, last.classes().size());
    }
    worst.forEach(one -> grid.row(row(one)));
    return grid.card("Classes, test", caption);
  }

  private List<String> row(OfClass one) {
    List<String> row = new ArrayList<>(List.of(one.name(), Figures.count(one.truths())));
    for (ToDoubleFunction<OfClass> figure :
        List.<ToDoubleFunction<OfClass>>of(OfClass::precision, OfClass::recall, OfClass::f1)) {
      row.add(Figures.percent(figure.applyAsDouble(one)));
    }
    if (!dense.isEmpty()) {
      row.add(dense.containsKey(one.name()) ? Figures.percent(dense.get(one.name()).f1()) : "");
    }
    return row;
  }

  private Markup confusions() {
    String title = "Confusions, test";
    if (last.confusions().isEmpty()) {
      return new Markup();
    }
    return last.classes().size() <= MATRIX
        ? matrix()
            .card(
                title,
                "Of the final network: a row is what sequences are, a column what they are taken"
                    + " for.")
        : pairs().card(title, "Of the final network: what is confused most.");
  }

  private Grid matrix() {
    Map<List<String>, Long> counts = new HashMap<>();
    last.confusions()
        .forEach(pair -> counts.put(List.of(pair.truth(), pair.prediction()), pair.count()));
    last.classes().forEach(one -> counts.put(List.of(one.name(), one.name()), one.hits()));
    List<String> names = last.classes().stream().map(OfClass::name).toList();
    List<String> head = new ArrayList<>(List.of("is"));
    head.addAll(names);
    Grid grid = new Grid(head);
    for (String truth : names) {
      List<String> row = new ArrayList<>(List.of(truth));
      for (String prediction : names) {
        long count = counts.getOrDefault(List.of(truth, prediction), 0L);
        row.add(count == 0 ? "" : Figures.count(count));
      }
      grid.row(row);
    }
    return grid;
  }

  private Grid pairs() {
    Grid grid = new Grid(List.of("is", "taken for", "sequences"));
    for (Confusion pair : last.confusions().stream().limit(MOST).toList()) {
      grid.row(List.of(pair.truth(), pair.prediction(), Figures.count(pair.count())));
    }
    return grid;
  }
}
