package io.espalier.plan;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;

/**
 * A key of the configuration, as it is documented.
 *
 * @param path full path
 * @param shape what is legal
 * @param standard the default, with the comment of {@code reference.conf}
 */
record DeclaredKey(String path, ValueShape<?> shape, ConfigValue standard) {

  /** What it is for. */
  String comment() {
    return String.join("\n", standard.origin().comments()).stripIndent().strip();
  }

  /** Its entry in a list of all keys: path, default, legal values and comment. */
  String documentation() {
    return "%s = %s    # %s\n%s\n"
        .formatted(
            path,
            standard.render(ConfigRenderOptions.concise()),
            shape.range(),
            comment().indent(4).stripTrailing());
  }
}
