package io.espalier.model;

import java.util.regex.Pattern;

/** What a library complains of, in words for people who do not know its classes. */
public final class Complaint {
  private static final String UNSAID = "its bytes make no sense";

  private static final int LONGEST = 300;

  private static final Pattern FAILURE = Pattern.compile("\\b[\\w.$]*(?:Exception|Error)\\b:? ?");

  private static final Pattern CLASS =
      Pattern.compile(
          "(?:\\bclass )?\\b(?:[a-z_][a-z0-9_]*\\.){2,}(?:\\w+\\$)*([A-Z]\\w*)(?:@[0-9a-f]+)?");

  private Complaint() {}

  /**
   * The beginning of the first message of a failure and its causes; classes in it have the words of
   * their names.
   */
  public static String of(Throwable failure) {
    Throwable said = failure;
    while (said.getMessage() == null && said.getCause() != null) {
      said = said.getCause();
    }
    boolean isInner = said instanceof NullPointerException || said instanceof ClassCastException;
    return said.getMessage() == null || isInner ? UNSAID : of(said.getMessage());
  }

  /** The same of a message. */
  public static String of(String message) {
    String line = message.lines().findFirst().orElse("");
    String told =
        CLASS
            .matcher(FAILURE.matcher(line).replaceAll(""))
            .replaceAll(name -> Names.of(name.group(1)).replace('-', ' '))
            .strip();
    if (told.length() > LONGEST) {
      return told.substring(0, LONGEST) + "...";
    }
    return told.isEmpty() ? UNSAID : told;
  }
}
