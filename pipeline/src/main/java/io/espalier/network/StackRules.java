package io.espalier.network;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Truth;
import io.espalier.model.LayerSpec;
import io.espalier.plan.NetworkPlan;
import java.util.ArrayList;
import java.util.List;

/** Which stacks of layers make a network. */
final class StackRules {
  private StackRules() {}

  /** Every reason why the layers of a plan make no network for this data. */
  static List<String> problems(NetworkPlan plan, DatasetInfo data) {
    List<LayerSpec> layers = plan.layers();
    List<String> problems = new ArrayList<>();
    if (lastRecurrent(layers) < 0) {
      problems.add(
          "network.layers has no recurrent layer; add one of lstm, graves-lstm, simple-rnn");
    }
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      String where = "network.layers[%d]".formatted(i);
      if (layer instanceof LayerSpec.Embedding) {
        if (i > 0) {
          problems.add(where + " is an embedding, which can only be the first layer");
        } else if (!data.input().isTokens()) {
          problems.add(
              where
                  + " is an embedding, but the data has numeric features; remove it, or use token"
                  + " data");
        }
      } else if (layer instanceof LayerSpec.Dropout dropout) {
        dropout(layers, i, dropout, problems);
      } else if (units(layer) < 1) {
        problems.add("%s.units must be at least 1, got %d".formatted(where, units(layer)));
      }
    }
    if (data.outputWidth() < 1 || (data.task().truth() == Truth.LABEL && data.outputWidth() < 2)) {
      problems.add(
          "the data gives a network nothing to learn: %d classes or targets"
              .formatted(data.outputWidth()));
    }
    return problems;
  }

  private static void dropout(
      List<LayerSpec> layers, int index, LayerSpec.Dropout dropout, List<String> problems) {
    String where = "network.layers[%d]".formatted(index);
    if (!(dropout.rate() >= 0 && dropout.rate() < 1)) {
      problems.add("%s.rate must be in [0, 1), got %s".formatted(where, dropout.rate()));
    }
    LayerSpec next = index + 1 < layers.size() ? layers.get(index + 1) : dropout;
    if (index + 1 < layers.size() && next instanceof LayerSpec.Dropout) {
      problems.add(where + " is dropout before dropout; keep one of them");
    } else if (next instanceof LayerSpec.Embedding) {
      problems.add(
          where + " is dropout before an embedding, whose input are tokens; put it behind");
    }
  }

  /** Index of the last recurrent layer; -1 where there is none. */
  static int lastRecurrent(List<LayerSpec> layers) {
    int last = -1;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof LayerSpec.Recurrent) {
        last = i;
      }
    }
    return last;
  }

  private static int units(LayerSpec layer) {
    if (layer instanceof LayerSpec.Recurrent recurrent) {
      return recurrent.units();
    }
    if (layer instanceof LayerSpec.Embedding embedding) {
      return embedding.units();
    }
    return layer instanceof LayerSpec.Dense dense ? dense.units() : 1;
  }
}
