package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.SavedFeatures;
import io.espalier.format.SavedNormaliser;
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
import java.util.SortedMap;
import java.util.TreeMap;

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
    return List.of(Map.of("formats", plan.formats()));
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(network, dense);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Trained last = inputs.of(network);
    Network shape =
        Compaction.withoutFeatures(
                inputs.of(dense).network().network(), last.survivors().removedFeatures())
            .network();
    SortedMap<String, byte[]> attachments = attachments(last);
    for (Format format : plan.formats()) {
      byte[] file =
          switch (format) {
            case DL4J -> bytes("dl4j", full(last, shape, attachments));
            case COMPACT -> bytes("dl4j", compact(last, attachments));
            case ESPALIER -> bytes("espalier", full(last, shape, attachments));
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

  /** What the start's file carried, with the names of the features where some are gone. */
  private SortedMap<String, byte[]> attachments(Trained last) {
    String from = fitting.plan().network().from();
    Map<String, byte[]> given = start.attachments();
    boolean narrower = !last.survivors().removedFeatures().isEmpty();
    if (narrower && SavedNormaliser.of(given, from).isPresent()) {
      fitting
          .progress()
          .say(
              "the exported files carry no normaliser: that of %s is of features that are not read any more"
                  .formatted(from));
      given = SavedNormaliser.without(given);
    }
    Dataset read = last.survivors().read(fitting.dataset());
    return narrower || SavedFeatures.of(given, from).isPresent()
        ? new SavedFeatures(read.info().input().features()).in(given)
        : new TreeMap<>(given);
  }

  /** The network in the dense network's shape, but for features that are gone, with its mask. */
  private Content full(Trained last, Network shape, SortedMap<String, byte[]> attachments) {
    Compaction compaction = Compaction.without(shape, last.survivors().removed(shape.layout()));
    return content(
        shape,
        compaction.expand(last.network().parameters()),
        compaction.expand(last.mask()),
        attachments);
  }

  /** The network without the units that do nothing. */
  private Content compact(Trained last, SortedMap<String, byte[]> attachments) {
    NetworkState state = last.network();
    Compaction compaction = Compaction.of(state.network(), state.parameters());
    return content(
        compaction.network(),
        compaction.compact(state.parameters()),
        compaction.compact(last.mask()),
        attachments);
  }

  private Content content(
      Network shape, float[] parameters, Mask mask, SortedMap<String, byte[]> attachments) {
    return new Content(
        shape,
        parameters,
        Optional.of(SavedTraining.fresh(shape, fitting.rules(shape))),
        Optional.of(mask),
        start.notes(),
        attachments);
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
