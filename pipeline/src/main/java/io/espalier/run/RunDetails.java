package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.engine.SparseChoice;
import io.espalier.metric.Cost;
import io.espalier.model.ParameterBlock;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.plan.Plan;
import java.util.List;

/**
 * What the report shows beside the summary: how training went, where the density is, what was
 * measured, and where it all came from. Times differ from run to run, so none of this is part of
 * the summary.
 *
 * @param dataset what the network was trained on
 * @param curves training, then fine-tuning of each level, in order
 * @param networks costs of the dense network, then of each level's, in order
 * @param measurements of the dense and of the final network, in this order; empty where not done
 * @param stages of the run, in order
 * @param provenance what made the numbers
 */
public record RunDetails(
    DatasetInfo dataset,
    List<Curve> curves,
    List<NetworkCost> networks,
    List<Measurement> measurements,
    List<StageFacts> stages,
    Provenance provenance) {
  public RunDetails {
    curves = List.copyOf(curves);
    networks = List.copyOf(networks);
    measurements = List.copyOf(measurements);
    stages = List.copyOf(stages);
  }

  /**
   * @param stage for example {@code train} or {@code level 2}
   * @param epochs in order
   */
  public record Curve(String stage, List<EpochFacts> epochs) {
    public Curve {
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * @param network for example {@code dense} or {@code level 2}
   * @param cost of its parameters
   * @param sparse names of the matrices that multiplied only what was left of them in training
   */
  public record NetworkCost(String network, Cost cost, List<String> sparse) {
    public NetworkCost {
      sparse = List.copyOf(sparse);
    }
  }

  /**
   * @param network {@code dense} or {@code final}
   * @param bytes size of its parameters in memory
   * @param compressedBytes size of its smallest exported zip
   * @param speed on this machine
   */
  public record Measurement(String network, long bytes, long compressedBytes, Speed speed) {}

  /**
   * @param label for example {@code level 2 · finetune}
   * @param key identity of the stage's result
   * @param seconds it took; 0 where the result was there already
   * @param rounds that led to its result, in order; none where nothing was trained
   */
  public record StageFacts(String label, String key, double seconds, List<RoundFacts> rounds) {
    public StageFacts {
      rounds = List.copyOf(rounds);
    }
  }

  /**
   * @param facts names and values: versions, seed, fingerprints, machine, in order
   * @param plan the resolved plan as text
   * @param peakMemoryBytes largest memory of the driver's process; 0 where it is not known
   */
  public record Provenance(List<Fact> facts, String plan, long peakMemoryBytes) {
    public Provenance {
      facts = List.copyOf(facts);
    }
  }

  /** Training curves, the dense network's first. */
  public static List<Curve> curves(Findings findings) {
    return findings.networks().stream()
        .map(judged -> new Curve(name(judged, "train"), judged.network().curve()))
        .toList();
  }

  /** Costs of the dense network, then of each step's. */
  public static List<NetworkCost> costs(Plan plan, Findings findings) {
    return findings.networks().stream()
        .map(
            judged ->
                new NetworkCost(
                    name(judged, "dense"),
                    RunSummary.cost(judged),
                    judged.step().isEmpty() ? List.of() : sparse(plan, findings, judged)))
        .toList();
  }

  private static List<String> sparse(Plan plan, Findings findings, Judged judged) {
    Trained network = judged.network();
    SparseChoice choice = SparseChoice.of(network.network().network());
    double share = plan.recover().sparseAbove();
    return (findings.dataset().info().input().isTokens()
            ? choice.forTokens(network.mask(), share)
            : choice.forVectors(network.mask(), share))
        .stream().map(ParameterBlock::name).toList();
  }

  private static String name(Judged judged, String dense) {
    return judged.step().map(step -> "level " + step.index()).orElse(dense);
  }

  /** Sizes and speeds of the dense network and of the result; none before export. */
  public static List<Measurement> measurements(Findings findings) {
    if (findings.speeds().isEmpty()) {
      return List.of();
    }
    return List.of(
        measurement(
            "dense", findings.dense().network(), findings.denseBytes(), findings.speeds().get(0)),
        measurement(
            "final",
            findings.last().network(),
            findings.smallestExport(),
            findings.speeds().get(1)));
  }

  private static Measurement measurement(String name, Trained network, long file, Speed speed) {
    long bytes = (long) Float.BYTES * network.network().parameters().length;
    return new Measurement(name, bytes, file, speed);
  }

  /** A named piece of text. */
  public record Fact(String name, String value) {}
}
