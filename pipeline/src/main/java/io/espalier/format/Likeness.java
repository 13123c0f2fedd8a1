package io.espalier.format;

import io.espalier.model.FileSignature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file seems to be that is no network file, told by how it begins or by its entries. */
final class Likeness {
  private static final int HEAD = 512;

  /** Characters of a text that are shown. */
  private static final int LONGEST = 40;

  /** An entry's name, or its end, that tells what a zip is. */
  private static final List<Map.Entry<String, String>> ENTRIES =
      List.of(
          Map.entry("network.json", "a network of Espalier; let its name end in .espalier"),
          Map.entry("configuration.json", "a Deeplearning4j network; let its name end in .zip"),
          Map.entry("model.weights.h5", "a model of Keras"),
          Map.entry("data.pkl", "a model of PyTorch"),
          Map.entry("saved_model.pb", "a SavedModel of TensorFlow"),
          Map.entry("syn0.txt", "word vectors of Deeplearning4j's Word2Vec"),
          Map.entry(".npy", "arrays of NumPy"),
          Map.entry("META-INF/MANIFEST.MF", "a jar"),
          Map.entry("[Content_Types].xml", "an Office document"));

  private Likeness() {}

  /** A file that is no zip. */
  static String of(SeekableInput file) throws IOException {
    int length = (int) Math.min(HEAD, file.length());
    if (length == 0) {
      return "it is empty";
    }
    byte[] head = file.exactly(0, length);
    Optional<FileSignature> kind = FileSignature.of(head);
    if (kind.equals(Optional.of(FileSignature.ZIP))) {
      return "it is a zip whose end is missing or damaged; copy it once more";
    }
    return "it is not a zip file, as network files are; it seems to be "
        + kind.map(found -> found.title() + remark(found)).orElseGet(() -> unmarked(head));
  }

  private static String remark(FileSignature kind) {
    return switch (kind) {
      case HDF5 -> ", as Keras writes it";
      case PICKLE -> ", as PyTorch writes it";
      case JAVA_OBJECT -> ", which is never read";
      case PARQUET, ORC, AVRO, ARROW -> ", so data and no network";
      default -> kind.isPacked() ? "; unpack it" : "";
    };
  }

  /** A zip without the entries of a network file; empty where nothing is known of it. */
  static String of(Collection<String> names) {
    return ENTRIES.stream()
        .filter(entry -> names.stream().anyMatch(name -> isNamed(name, entry.getKey())))
        .map(entry -> "; it seems to be " + entry.getValue())
        .findFirst()
        .orElse("");
  }

  private static boolean isNamed(String path, String name) {
    return path.equals(name) || path.endsWith(name.startsWith(".") ? name : "/" + name);
  }

  private static String unmarked(byte[] head) {
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    String first = latin.substring(0, Math.min(3, latin.length()));
    if (latin.startsWith("TFL3", 4)) {
      return "a model of TensorFlow Lite";
    } else if (latin.startsWith("ustar", 257)) {
      return "a tar file; unpack it";
    } else if (latin.startsWith("{\"", Long.BYTES)) {
      return "a safetensors file";
    } else if (first.equals("\b\u0001\u0012")) {
      return "a SavedModel of TensorFlow";
    } else if (first.matches("\b[\u0002-\u001f][\u0012:]")) {
      return "an ONNX model";
    } else if (first.matches("(?s)\n.\n")) {
      return "a graph of TensorFlow";
    }
    return firstLine(head)
        .map("text that begins with '%s'"::formatted)
        .orElse("damaged, or of another program");
  }

  /** The first characters, if the bytes are those of text. */
  private static Optional<String> firstLine(byte[] head) {
    CharBuffer text = CharBuffer.allocate(head.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head), text, false);
    String line = text.flip().toString().strip().lines().findFirst().orElse("");
    return result.isError() || line.isEmpty() || line.chars().anyMatch(c -> c < ' ' && c != '\t')
        ? Optional.empty()
        : Optional.of(line.substring(0, Math.min(LONGEST, line.length())).replace('\t', ' '));
  }
}
