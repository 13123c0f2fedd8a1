package io.espalier.report;

import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.report.Plot.Point;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Loss over epochs: training, then fine-tuning at each level, one after the other. */
final class TrainingChart {
  private static final double PIXELS_A_LETTER = 5.2;

  private TrainingChart() {}

  static Markup of(RunDetails details) {
    List<Curve> curves = details.curves().stream().filter(c -> !c.epochs().isEmpty()).toList();
    Markup card = new Markup().open("figure").leaf("h2", "Training");
    if (curves.isEmpty()) {
      return card.leaf("p", "Nothing was trained.", "class", "sub").close("figure");
    }
    String loss =
        details.dataset().task().truth().isCategorical()
            ? "Log-loss (nats)"
            : "Mean squared error (normalised targets)";
    card.leaf("p", loss + ", lower is better", "class", "sub");
    int epochs = curves.stream().mapToInt(c -> c.epochs().size()).sum();
    Axis across = Axis.over(0, epochs, 6);
    Plot plot = new Plot(new Axis(0, epochs, across.step()), axis(curves), "epochs", loss);
    int start = 0;
    for (Curve curve : curves) {
      int end = start + curve.epochs().size();
      draw(plot, points(curve, start, EpochFacts::trainingLoss), "a", "training");
      draw(plot, points(curve, start, EpochFacts::validationLoss), "b", "validation");
      if (start > 0) {
        plot.divider(start);
      }
      if (curve.stage().length() * PIXELS_A_LETTER < plot.width(start, end)) {
        plot.note(start, curve.stage());
      }
      start = end;
    }
    return card.add(plot.markup())
        .add(new Legend().dashes("line a", "training").dashes("line b", "validation").markup())
        .close("figure");
  }

  private static void draw(Plot plot, List<Point> points, String series, String split) {
    if (points.size() == 1) {
      Point point = points.get(0);
      plot.dot(point, "dot " + series, "%s loss %s".formatted(split, Figures.number(point.y())));
    } else {
      plot.line(points, "line " + series);
    }
  }

  private static List<Point> points(Curve curve, int start, ToDoubleFunction<EpochFacts> loss) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < curve.epochs().size(); i++) {
      points.add(new Point(start + i + 1, loss.applyAsDouble(curve.epochs().get(i))));
    }
    return points.stream().filter(Point::isFinite).toList();
  }

  private static Axis axis(List<Curve> curves) {
    double highest =
        curves.stream()
            .flatMap(c -> c.epochs().stream())
            .flatMap(e -> Stream.of(e.trainingLoss(), e.validationLoss()))
            .filter(Double::isFinite)
            .mapToDouble(loss -> loss)
            .max()
            .orElse(1);
    return Axis.over(0, Math.max(highest, 1e-6), 5);
  }
}
