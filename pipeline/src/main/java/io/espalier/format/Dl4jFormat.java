package io.espalier.format;

import static io.espalier.format.Dl4jNetworkWriter.COEFFICIENTS;
import static io.espalier.format.Dl4jNetworkWriter.CONFIGURATION;
import static io.espalier.format.Dl4jNetworkWriter.MASK_ENTRY;
import static io.espalier.format.Dl4jNetworkWriter.UPDATER;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.format.Dl4jNodes.Described;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deeplearning4j's model zip, of a MultiLayerNetwork or a ComputationGraph of 1.0.0-beta3 to
 * 1.0.0-M2.1. The mask is a further object named {@code espalier-mask}, the names of the features,
 * where they are kept, are {@code espalier-features.json}. Where the file holds no state of the
 * optimiser, counts no steps and says only what Deeplearning4j says by itself, nothing is known of
 * how the network is trained.
 */
public final class Dl4jFormat implements NetworkFormat {
  /** Numbers too many that are still read, so that it can be said how many they are. */
  private static final int SLACK = 1 << 16;

  /** What a file says of training where nothing is known of it. */
  public static Training usual(Network network) {
    return Dl4jNetworkWriter.usual(network);
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String ending() {
    return ".zip";
  }

  @Override
  public Content read(SeekableInput file, Limits limits) {
    BoundedZip zip = BoundedZip.open(file, limits);
    for (String entry : new String[] {CONFIGURATION, COEFFICIENTS}) {
      if (!zip.contains(entry)) {
        throw Unreadable.because(
            file.name(),
            "it is a zip without %s, so not a Deeplearning4j network%s; save one with ModelSerializer"
                .formatted(entry, entry.equals(CONFIGURATION) ? Likeness.of(zip.names()) : ""));
      }
    }
    return new Source(zip, file.name(), limits).content();
  }

  @Override
  public void write(Content content, OutputStream to) throws IOException {
    Dl4jNetworkWriter.write(content, to);
  }

  /** The zip of one network. */
  private record Source(BoundedZip zip, String file, Limits limits) {
    Content content() {
      String where = in(CONFIGURATION);
      JsonNode root =
          new ModelJson(limits)
              .read(zip.read(CONFIGURATION, limits.textBytes()), new TypeReference<>() {}, where);
      Described described =
          Unreadable.naming(file, () -> Dl4jNetworkReader.read(root, limits, where));
      Network network = described.network();
      long length = limits.check(network, file);
      float[] parameters = numbers(COEFFICIENTS, length, "parameters");
      Optional<SavedTraining> training = training(described, root);
      Optional<Mask> mask = zip.contains(MASK_ENTRY) ? Optional.of(mask(length)) : Optional.empty();
      Map<String, String> notes = Unreadable.naming(file, () -> Dl4jNetworkReader.notes(root));
      return Unreadable.naming(
          file, () -> new Content(network, parameters, training, mask, notes, attachments()));
    }

    private Optional<SavedTraining> training(Described described, JsonNode root) {
      int iteration = root.path("iterationCount").asInt(0);
      int epoch = root.path("epochCount").asInt(0);
      ParameterLayout parameters = described.network().layout();
      if (!zip.contains(UPDATER)) {
        boolean usual = described.rules().equals(usual(described.network()));
        return usual && iteration + epoch == 0
            ? Optional.empty()
            : Optional.of(
                Unreadable.naming(
                    file,
                    () ->
                        SavedTraining.fresh(
                            described.network(), described.rules(), iteration, epoch)));
      }
      OptimiserLayout layout = OptimiserLayout.of(parameters, described.rules());
      float[] optimiser =
          Dl4jUpdaterWords.ordered(
              numbers(UPDATER, layout.length(), "optimiser values"),
              parameters,
              layout,
              described.words());
      return Optional.of(new SavedTraining(described.rules(), optimiser, iteration, epoch));
    }

    private Mask mask(long length) {
      Mask mask =
          MaskBytes.read(zip.read(MASK_ENTRY, MaskBytes.bytes(length + SLACK)), in(MASK_ENTRY));
      expect(mask.length(), length, "mask bits");
      return mask;
    }

    private Map<String, byte[]> attachments() {
      Map<String, byte[]> attachments = new TreeMap<>();
      for (String name : List.of(SavedNormaliser.ATTACHMENT, SavedFeatures.ATTACHMENT)) {
        if (zip.contains(name)) {
          attachments.put(name, zip.read(name, limits.attachmentBytes()));
        }
      }
      return attachments;
    }

    private float[] numbers(String entry, long length, String what) {
      byte[] bytes = zip.read(entry, Nd4jArray.bytes(length + SLACK));
      float[] numbers = Nd4jArray.read(bytes, in(entry));
      expect(numbers.length, length, what);
      return numbers;
    }

    private void expect(long length, long expected, String what) {
      if (length != expected) {
        throw new InputException(
            "%s holds %d %s, but its network has %d; the file is damaged"
                .formatted(file, length, what, expected));
      }
    }

    private String in(String entry) {
      return file + ", " + entry;
    }
  }
}
