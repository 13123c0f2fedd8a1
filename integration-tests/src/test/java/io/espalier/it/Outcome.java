package io.espalier.it;

import java.util.List;

/**
 * What a command did.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
public record Outcome(int exit, String out, String err) {
  /** The problems it named, without their prefix. */
  List<String> problems() {
    return err.lines()
        .filter(line -> line.startsWith("espalier: "))
        .map(line -> line.substring("espalier: ".length()))
        .toList();
  }
}
