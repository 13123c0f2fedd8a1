package io.espalier.data.raw;

import io.espalier.model.FileSignature;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the first bytes or the first line of a file say about its kind. */
final class FileBeginning {
  /** The longer before those that they begin with. */
  private static final Map<String, String> MARKS = new LinkedHashMap<>();

  private static final Map<Pattern, String> TEXTS = new LinkedHashMap<>();

  static {
    MARKS.put("FFFE0000", "UTF-32LE");
    MARKS.put("0000FEFF", "UTF-32BE");
    MARKS.put("EFBBBF", "UTF-8");
    MARKS.put("FFFE", "UTF-16LE");
    MARKS.put("FEFF", "UTF-16BE");

    text("@relation\\b", "is an ARFF file (Weka), which is not read; write .ts");
    text(
        "@(problemname|timestamps|univariate|classlabel)\\b",
        "is a .ts file; say data.source.format = ts");
    text("\\{\\s*\"[^\"]*\"\\s*:", "holds JSON, which is not read; write CSV or Parquet");
    text("\\[\\s*[\\[{]", "holds JSON, which is not read; write CSV or Parquet");
    text(
        "<(\\?xml|!doctype|html)\\b", "holds XML or HTML, which is not read; write CSV or Parquet");
  }

  private FileBeginning() {}

  private static void text(String beginning, String kind) {
    TEXTS.put(Pattern.compile(beginning, Pattern.CASE_INSENSITIVE), kind);
  }

  /**
   * The kind of file whose text begins so, as a clause, if it is a known one but no table; comments
   * with a percent sign are passed over.
   */
  static Optional<String> kind(String text) {
    int begin = 0;
    while (begin < text.length()
        && (text.charAt(begin) == '%' || Character.isWhitespace(text.charAt(begin)))) {
      int end = text.indexOf('\n', begin);
      begin = text.charAt(begin) != '%' ? begin + 1 : end < 0 ? text.length() : end;
    }
    String rest = text.substring(begin);
    return TEXTS.entrySet().stream()
        .filter(known -> known.getKey().matcher(rest).lookingAt())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Refuses a file of a known kind, or of another encoding, by its first bytes. */
  static void check(byte[] bytes, Charset encoding) throws RefusedText {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, 4096));
    Optional<FileSignature> kind = isText(head) ? Optional.empty() : FileSignature.of(head);
    if (kind.isPresent()) {
      throw new RefusedText(0, "is " + kind.get().title() + advice(kind.get()));
    }
    Optional<String> mark = mark(head);
    String wanted = encoding.name().toUpperCase(Locale.ROOT);
    if (mark.isPresent() && !mark.get().startsWith(wanted)) {
      throw new RefusedText(
          1, said("begins with the byte order mark of " + mark.get(), mark.get()));
    }
    boolean isWide = wanted.startsWith("UTF-16") || wanted.startsWith("UTF-32");
    Optional<String> guess = mark.isPresent() ? Optional.empty() : wide(head);
    if (!isWide && guess.isPresent()) {
      throw new RefusedText(1, said("the text seems to be " + guess.get(), guess.get()));
    }
    if (isWide && mark.isEmpty() && isNarrow(head)) {
      throw new RefusedText(
          1, said("the text is not %s but UTF-8".formatted(encoding.name()), "UTF-8"));
    }
    if (wanted.equals("UTF-16") && mark.isEmpty()) {
      throw new RefusedText(
          1, said("the text has no byte order mark", guess.orElse("UTF-16LE or UTF-16BE")));
    }
  }

  private static String said(String found, String encoding) {
    return "%s; say data.source.encoding = %s".formatted(found, encoding);
  }

  private static String advice(FileSignature kind) {
    return switch (kind) {
      case PARQUET -> "; say data.source.format = parquet";
      case GZIP -> "; unpack it, or give it the ending .gz by which it is known";
      case BZIP2 -> "; unpack it, or give it the ending .bz2 by which it is known";
      case ZIP -> " or an Excel workbook; unpack it, or save it as CSV";
      case OFFICE -> ", which is not read; save it as CSV";
      case ORC, AVRO, ARROW, HDF5, NUMPY, SQLITE -> ", which is not read; write Parquet";
      default -> ", which is not read" + (kind.isPacked() ? "; unpack it" : "");
    };
  }

  private static Optional<String> mark(byte[] head) {
    String start = HexFormat.of().withUpperCase().formatHex(head, 0, Math.min(head.length, 4));
    return MARKS.entrySet().stream()
        .filter(entry -> start.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** UTF-16 if every second byte is often zero and the others never are. */
  private static Optional<String> wide(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    if (Math.max(zeros[0], zeros[1]) < head.length / 8 + 1 || Math.min(zeros[0], zeros[1]) > 0) {
      return Optional.empty();
    }
    return Optional.of(zeros[1] > 0 ? "UTF-16LE" : "UTF-16BE");
  }

  private static boolean isNarrow(byte[] head) {
    for (byte one : head) {
      if (one == 0) {
        return false;
      }
    }
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false)
        .isError();
  }

  /** Whether none of the bytes is a control character that texts do not have. */
  static boolean isText(byte[] head) {
    for (byte one : head) {
      if (one >= 0 && one < ' ' && "\t\n\u000B\f\r\u001B".indexOf(one) < 0) {
        return false;
      }
    }
    return true;
  }
}
