package io.espalier.store.parquet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a file: those inside it, and those that folders named {@code column=value} give it
 * as text, unless it has them itself.
 */
final class TableColumns {
  /** How Hive writes a missing value as the name of a folder. */
  private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

  private final MessageType schema;
  private final Map<String, String> folders = new LinkedHashMap<>();

  /**
   * @param path of the file
   */
  TableColumns(MessageType schema, String path) {
    this.schema = schema;
    String[] parts = path.split("/");
    for (String part : List.of(parts).subList(0, parts.length - 1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String value = unescaped(part.substring(equals + 1));
        folders.put(unescaped(part.substring(0, equals)), value.equals(MISSING) ? "" : value);
      }
    }
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that escapes nothing
    }
  }

  MessageType schema() {
    return schema;
  }

  /** The column or field of this name inside the file. */
  Optional<FileField> field(String name) {
    return FileField.find(schema, name);
  }

  /** The value that a folder gives to every row; empty text if it is missing. */
  Optional<String> folder(String name) {
    return field(name).isPresent() ? Optional.empty() : Optional.ofNullable(folders.get(name));
  }

  /** Whether the file has several columns of this very name. */
  boolean isAmbiguous(String name) {
    return schema.getFields().stream().filter(field -> field.getName().equals(name)).count() > 1;
  }

  /** Names of all columns. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    schema.getFields().stream().map(Type::getName).forEach(names::add);
    folders.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }
}
