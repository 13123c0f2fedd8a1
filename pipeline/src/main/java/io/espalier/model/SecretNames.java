package io.espalier.model;

import java.util.regex.Pattern;

/**
 * Names of settings, of variables and of parts of queries that say that their values are secret.
 */
public final class SecretNames {
  /** Parts of names that say so in any text, where a mere {@code key} is a word of a sentence. */
  static final String CLEAR =
      "secret|passw|passphrase|credential|signature|authorization"
          + "|(?:access|account|api|private|shared|storage|encryption)[._-]?key"
          + "|(?:access|auth|bearer|refresh|sas|security|session)[._-]?token";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(?:" + CLEAR + "|token|(?-i:[a-z]Key$)|(?:^|[^a-z])(?:key|pat|sas|sig|auth)$).*",
          Pattern.DOTALL);

  private SecretNames() {}

  /** Whether the value of a variable of the environment or of a part of a query is secret. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }
}
