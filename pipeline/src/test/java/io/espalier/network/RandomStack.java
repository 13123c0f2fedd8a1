package io.espalier.network;

import io.espalier.data.DatasetInfo;
import io.espalier.model.LayerSpec;
import io.espalier.model.NetworkState;
import io.espalier.model.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A dataset's form and a network for it of LSTM layers and whatever else a plan may ask for. */
record RandomStack(DatasetInfo data, NetworkState network) {
  static RandomStack of(Random random) {
    return of(random, List.of(false, true));
  }

  /** One that reads sequences forward only. */
  static RandomStack causal(Random random) {
    return of(random, List.of(false));
  }

  private static RandomStack of(Random random, List<Boolean> bidirectional) {
    List<DatasetInfo> all =
        List.of(
            Samples.classification(),
            Samples.tokenClassification(),
            Samples.languageModel(),
            Samples.regression());
    DatasetInfo data = all.get(random.nextInt(all.size()));
    List<LayerSpec> layers = new ArrayList<>();
    if (data.input().isTokens() && random.nextBoolean()) {
      layers.add(new LayerSpec.Embedding(1 + random.nextInt(6)));
    }
    int recurrent = 1 + random.nextInt(2);
    for (int i = 0; i < recurrent; i++) {
      if (random.nextInt(3) == 0) {
        layers.add(new LayerSpec.Dense(1 + random.nextInt(9)));
      }
      if (random.nextInt(3) == 0) {
        layers.add(new LayerSpec.Dropout(0.5));
      }
      int units = 1 + random.nextInt(20);
      boolean both = bidirectional.get(random.nextInt(bidirectional.size()));
      layers.add(both ? Samples.both(units) : Samples.lstm(units));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(new LayerSpec.Dense(1 + random.nextInt(9)));
    }
    Pooling pooling = Pooling.values()[random.nextInt(Pooling.values().length)];
    return new RandomStack(data, Samples.network(data, pooling, layers.toArray(LayerSpec[]::new)));
  }
}
