package io.espalier.report;

import io.espalier.model.Printable;

/** Writes markup that is both HTML and well-formed XML; every text and attribute is escaped. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String element, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(escape(String.valueOf(attributes[i + 1]))).append('"');
    }
    text.append('>');
    return this;
  }

  Markup close(String element) {
    text.append("</").append(element).append(">\n");
    return this;
  }

  Markup text(String content) {
    text.append(escape(content));
    return this;
  }

  /** An element with text alone. */
  Markup leaf(String element, String content, Object... attributes) {
    open(element, attributes);
    text.append(escape(content)).append("</").append(element).append('>');
    return this;
  }

  /** An element with nothing in it that HTML closes by itself, or of SVG. */
  Markup empty(String element, Object... attributes) {
    open(element, attributes);
    text.insert(text.length() - 1, '/');
    return this;
  }

  /** Markup made elsewhere, as it is. */
  Markup add(Markup other) {
    text.append(other.text);
    return this;
  }

  /** Text that needs no escaping: our own style sheet. */
  Markup raw(String own) {
    text.append(own);
    return this;
  }

  static String escape(String content) {
    return Printable.lines(content)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\uFFFE\uFFFF]", "\uFFFD");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
