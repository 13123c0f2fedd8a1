package io.espalier.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.report.Plot.Point;
import io.espalier.run.PartSensitivity;
import io.espalier.run.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How sensitive the parts of a network are: for the terminal, for programs, and as a page. */
public final class SensitivityReport {
  /** Name of the page in a run's folder. */
  public static final String PAGE = "sensitivity.html";

  /** Name of the numbers in a run's folder. */
  public static final String NUMBERS = "sensitivity.json";

  private SensitivityReport() {}

  /** A table for each pruning: a row for each part, the loss at each sparsity. */
  public static String text(List<Sensitivity> found) {
    return found.stream().map(SensitivityReport::text).collect(Collectors.joining("\n"));
  }

  private static String text(Sensitivity one) {
    List<String> head = new ArrayList<>(List.of("part pruned alone", "groups"));
    Sensitivity.SPARSITIES.forEach(sparsity -> head.add(Figures.percent(sparsity)));
    TextTable table = new TextTable(head, 1);
    one.parts()
        .forEach(
            part -> {
              List<String> row = new ArrayList<>();
              row.add((part.isWhole() ? "" : "  ") + part.name());
              row.add(Figures.count(part.groups()));
              one.losses(part).forEach(loss -> row.add(Figures.number(loss)));
              table.row(row);
            });
    return title(one) + "\n\n" + table.render();
  }

  private static String title(Sensitivity one) {
    return "%s: %s on validation data without recovery; %s of the dense network"
        .formatted(
            one.pruning(), new MetricName(one.measure()).label(), Figures.number(one.denseLoss()));
  }

  /** The same numbers, with the loss of quality, as JSON that ends with a line break. */
  public static String json(List<Sensitivity> found) {
    ArrayNode all = SummaryFile.MAPPER.createArrayNode();
    for (Sensitivity one : found) {
      ObjectNode json = all.addObject();
      json.put("pruning", one.pruning()).put("measure", one.measure());
      json.put("dense", one.denseLoss());
      numbers(json, "sparsities", Sensitivity.SPARSITIES);
      ArrayNode parts = json.putArray("parts");
      for (PartSensitivity part : one.parts()) {
        ObjectNode row = parts.addObject().put("part", part.part());
        if (!part.isWhole()) {
          row.put("gate", part.gate());
        }
        row.put("groups", part.groups());
        numbers(row, "losses", one.losses(part));
        numbers(row, "quality-losses", one.qualityLosses(part));
      }
    }
    return all.toPrettyString() + "\n";
  }

  private static void numbers(ObjectNode json, String key, List<Double> values) {
    ArrayNode array = json.putArray(key);
    values.forEach(array::add);
  }

  /** A picture for each part, as a page that needs nothing else. */
  public static String page(String run, List<Sensitivity> found) {
    Markup page = HtmlReport.begin(run + " · sensitivity · Espalier");
    page.open("header").leaf("h1", run + " · sensitivity").leaf("p", about()).close("header");
    page.open("main");
    for (Sensitivity one : found) {
      page.open("section", "class", "card").leaf("h2", title(one)).close("section");
      page.open("div", "class", "columns");
      Axis up = axis(one);
      one.parts().stream()
          .filter(PartSensitivity::isWhole)
          .forEach(part -> page.add(figure(one, part, up)));
      page.close("div");
    }
    return "<!DOCTYPE html>\n" + page.close("main").close("body").close("html");
  }

  private static String about() {
    return "One part alone is pruned, as the plan prunes, without recovery. Steps to the right"
        + " halve what is left of it. Losses above three times the dense network's are not"
        + " drawn apart.";
  }

  /** Up to the largest loss, but not so far that small ones cannot be told apart. */
  private static Axis axis(Sensitivity one) {
    double most =
        one.parts().stream()
            .flatMap(part -> one.losses(part).stream())
            .filter(Double::isFinite)
            .mapToDouble(loss -> loss)
            .max()
            .orElse(1);
    double dense = one.denseLoss();
    double high = Math.max(Math.min(most, 3 * dense), dense + 1e-6);
    return Axis.over(0, high, 5);
  }

  private static Markup figure(Sensitivity one, PartSensitivity part, Axis up) {
    Markup card = new Markup().open("figure").leaf("h2", part.name());
    card.leaf("p", Figures.count(part.groups()) + " groups", "class", "sub");
    Axis across = new Axis(0, 6, 1);
    Plot plot = new Plot(across, up, "halvings of what is left", "loss over sparsity");
    plot.level(one.denseLoss(), "reference");
    for (PartSensitivity gate : one.parts()) {
      if (gate.part().equals(part.part()) && !gate.isWhole()) {
        plot.line(points(one, gate, up), "line b");
        dots(plot, one, gate, up, "dot b");
      }
    }
    plot.line(points(one, part, up), "line a");
    dots(plot, one, part, up, "dot a");
    Legend legend = new Legend().dot("a", "all of it").dot("b", "one gate");
    return card.add(plot.markup())
        .add(legend.dashes("reference", "dense").markup())
        .close("figure");
  }

  private static void dots(
      Plot plot, Sensitivity one, PartSensitivity part, Axis up, String style) {
    List<Point> points = points(one, part, up);
    for (int i = 1; i < points.size(); i++) {
      String tip =
          "%s at %s: %s"
              .formatted(
                  part.name(),
                  Figures.percent(Sensitivity.SPARSITIES.get(i - 1)),
                  Figures.number(one.losses(part).get(i - 1)));
      plot.dot(points.get(i), style, tip);
    }
  }

  private static List<Point> points(Sensitivity one, PartSensitivity part, Axis up) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, Math.min(one.denseLoss(), up.high())));
    List<Double> losses = one.losses(part);
    for (int i = 0; i < losses.size(); i++) {
      double halvings = -Math.log(1 - Sensitivity.SPARSITIES.get(i)) / Math.log(2);
      double loss = losses.get(i) <= up.high() ? losses.get(i) : up.high();
      points.add(new Point(halvings, loss));
    }
    return points;
  }
}
