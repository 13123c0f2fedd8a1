package io.espalier.report;

import io.espalier.metric.Cost;
import io.espalier.metric.Cost.BlockCost;
import io.espalier.metric.Cost.GateCost;
import io.espalier.model.Role;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.NetworkCost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of the dense network's weights: by matrix and gate in the final network, and by
 * matrix at every level. Biases are left out.
 */
final class DensityMap {
  private DensityMap() {}

  static Markup byGate(RunDetails details, NetworkCost result) {
    Cost dense = first(details);
    Cost last = result.cost();
    Set<String> gates = new LinkedHashSet<>();
    weights(dense).forEach(block -> block.gates().forEach(gate -> gates.add(gate.gate())));
    List<String> head = new ArrayList<>(List.of("matrix"));
    gates.forEach(gate -> head.add(gate.replace('-', ' ')));
    head.add("all");
    Markup card = card("Weights left by gate", "% of the dense network's, final network", head);
    for (BlockCost block : weights(dense)) {
      BlockCost now = named(last, block.name());
      card.open("tr").leaf("th", block.name(), "scope", "row");
      for (String gate : gates) {
        Optional<GateCost> before = gate(block, gate);
        if (before.isPresent()) {
          long left = gate(now, gate).map(GateCost::nonzeros).orElse(0L);
          cell(card, (double) left / before.get().parameters());
        } else {
          card.leaf("td", "");
        }
      }
      cell(card, (double) now.nonzeros() / block.parameters());
      card.close("tr");
    }
    return end(card);
  }

  static Markup byLevel(RunDetails details) {
    Cost dense = first(details);
    List<String> head = new ArrayList<>(List.of("matrix"));
    details.networks().forEach(network -> head.add(network.network()));
    Markup card = card("Weights left by level", "% of the dense network's", head);
    for (BlockCost block : weights(dense)) {
      card.open("tr").leaf("th", block.name(), "scope", "row");
      for (NetworkCost network : details.networks()) {
        BlockCost now = named(network.cost(), block.name());
        cell(card, (double) now.nonzeros() / block.parameters());
      }
      card.close("tr");
    }
    return end(card);
  }

  private static Markup card(String title, String caption, List<String> head) {
    Markup card = new Markup().open("figure").leaf("h2", title).leaf("p", caption, "class", "sub");
    card.open("div", "class", "scroll").open("table", "class", "heat").open("thead").open("tr");
    head.forEach(name -> card.leaf("th", name, "scope", "col"));
    return card.close("tr").close("thead").open("tbody");
  }

  private static Markup end(Markup card) {
    return card.close("tbody").close("table").close("div").close("figure");
  }

  private static void cell(Markup card, double left) {
    String text = String.format(Locale.ROOT, left > 0 && left < 0.1 ? "%.1f" : "%.0f", 100 * left);
    String shade = String.format(Locale.ROOT, "--d:%.3f", Math.sqrt(left)); // tells low ones apart
    card.leaf("td", text, "style", shade);
  }

  private static List<BlockCost> weights(Cost cost) {
    return cost.blocks().stream().filter(block -> block.role() != Role.BIAS).toList();
  }

  private static Optional<GateCost> gate(BlockCost block, String name) {
    return block.gates().stream().filter(gate -> gate.gate().equals(name)).findFirst();
  }

  private static BlockCost named(Cost cost, String name) {
    return cost.blocks().stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no costs of matrix " + name));
  }

  private static Cost first(RunDetails details) {
    return details.networks().get(0).cost();
  }
}
