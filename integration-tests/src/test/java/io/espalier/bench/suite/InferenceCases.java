package io.espalier.bench.suite;

import io.espalier.bench.Answerer;
import io.espalier.bench.BenchSuite.Choice;
import io.espalier.bench.Group;
import io.espalier.bench.Measurement;
import io.espalier.bench.Turns;
import io.espalier.bench.Variant;
import io.espalier.data.Batch;
import io.espalier.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one configuration's network says, in batches and to one sequence alone. */
final class InferenceCases {
  private static final int BATCH = 32;

  private final StepConfiguration configuration;
  private final Optional<Torch> torch;
  private final Variant variant;

  InferenceCases(StepConfiguration configuration, Optional<Torch> torch) {
    this.configuration = configuration;
    this.torch = torch;
    this.variant = configuration.dense();
  }

  List<Measurement> measure(Choice choice, Progress progress) {
    List<Measurement> results = new ArrayList<>();
    Turns turns = new Turns(choice.seconds());
    try (Group group = group(choice, BATCH, "")) {
      results.addAll(group.measure("inference, batch " + BATCH, turns, progress));
    }
    try (Group group = group(choice, 1, "-batch-1")) {
      results.addAll(group.measure("inference, batch 1", turns, progress));
    }
    return results;
  }

  private Group group(Choice choice, int size, String suffix) {
    Group group = new Group(configuration.name());
    String dense = "infer-dense" + suffix;
    String weights = "infer-weights-90" + suffix;
    String units = "infer-units-50" + suffix;
    List<String> cases = List.of(dense, weights, units).stream().filter(choice::takesCase).toList();
    if (cases.isEmpty()) {
      return group;
    }
    Batch batch = configuration.shape().batch(size, 1);
    Answerer answerer = new Answerer(variant, batch);
    OnnxNetwork onnx = group.owns(new OnnxNetwork(configuration, variant.network(), batch));
    onnx.check(batch, answerer.outputs());
    group.add("dense", answerer).add("onnxruntime", onnx);
    if (cases.contains(dense)) {
      group.compare(dense, "dense", "onnxruntime");
      StockNetwork stock = group.owns(new StockNetwork(configuration, variant));
      group.add("dl4j", stock.answering(batch)).compare(dense, "dense", "dl4j");
      torch.ifPresent(
          found -> {
            TorchNetwork started = group.owns(found.start(configuration, List.of(batch)));
            group.add("pytorch", started.answering()).compare(dense, "dense", "pytorch");
          });
    }
    if (cases.contains(weights)) {
      pruned(group, weights, variant.weights(0.9), batch);
    }
    if (cases.contains(units)) {
      pruned(group, units, variant.units(0.5), batch);
    }
    return group;
  }

  private static void pruned(Group group, String name, Variant variant, Batch batch) {
    group
        .add(name, new Answerer(variant, batch))
        .compare(name, name, "onnxruntime")
        .compare(name, name, "dense");
  }
}
