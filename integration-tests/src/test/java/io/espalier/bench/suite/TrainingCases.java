package io.espalier.bench.suite;

import io.espalier.bench.BenchSuite.Choice;
import io.espalier.bench.Group;
import io.espalier.bench.Measurement;
import io.espalier.bench.Trainee;
import io.espalier.bench.Turns;
import io.espalier.bench.Variant;
import io.espalier.data.Batch;
import io.espalier.run.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Training steps of one configuration, and what they are compared with. */
final class TrainingCases {
  private static final String DENSE = "dense";
  private static final double ENFORCED_SPARSITY = 0.01;

  /** Share of pruned weights above which matrices run sparse. */
  private final StepConfiguration configuration;

  private final Optional<Torch> torch;
  private final Variant variant;
  private final List<Batch> batches;

  TrainingCases(StepConfiguration configuration, Optional<Torch> torch) {
    this.configuration = configuration;
    this.torch = torch;
    this.variant = configuration.dense();
    this.batches = configuration.batches();
  }

  List<Measurement> measure(Choice choice, Progress progress) {
    Turns turns = new Turns(choice.seconds());
    List<Measurement> results = new ArrayList<>();
    try (Group group = steps(choice)) {
      results.addAll(group.measure("training steps", turns, progress));
    }
    if (!configuration.isVariable()) {
      if (choice.takesCase("train-two-replicas")) {
        try (Group group = replicas()) {
          results.addAll(group.measure("two replicas", turns, progress));
        }
      }
      if (choice.takesCase("mask-enforcement")) {
        try (Group group = enforcement()) {
          results.addAll(group.measure("mask enforcement", turns, progress));
        }
      }
    }
    return results;
  }

  private Group steps(Choice choice) {
    Group group = dense();
    String dense = configuration.isVariable() ? "train-masked" : "train-dense";
    if (choice.takesCase(dense)) {
      StockNetwork stock = group.owns(new StockNetwork(configuration, variant));
      group.add("dl4j", stock.training(batches)).compare(dense, DENSE, "dl4j");
      torch.ifPresent(
          found -> {
            TorchNetwork started = group.owns(found.start(configuration, batches));
            group.add("pytorch", started.training()).compare(dense, DENSE, "pytorch");
          });
    }
    pruned()
        .forEach(
            (name, lighter) -> {
              if (choice.takesCase(name)) {
                group.add(name, trainee(group, lighter)).compare(name, name, DENSE);
              }
            });
    return group;
  }

  private Map<String, Variant> pruned() {
    Map<String, Variant> pruned = new LinkedHashMap<>();
    if (!configuration.isVariable()) {
      for (int percent : new int[] {80, 90, 95}) {
        pruned.put("train-weights-" + percent, variant.weights(percent / 100.0));
      }
      for (int percent : new int[] {50, 75}) {
        pruned.put("train-units-" + percent, variant.units(percent / 100.0));
      }
    }
    return pruned;
  }

  /** A step of each of two replicas side by side, per step, against one that has the machine. */
  private Group replicas() {
    Group group = dense();
    ReplicaPair pair =
        group.owns(new ReplicaPair(trainee(group, variant), trainee(group, variant)));
    return group.add("two", pair).compare("train-two-replicas", "two", DENSE);
  }

  /** A mask so thin that every product is dense. */
  private Group enforcement() {
    Group group = dense();
    return group
        .add("held", trainee(group, variant.weights(ENFORCED_SPARSITY)))
        .compare("mask-enforcement", "held", DENSE);
  }

  private Group dense() {
    Group group = new Group(configuration.name());
    return group.add(DENSE, trainee(group, variant));
  }

  private Runnable trainee(Group group, Variant variant) {
    return group.owns(new Trainee(variant, StepConfiguration.SPARSE_ABOVE, batches));
  }
}
