package io.espalier.plan;

import io.espalier.data.SourceFormat.Content;
import io.espalier.model.LayerSpec;
import java.util.List;

/** What the layers must have to do with one another, with the task and the data. */
final class NetworkChecks {
  private NetworkChecks() {}

  static void check(Plan plan, Section network) {
    Problems problems = network.problems();
    if (problems.isSound("network.from", "network.layers")) {
      origin(plan.network(), network);
    }
    List<LayerSpec> layers = plan.network().layers();
    if (problems.isSound("network.layers") && !layers.isEmpty()) {
      layers(layers, network);
      if (layers.get(0) instanceof LayerSpec.Embedding
          && problems.isSound("data.source.format")
          && plan.data().source().format().content() == Content.NUMBERS) {
        network.say(
            "layers",
            "begins with an embedding, which needs tokens, but data.source.format = %s has numbers"
                .formatted(plan.data().source().format().name()));
      }
    }
    if (problems.isSound("data.task", "network.pooling")
        && plan.data().task().truth().isTimed()
        && network.isGiven("pooling")) {
      network.wrong(
          "pooling",
          "is not for %s, which predicts every step: drop it".formatted(plan.data().task().name()));
    }
  }

  private static void layers(List<LayerSpec> layers, Section network) {
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) instanceof LayerSpec.Embedding) {
        network.say("layers", "may have an embedding only first, got one at position " + (i + 1));
      }
    }
    if (layers.stream().noneMatch(LayerSpec.Recurrent.class::isInstance)) {
      network.say("layers", "must have at least one of lstm, graves-lstm and simple-rnn");
    }
  }

  private static void origin(NetworkPlan plan, Section network) {
    if (!plan.isGiven() && plan.layers().isEmpty()) {
      network.say(
          "layers",
          "is required: give layers such as [{ type = lstm, units = 64 }],"
              + " or network.from with a Deeplearning4j zip");
    } else if (plan.isGiven() && !plan.layers().isEmpty()) {
      network.say("layers", "and network.from exclude each other: give one of them");
    } else if (plan.isGiven() && network.isGiven("pooling")) {
      network.wrong("pooling", "belongs to network.layers; a network.from has its own: drop it");
    }
  }
}
