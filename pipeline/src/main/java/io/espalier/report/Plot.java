package io.espalier.report;

import java.util.List;
import java.util.Locale;

/** The frame of a chart: axes, grid and a drawing area in SVG that scales with its column. */
final class Plot {
  static final int WIDTH = 380;
  static final int HEIGHT = 250;
  private static final int LEFT = 44;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 38;

  private final Axis across;
  private final Axis up;
  private final Markup svg = new Markup();

  Plot(Axis across, Axis up, String acrossLabel, String description) {
    this.across = across;
    this.up = up;
    String box = "0 0 %d %d".formatted(WIDTH, HEIGHT);
    svg.open("svg", "viewBox", box, "role", "img", "aria-label", description);
    for (double tick : up.ticks()) {
      svg.empty(
          "line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y(tick), "y2", y(tick));
      svg.leaf("text", up.label(tick), "x", LEFT - 6, "y", y(tick), "dy", "0.35em", "class", "end");
    }
    for (double tick : across.ticks()) {
      svg.leaf(
          "text", across.label(tick), "x", x(tick), "y", HEIGHT - BOTTOM + 15, "class", "middle");
    }
    svg.empty(
        "line",
        "class",
        "axis",
        "x1",
        LEFT,
        "x2",
        WIDTH - RIGHT,
        "y1",
        HEIGHT - BOTTOM,
        "y2",
        HEIGHT - BOTTOM);
    svg.leaf(
        "text",
        acrossLabel,
        "x",
        (LEFT + WIDTH - RIGHT) / 2,
        "y",
        HEIGHT - 6,
        "class",
        "middle label");
  }

  /** A line through points. */
  Plot line(List<Point> points, String style) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(x(point.x())).append(',').append(y(point.y())).append(' ');
    }
    svg.empty("polyline", "class", style, "points", path.toString().strip());
    return this;
  }

  /** A line across the whole chart. */
  Plot level(double value, String style) {
    return line(List.of(new Point(across.low(), value), new Point(across.high(), value)), style);
  }

  /** A line from bottom to top. */
  Plot divider(double value) {
    return line(List.of(new Point(value, up.low()), new Point(value, up.high())), "divider");
  }

  /** A dot that tells its value when it is pointed at. */
  Plot dot(Point point, String style, String tip) {
    svg.open("circle", "class", style, "cx", x(point.x()), "cy", y(point.y()), "r", "3.5");
    svg.leaf("title", tip).close("circle");
    return this;
  }

  /** A diamond that tells its value when it is pointed at. */
  Plot diamond(Point point, String style, String tip) {
    double x = pixelsX(point.x());
    double y = pixelsY(point.y());
    String path =
        "M%s %sL%s %sL%s %sL%s %sZ"
            .formatted(
                px(x), px(y - 5.5), px(x + 5.5), px(y), px(x), px(y + 5.5), px(x - 5.5), px(y));
    svg.open("path", "class", style, "d", path).leaf("title", tip).close("path");
    return this;
  }

  /** Small words at the top of the chart, to the right of a value. */
  Plot note(double value, String words) {
    svg.leaf("text", words, "x", px(pixelsX(value) + 3), "y", TOP - 4, "class", "note");
    return this;
  }

  /** Pixels between two values of the x axis. */
  double width(double from, double to) {
    return pixelsX(to) - pixelsX(from);
  }

  Markup markup() {
    return new Markup().add(svg).close("svg");
  }

  private String x(double value) {
    return px(pixelsX(value));
  }

  private String y(double value) {
    return px(pixelsY(value));
  }

  private double pixelsX(double value) {
    return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
  }

  private double pixelsY(double value) {
    return HEIGHT - BOTTOM - up.at(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String px(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }

  /** A pair of values. */
  record Point(double x, double y) {
    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }
}
