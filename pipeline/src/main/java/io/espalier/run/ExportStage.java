package io.espalier.run;

import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Progress;
import io.espalier.network.Compaction;
import io.espalier.network.Layouts;
import io.espalier.network.NetworkFile;
import io.espalier.network.NetworkFile.Extent;
import io.espalier.plan.ExportPlan;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.store.Folder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network as files, in the forms that the plan asks for. */
record ExportStage(ExportPlan plan, Stage<Trained> network, Stage<Trained> dense)
    implements Stage<Map<Format, byte[]>> {
  @Override
  public String kind() {
    return "export";
  }

  @Override
  public String label() {
    return "export";
  }

  @Override
  public List<Object> identity() {
    return List.of(plan);
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(network, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained last = inputs.of(network);
    for (Format format : plan.formats()) {
      byte[] file =
          format == Format.DL4J
              ? full(last, inputs.of(dense).network().structure())
              : compact(last);
      into.write(fileName(format), file);
    }
  }

  @Override
  public Map<Format, byte[]> read(Files files, Inputs inputs) {
    Map<Format, byte[]> exports = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      if (plan.formats().contains(format)) {
        exports.put(format, files.read(fileName(format)));
      }
    }
    return exports;
  }

  /** Name of an exported file. */
  static String fileName(Format format) {
    return switch (format) {
      case DL4J -> "model.zip";
      case COMPACT -> "model-compact.zip";
    };
  }

  /** The network in the dense network's shape, with its mask. */
  static byte[] full(Trained network, NetworkStructure structure) {
    Compaction compaction =
        Compaction.without(structure, network.survivors().removed(Layouts.of(structure)));
    return file(
        structure,
        compaction.expand(network.network().parameters()),
        compaction.expand(network.mask()));
  }

  /** The network without the units that do nothing. */
  private static byte[] compact(Trained network) {
    NetworkState state = network.network();
    Compaction compaction = Compaction.of(state.structure(), state.parameters());
    return file(
        compaction.structure(),
        compaction.compact(state.parameters()),
        compaction.compact(network.mask()));
  }

  private static byte[] file(NetworkStructure structure, float[] parameters, Mask mask) {
    return NetworkFile.write(
        new NetworkState(structure, parameters, new float[0], Progress.START),
        Optional.of(mask),
        Extent.INFERENCE);
  }
}
