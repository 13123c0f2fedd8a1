package io.espalier.data.raw;

import io.espalier.data.SourceFormat.Content;
import java.io.Serializable;
import java.util.List;

/**
 * How text is written; each mark is one character, or empty for none.
 *
 * @param delimiter between cells, or {@code auto}
 * @param quote opens a cell at its beginning and closes it; doubled inside it stands for itself
 * @param escape takes the meaning from the character after it
 * @param comment lines that begin with it are left out
 * @param encoding name of a {@link java.nio.charset.Charset}
 * @param notation how a value is written
 */
public record Dialect(
    String delimiter,
    String quote,
    String escape,
    String comment,
    String encoding,
    Notation notation)
    implements Serializable {

  /** Commas, tabs, semicolons or white space, RFC 4180, UTF-8. */
  public static final Dialect USUAL =
      new Dialect(
          "auto",
          "\"",
          "",
          "",
          "UTF-8",
          new Notation(
              ".", List.of("?", "NA", "NaN", "null", "N/A", "#N/A", "<NA>"), Content.EITHER));

  /**
   * How a value is written in a cell.
   *
   * @param decimal mark of a number: a point or a comma
   * @param missing texts that say that a value is missing, in any case of letters
   * @param content what a single column of features holds
   */
  public record Notation(String decimal, List<String> missing, Content content)
      implements Serializable {
    public Notation {
      missing = List.copyOf(missing);
    }
  }

  /** The same with another delimiter. */
  Dialect delimitedBy(String mark) {
    return new Dialect(mark, quote, escape, comment, encoding, notation);
  }

  /** The same, once it is known what a single column of features holds. */
  Dialect holding(Content content) {
    return new Dialect(
        delimiter,
        quote,
        escape,
        comment,
        encoding,
        new Notation(notation.decimal, notation.missing, content));
  }
}
