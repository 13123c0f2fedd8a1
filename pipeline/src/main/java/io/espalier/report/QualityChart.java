package io.espalier.report;

import io.espalier.report.Plot.Point;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.LevelResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Quality over sparsity: validation at every level, test for the dense and the final network. */
final class QualityChart {
  private QualityChart() {}

  static Markup of(RunSummary summary) {
    MetricName metric = MetricName.first(summary.metrics());
    List<Point> levels = new ArrayList<>();
    if (summary.hasDense()) {
      levels.add(new Point(0, metric.drawn(summary.dense().metrics().get(metric.key()))));
    }
    for (LevelResult level : summary.levels()) {
      levels.add(
          new Point(
              100 * level.pruned().sparsity(), metric.drawn(level.metrics().get(metric.key()))));
    }
    levels.sort(Comparator.comparingDouble(Point::x));
    List<Point> tests = tests(summary, metric);
    Axis up = axis(levels, tests, metric);
    Plot plot =
        new Plot(
            new Axis(0, 100, 20),
            up,
            "sparsity (% pruned)",
            metric.label() + " of the network at each sparsity");
    if (summary.hasDense()) {
      plot.level(levels.get(0).y(), "reference");
    }
    plot.line(finite(levels), "line a");
    for (Point point : finite(levels)) {
      plot.dot(point, "dot a", tip(metric, point, "validation"));
    }
    for (Point point : finite(tests)) {
      plot.diamond(point, "dot b", tip(metric, point, "test"));
    }
    Markup card = new Markup().open("figure");
    card.leaf("h2", "Quality over sparsity");
    String unit = metric.isFraction() ? " (%)" : "";
    card.leaf("p", "%s%s, %s".formatted(metric.label(), unit, metric.direction()), "class", "sub");
    card.add(plot.markup());
    Legend legend = new Legend().dot("a", "validation");
    if (!tests.isEmpty()) {
      legend.diamond("b", "test");
    }
    if (summary.hasDense()) {
      legend.dashes("reference", "dense, validation");
    }
    return card.add(legend.markup()).close("figure");
  }

  private static List<Point> tests(RunSummary summary, MetricName metric) {
    List<Point> tests = new ArrayList<>();
    if (summary.dense().test().containsKey(metric.key())) {
      tests.add(new Point(0, metric.drawn(summary.dense().test().get(metric.key()))));
    }
    summary
        .last()
        .filter(last -> last.test().containsKey(metric.key()))
        .ifPresent(
            last ->
                tests.add(
                    new Point(100 * last.sparsity(), metric.drawn(last.test().get(metric.key())))));
    return tests;
  }

  /** Room around the values, and never so close that noise looks like a cliff. */
  private static Axis axis(List<Point> levels, List<Point> tests, MetricName metric) {
    double[] values =
        DoubleStream.concat(
                finite(levels).stream().mapToDouble(Point::y),
                finite(tests).stream().mapToDouble(Point::y))
            .toArray();
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    double least = metric.isFraction() ? 4 : Math.max(0.05 * Math.abs(high), 1e-6);
    double room = Math.max(0.1 * (high - low), (least - (high - low)) / 2);
    double top = metric.isFraction() ? Math.min(100, high + room) : high + room;
    return Axis.over(Math.max(0, low - room), top, 5);
  }

  private static List<Point> finite(List<Point> points) {
    return points.stream().filter(Point::isFinite).toList();
  }

  private static String tip(MetricName metric, Point point, String split) {
    double value = metric.isFraction() ? point.y() / 100 : point.y();
    return "%s %s at %s pruned (%s)"
        .formatted(metric.label(), metric.format(value), Figures.percent(point.x() / 100), split);
  }
}
