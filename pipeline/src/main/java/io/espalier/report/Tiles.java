package io.espalier.report;

import io.espalier.metric.Cost;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Measurement;
import io.espalier.run.RunSummary;
import io.espalier.run.RunSummary.FinalResult;
import java.util.Locale;
import java.util.Map;

/** The headline numbers. */
final class Tiles {
  private final Markup markup = new Markup().open("div", "class", "tiles");

  static Markup of(RunSummary summary, RunDetails details) {
    Tiles tiles = new Tiles();
    tiles.quality(summary);
    summary.last().ifPresent(last -> tiles.size(summary, last, details));
    return tiles.markup.close("div");
  }

  private void quality(RunSummary summary) {
    boolean tested =
        !summary.last().map(FinalResult::test).orElse(summary.dense().test()).isEmpty();
    String split = tested ? "test" : "validation";
    Map<String, Double> dense = tested ? summary.dense().test() : summary.dense().metrics();
    MetricName metric = MetricName.first(summary.metrics());
    String label = "%s, %s".formatted(metric.label(), split);
    if (summary.last().isEmpty()) {
      tile(label, metric.format(dense.get(metric.key())), "dense network");
      return;
    }
    FinalResult last = summary.last().get();
    Map<String, Double> after = tested ? last.test() : last.metrics();
    double now = after.get(metric.key());
    tile(
        label,
        metric.format(now),
        summary.hasDense()
            ? "dense %s · %s"
                .formatted(
                    metric.format(dense.get(metric.key())),
                    metric.change(now, dense.get(metric.key())))
            : "no dense network was trained");
    tile("Pruned", Figures.percent(last.sparsity()), "of what could be pruned");
  }

  private void size(RunSummary summary, FinalResult last, RunDetails details) {
    long dense = summary.dense().parameters();
    tile("Parameters", Figures.count(last.size().parameters()), "dense " + Figures.count(dense));
    tile(
        "Non-zero parameters",
        Figures.count(last.size().nonzeros()),
        "%s of dense".formatted(share(last.size().nonzeros(), dense)));
    long macs = summary.dense().macsPerStep();
    tile(
        "Multiply-adds per step",
        Figures.count(last.size().macsPerStep()),
        "%s of dense, non-zero weights".formatted(share(last.size().macsPerStep(), macs)));
    if (details.measurements().size() == 2) {
      Measurement before = details.measurements().get(0);
      Measurement now = details.measurements().get(1);
      tile(
          "Compressed size",
          Figures.bytes(now.compressedBytes()),
          "dense " + Figures.bytes(before.compressedBytes()));
      tile(
          "Latency, batch 1",
          CostTable.millis(now.speed().millisecondsPerSequence()),
          "dense " + CostTable.millis(before.speed().millisecondsPerSequence()));
    }
    Cost cost = details.networks().get(summary.result()).cost();
    tile("Dead units", Figures.count(cost.deadUnits()), "that nobody reads");
  }

  private void tile(String label, String value, String below) {
    markup.open("div", "class", "tile").leaf("p", label, "class", "name");
    markup.leaf("p", value, "class", "value").leaf("p", below, "class", "below").close("div");
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
