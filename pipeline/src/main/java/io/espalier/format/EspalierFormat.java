package io.espalier.format;

import com.fasterxml.jackson.core.type.TypeReference;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.Training;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Our own network file: a zip of {@code network.json}, {@code parameters.bin}, and where they are
 * known {@code training.json} with {@code optimiser.bin}, {@code mask.bin}, {@code
 * provenance.json}, and files under {@code attachments/}.
 */
public final class EspalierFormat implements NetworkFormat {
  private static final String NETWORK = "network.json";
  private static final String PARAMETERS = "parameters.bin";
  private static final String TRAINING = "training.json";
  private static final String OPTIMISER = "optimiser.bin";
  private static final String MASK = "mask.bin";
  private static final String NOTES = "provenance.json";
  private static final String ATTACHMENTS = "attachments/";
  private static final Set<String> KNOWN =
      Set.of(NETWORK, PARAMETERS, TRAINING, OPTIMISER, MASK, NOTES);

  private record TrainingText(Training rules, int iteration, int epoch) {}

  @Override
  public String name() {
    return "espalier";
  }

  @Override
  public String ending() {
    return ".espalier";
  }

  @Override
  public void write(Content content, OutputStream to) throws IOException {
    ZipWriter zip = new ZipWriter(to);
    zip.add(NETWORK, NetworkJson.write(content.network()));
    zip.add(PARAMETERS, FloatValues.write(content.parameters()));
    if (content.training().isPresent()) {
      SavedTraining saved = content.training().get();
      zip.add(
          TRAINING,
          ModelJson.write(new TrainingText(saved.rules(), saved.iteration(), saved.epoch())));
      if (saved.keepsSomething()) {
        zip.add(OPTIMISER, FloatValues.write(saved.optimiser()));
      }
    }
    if (content.mask().isPresent()) {
      zip.add(MASK, MaskBytes.write(content.mask().get()));
    }
    if (!content.notes().isEmpty()) {
      zip.add(NOTES, ModelJson.write(content.notes()));
    }
    for (Map.Entry<String, byte[]> attachment : content.attachments().entrySet()) {
      zip.add(ATTACHMENTS + attachment.getKey(), attachment.getValue());
    }
    zip.finish();
  }

  @Override
  public Content read(SeekableInput file, Limits limits) {
    BoundedZip zip = BoundedZip.open(file, limits);
    ModelJson json = new ModelJson(limits);
    checkEntries(zip, file.name());
    Network network =
        NetworkJson.read(zip.read(NETWORK, limits.textBytes()), in(file.name(), NETWORK), limits);
    long length = limits.check(network, file.name());
    float[] parameters = floats(zip, PARAMETERS, length, file.name());
    Optional<SavedTraining> training =
        zip.contains(TRAINING)
            ? Optional.of(training(zip, json, network, file.name(), limits))
            : Optional.empty();
    Optional<Mask> mask =
        zip.contains(MASK)
            ? Optional.of(
                MaskBytes.read(zip.read(MASK, MaskBytes.bytes(length)), in(file.name(), MASK)))
            : Optional.empty();
    Map<String, String> notes =
        zip.contains(NOTES)
            ? json.read(
                zip.read(NOTES, limits.textBytes()),
                new TypeReference<>() {},
                in(file.name(), NOTES))
            : Map.of();
    Map<String, byte[]> attachments = attachments(zip, limits);
    return Unreadable.naming(
        file.name(), () -> new Content(network, parameters, training, mask, notes, attachments));
  }

  private static void checkEntries(BoundedZip zip, String file) {
    Set<String> names = new HashSet<>(zip.names());
    if (!names.contains(NETWORK)) {
      throw Unreadable.because(
          file,
          "it is a zip without %s, so not a file of Espalier%s"
              .formatted(NETWORK, Likeness.of(names)));
    }
    if (names.contains(OPTIMISER) && !names.contains(TRAINING)) {
      throw Unreadable.because(file, "it holds %s without %s".formatted(OPTIMISER, TRAINING));
    }
    names.removeIf(name -> KNOWN.contains(name) || name.startsWith(ATTACHMENTS));
    if (!names.isEmpty()) {
      throw Unreadable.because(
          file, "it holds %s; legal is %s and %s…".formatted(names, KNOWN, ATTACHMENTS));
    }
  }

  private static SavedTraining training(
      BoundedZip zip, ModelJson json, Network network, String file, Limits limits) {
    TrainingText text =
        json.read(
            zip.read(TRAINING, limits.textBytes()), new TypeReference<>() {}, in(file, TRAINING));
    SavedTraining fresh =
        Unreadable.naming(
            in(file, TRAINING),
            () -> SavedTraining.fresh(network, text.rules(), text.iteration(), text.epoch()));
    return zip.contains(OPTIMISER)
        ? new SavedTraining(
            text.rules(),
            floats(zip, OPTIMISER, fresh.optimiser().length, file),
            text.iteration(),
            text.epoch())
        : fresh;
  }

  /** So many values, which the entry must state before it is unpacked. */
  private static float[] floats(BoundedZip zip, String entry, long length, String file) {
    float[] values = FloatValues.read(zip.read(entry, FloatValues.bytes(length)), in(file, entry));
    if (values.length != length) {
      throw Unreadable.because(
          in(file, entry),
          "it holds %d values, but its network has %d; the file is damaged"
              .formatted(values.length, length));
    }
    return values;
  }

  private static Map<String, byte[]> attachments(BoundedZip zip, Limits limits) {
    Map<String, byte[]> attachments = new TreeMap<>();
    long left = limits.attachmentBytes();
    for (String name : zip.names()) {
      if (name.startsWith(ATTACHMENTS)) {
        byte[] bytes = zip.read(name, left);
        left -= bytes.length;
        attachments.put(name.substring(ATTACHMENTS.length()), bytes);
      }
    }
    return attachments;
  }

  private static String in(String file, String entry) {
    return file + ": " + entry;
  }
}
