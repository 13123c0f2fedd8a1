package io.espalier.format;

import io.espalier.model.Registry;
import java.util.List;

/** The registered formats of network files. */
public final class Formats {
  private Formats() {}

  /** Names of all formats, in a fixed order. */
  public static List<String> names() {
    return registered().names();
  }

  /**
   * The format of this name.
   *
   * @throws io.espalier.model.InputException for an unknown name, with the nearest and all legal
   *     ones
   */
  public static NetworkFormat named(String name) {
    return registered().named(name);
  }

  private static Registry<NetworkFormat> registered() {
    return Registry.of(NetworkFormat.class, "the format of a network file");
  }
}
