package io.espalier.run;

import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.SavedTraining;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.plan.ExportPlan;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.prune.Compaction;
import io.espalier.store.Folder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as files, in the forms that the plan asks for.
 *
 * @param start whose notes and attachments are given back
 * @param fitting whose rules the files name for whoever trains on
 */
record ExportStage(
    ExportPlan plan, Start start, Fitting fitting, Stage<Trained> network, Stage<Trained> dense)
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
    Network shape = inputs.of(dense).network().network();
    for (Format format : plan.formats()) {
      byte[] file =
          switch (format) {
            case DL4J -> bytes("dl4j", full(last, shape));
            case COMPACT -> bytes("dl4j", compact(last));
            case ESPALIER -> bytes("espalier", full(last, shape));
          };
      into.write(fileName(format), file);
    }
  }

  @Override
  public Map<Format, byte[]> read(Files files) {
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
      case ESPALIER -> "model.espalier";
    };
  }

  /** The network in the dense network's shape, with its mask. */
  private Content full(Trained last, Network shape) {
    Compaction compaction = Compaction.without(shape, last.survivors().removed(shape.layout()));
    return content(
        shape, compaction.expand(last.network().parameters()), compaction.expand(last.mask()));
  }

  /** The network without the units that do nothing. */
  private Content compact(Trained last) {
    NetworkState state = last.network();
    Compaction compaction = Compaction.of(state.network(), state.parameters());
    return content(
        compaction.network(),
        compaction.compact(state.parameters()),
        compaction.compact(last.mask()));
  }

  private Content content(Network shape, float[] parameters, Mask mask) {
    return new Content(
        shape,
        parameters,
        Optional.of(SavedTraining.fresh(shape, fitting.rules(shape))),
        Optional.of(mask),
        start.notes(),
        start.attachments());
  }

  private static byte[] bytes(String format, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Formats.named(format).write(content, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
