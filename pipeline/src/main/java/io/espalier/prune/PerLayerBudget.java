package io.espalier.prune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A share for each name; at earlier levels every sparsity is scaled down alike. */
record PerLayerBudget(Map<String, Double> sparsities) implements Budget {
  PerLayerBudget {
    sparsities = Map.copyOf(sparsities);
  }

  @Override
  public Set<String> names() {
    return new TreeMap<>(sparsities).navigableKeySet();
  }

  @Override
  public List<Share> divide(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    double scale = sparsity == finalSparsity ? 1 : sparsity / finalSparsity;
    Map<String, List<GroupRange>> named = new LinkedHashMap<>();
    for (GroupRange range : ranges) {
      String name = sparsities.containsKey(range.name()) ? range.name() : range.layer();
      if (sparsities.containsKey(name)) {
        named.computeIfAbsent(name, key -> new ArrayList<>()).add(range);
      }
    }
    List<Share> shares = new ArrayList<>();
    named.forEach(
        (name, own) ->
            shares.add(new Share(own, GlobalBudget.target(own, sparsities.get(name) * scale))));
    return shares;
  }
}
