package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Split;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Progress;
import io.espalier.network.Compaction;
import io.espalier.network.Layouts;
import io.espalier.network.NetworkFile;
import io.espalier.network.NetworkFile.Extent;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.run.Evaluator.Evaluation;
import io.espalier.run.RunDetails.Measurement;
import io.espalier.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages that say what came out, and hand it over. */
public final class ResultSteps {
  private final Plan plan;
  private final Stages stages;
  private final Evaluator evaluator;

  ResultSteps(Plan plan, Stages stages, Evaluator evaluator) {
    this.plan = plan;
    this.stages = stages;
    this.evaluator = evaluator;
  }

  /** Sizes and speeds of the dense and of the final network. */
  List<Measurement> measure(
      Trained network, Trained dense, Map<Format, byte[]> exports, Dataset dataset) {
    long smallest = exports.values().stream().mapToLong(zip -> zip.length).min().orElse(0);
    return List.of(
        measurement("dense", dense, full(dense, dense).length, dataset),
        measurement("final", network, smallest, dataset));
  }

  private Measurement measurement(String name, Trained network, long zipBytes, Dataset dataset) {
    StageKey key = StageKey.of("measure", network.key());
    String label = name + " · measure";
    Speed speed =
        stages.get(
            label,
            key,
            folder ->
                folder.write(
                    "speed.json",
                    Json.write(
                        evaluator.measure(
                            plan.run().name() + " · " + label, network.network(), dataset))),
            files -> Json.read(files.read("speed.json"), Speed.class, "speed.json"));
    long bytes = (long) Float.BYTES * network.network().parameters().length;
    return new Measurement(name, bytes, zipBytes, speed);
  }

  /** Metrics of the dense network. */
  Evaluation evaluateDense(Trained dense, Dataset dataset, Split split) {
    String label = "dense · evaluate " + split.folder();
    return evaluation(
        label,
        StageKey.of("evaluate", split, plan.evaluate().batchSize(), dense.key()),
        () ->
            evaluator.evaluate(plan.run().name() + " · " + label, dense.network(), dataset, split));
  }

  /** Metrics of a pruned network, and how faithful it is to the dense one. */
  Evaluation evaluatePruned(
      String label, Trained pruned, Trained dense, Dataset dataset, Split split) {
    return evaluation(
        label,
        StageKey.of("evaluate", split, plan.evaluate().batchSize(), pruned.key(), dense.key()),
        () ->
            evaluator.evaluate(
                plan.run().name() + " · " + label,
                pruned.network(),
                dense.network(),
                dataset,
                split));
  }

  private interface Judging {
    Evaluation evaluation();
  }

  private Evaluation evaluation(String label, StageKey key, Judging judging) {
    return stages.get(
        label,
        key,
        folder -> folder.write("evaluation.json", Json.write(judging.evaluation())),
        files -> Json.read(files.read("evaluation.json"), Evaluation.class, "evaluation.json"));
  }

  /**
   * A network in the forms the plan asks for.
   *
   * @return zips by the name of their form
   */
  Map<Format, byte[]> export(Trained network, Trained dense) {
    StageKey key = StageKey.of("export", plan.export(), network.key(), dense.key());
    return stages.get(
        "export",
        key,
        folder ->
            zips(network, dense).forEach((format, zip) -> folder.write(fileName(format), zip)),
        files -> {
          Map<Format, byte[]> zips = new LinkedHashMap<>();
          for (Format format : Format.values()) {
            if (plan.export().formats().contains(format)) {
              zips.put(format, files.read(fileName(format)));
            }
          }
          return zips;
        });
  }

  /** Name of an exported file. */
  public static String fileName(Format format) {
    return switch (format) {
      case DL4J -> "model.zip";
      case COMPACT -> "model-compact.zip";
    };
  }

  private Map<Format, byte[]> zips(Trained network, Trained dense) {
    Map<Format, byte[]> zips = new LinkedHashMap<>();
    for (Format format : plan.export().formats()) {
      zips.put(format, format == Format.DL4J ? full(network, dense) : compact(network));
    }
    return zips;
  }

  /** The network in the dense network's shape, with its mask. */
  private static byte[] full(Trained network, Trained dense) {
    NetworkStructure structure = dense.network().structure();
    ParameterLayout layout = Layouts.of(structure);
    Compaction compaction = Compaction.without(structure, network.survivors().removed(layout));
    Mask mask = compaction.expand(network.mask());
    return NetworkFile.write(
        new NetworkState(
            structure,
            compaction.expand(network.network().parameters()),
            new float[0],
            Progress.START),
        Optional.of(mask),
        Extent.INFERENCE);
  }

  /** The network without the units that do nothing. */
  private static byte[] compact(Trained network) {
    NetworkState state = network.network();
    Compaction compaction = Compaction.of(state.structure(), state.parameters());
    return NetworkFile.write(
        new NetworkState(
            compaction.structure(),
            compaction.compact(state.parameters()),
            new float[0],
            Progress.START),
        Optional.of(compaction.compact(network.mask())),
        Extent.INFERENCE);
  }
}
