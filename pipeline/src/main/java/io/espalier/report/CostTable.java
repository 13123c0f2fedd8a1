package io.espalier.report;

import io.espalier.metric.Cost;
import io.espalier.model.Role;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Measurement;
import io.espalier.run.RunDetails.NetworkCost;
import java.util.List;
import java.util.Locale;

/** The costs of the dense and the final network side by side. */
final class CostTable {
  private CostTable() {}

  static Markup of(RunDetails details, NetworkCost result) {
    Cost dense = details.networks().get(0).cost();
    Cost last = result.cost();
    Grid grid = new Grid(List.of("", "dense", "final", "final / dense"));
    counts(grid, "parameters", dense.parameters(), last.parameters());
    counts(grid, "non-zero parameters", dense.nonzeros(), last.nonzeros());
    counts(grid, "multiply-adds per step", dense.macs(), last.macs());
    counts(grid, "… with a non-zero weight", dense.nonzeroMacs(), last.nonzeroMacs());
    if (details.measurements().size() == 2) {
      measured(grid, details.measurements().get(0), details.measurements().get(1));
    }
    return grid.card(
        "Cost",
        "Layers after pooling run once for a sequence and are counted in every step; adding biases"
            + " and looking up embeddings is free.");
  }

  /** Units of each layer, with those that nobody reads. */
  static Markup units(RunDetails details, NetworkCost result) {
    Cost dense = details.networks().get(0).cost();
    Cost last = result.cost();
    Grid grid =
        new Grid(List.of("layer", "units, dense", "units, final", "dead", "parameters left"));
    for (int i = 0; i < dense.layers().size(); i++) {
      Cost.LayerCost before = dense.layers().get(i);
      Cost.LayerCost now = last.layers().get(i);
      grid.row(
          List.of(
              before.name(),
              Figures.count(before.units()),
              Figures.count(now.units()),
              Figures.count(now.deadUnits()),
              Figures.percent((double) now.nonzeros() / before.parameters())));
    }
    return grid.card("Layers", "A dead unit has no non-zero outgoing weight.");
  }

  /** Size and sparsity of the final network's matrices, and the form in which they were trained. */
  static Markup matrices(NetworkCost last) {
    Grid grid = new Grid(List.of("matrix", "weights", "pruned", "trained as"));
    for (Cost.BlockCost block : last.cost().blocks()) {
      if (block.role() != Role.BIAS) {
        grid.row(
            List.of(
                block.name(),
                Figures.count(block.parameters()),
                Figures.percent(1 - block.density()),
                last.sparse().contains(block.name()) ? "sparse" : "dense"));
      }
    }
    return grid.card(
        "Matrices, final",
        "A sparse one multiplied only the weights that were left of it (recover.sparse-above).");
  }

  private static void measured(Grid grid, Measurement dense, Measurement last) {
    bytes(grid, "parameters in memory", dense.bytes(), last.bytes());
    bytes(grid, "zip on disk", dense.compressedBytes(), last.compressedBytes());
    double before = dense.speed().millisecondsPerSequence();
    double now = last.speed().millisecondsPerSequence();
    grid.row(
        List.of("latency per sequence, batch 1", millis(before), millis(now), ratio(now, before)));
    double rateBefore = dense.speed().sequencesPerSecond();
    double rate = last.speed().sequencesPerSecond();
    grid.row(
        List.of(
            "sequences per second, batch 32",
            Figures.number(rateBefore),
            Figures.number(rate),
            ratio(rate, rateBefore)));
  }

  static String millis(double milliseconds) {
    return Figures.number(milliseconds) + " ms";
  }

  private static void counts(Grid grid, String name, long dense, long last) {
    grid.row(List.of(name, Figures.count(dense), Figures.count(last), ratio(last, dense)));
  }

  private static void bytes(Grid grid, String name, long dense, long last) {
    grid.row(List.of(name, Figures.bytes(dense), Figures.bytes(last), ratio(last, dense)));
  }

  private static String ratio(double last, double dense) {
    return dense == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * last / dense);
  }
}
