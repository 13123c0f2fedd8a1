package io.espalier.plan;

/** The shortest plan, to which tests add a line. */
final class ThreeLines {
  static final String FINE =
      """
      run.name = x
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 8 }]
      """;

  private ThreeLines() {}

  /** The plan with a fourth line, and an empty one in the place of each whose key that has. */
  static String with(String line) {
    String plan = FINE;
    if (line.contains("format = ")) {
      plan = plan.replaceFirst("data.source.format = .*", "");
    }
    if (line.contains("layers = ")) {
      plan = plan.replaceFirst("network.layers = .*", "");
    }
    if (line.contains("run.name = ")) {
      plan = plan.replaceFirst("run.name = .*", "");
    }
    return plan + line;
  }
}
