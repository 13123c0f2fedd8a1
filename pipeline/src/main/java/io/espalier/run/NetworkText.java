package io.espalier.run;

import io.espalier.importance.Scores;
import io.espalier.model.LayerShape;
import io.espalier.model.Mask;
import io.espalier.model.Names;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Locale;

/** A network as a table for people, a line for each matrix. */
public final class NetworkText {
  private static final String NAME = "  %-20s %-18s ";

  private NetworkText() {}

  /** Names, shapes and sizes. */
  public static String describe(ParameterLayout layout) {
    StringBuilder text = new StringBuilder();
    line(text, NAME + "%12s %12s", "matrix", "role", "shape", "parameters");
    for (ParameterBlock block : layout.blocks()) {
      line(
          text,
          NAME + "%12s %,12d",
          block.name(),
          role(block),
          block.rows() + " x " + block.columns(),
          block.length());
    }
    line(text, NAME + "%12s %,12d", "all", "", "", layout.length());
    return text.toString();
  }

  /** How many parameters of each matrix live. */
  public static String density(ParameterLayout layout, Mask mask) {
    StringBuilder text = new StringBuilder();
    line(text, NAME + "%12s %12s %9s", "matrix", "role", "parameters", "kept", "density");
    for (ParameterBlock block : layout.blocks()) {
      int kept = mask.kept(block.offset(), block.end());
      line(
          text,
          NAME + "%,12d %,12d %8.2f%%",
          block.name(),
          role(block),
          block.length(),
          kept,
          100.0 * kept / block.length());
    }
    return text.toString();
  }

  /** Units of each layer, and how many the dense network had. */
  public static String units(ParameterLayout layout, ParameterLayout dense) {
    StringBuilder text = new StringBuilder();
    line(text, "  %-20s %12s %12s", "layer", "units", "of");
    for (int i = 0; i < layout.layers().size(); i++) {
      LayerShape layer = layout.layers().get(i);
      if (layer.kind().hasHiddenUnits()) {
        line(
            text,
            "  %-20s %,12d %,12d",
            layer.name(),
            layer.units(),
            dense.layers().get(i).units());
      }
    }
    return text.toString();
  }

  /** How important the parameters of each matrix are. */
  public static String importance(ParameterLayout layout, Scores scores) {
    StringBuilder text = new StringBuilder();
    line(text, NAME + "%12s %12s %12s", "matrix", "role", "least", "mean", "most");
    for (ParameterBlock block : layout.blocks()) {
      double sum = 0;
      float least = Float.POSITIVE_INFINITY;
      float most = 0;
      for (int i = block.offset(); i < block.end(); i++) {
        float score = scores.values()[i];
        sum += score;
        least = Math.min(least, score);
        most = Math.max(most, score);
      }
      line(
          text,
          NAME + "%12.4g %12.4g %12.4g",
          block.name(),
          role(block),
          least,
          sum / block.length(),
          most);
    }
    return text.toString();
  }

  private static String role(ParameterBlock block) {
    return Names.words(block.role());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
