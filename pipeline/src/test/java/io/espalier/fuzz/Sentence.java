package io.espalier.fuzz;

import io.espalier.model.InputException;
import io.espalier.model.Printable;
import java.util.regex.Pattern;

/** What a refusal has to be: a line for people that says where. */
public final class Sentence {
  private static final int MOST = 1000;

  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(java|com|org|io|scala)(\\.[a-z]\\w*)+\\.[A-Z]\\w+|\\w+(Exception|Error)\\b|\tat ");

  /** What a file or a person wrote, which may be the name of a class. */
  private static final Pattern QUOTED = Pattern.compile("'.*?'(?=[,;:.) ]|$)");

  private Sentence() {}

  /** Checks each problem. */
  public static FuzzPart.Verdict refusal(InputException refusal, String place) {
    if (refusal.problems().isEmpty()) {
      throw new AssertionError("a refusal that says nothing", refusal);
    }
    refusal.problems().forEach(problem -> check(problem, place));
    return FuzzPart.Verdict.REFUSED;
  }

  /**
   * @throws AssertionError if it is no sentence, does not name the place, or speaks of classes
   */
  public static void check(String problem, String place) {
    String told = Printable.line(problem);
    if (told.length() > MOST || told.lines().count() != 1) {
      throw new AssertionError("a refusal is no line: '%s'".formatted(problem));
    }
    if (!told.contains(place)) {
      throw new AssertionError("a refusal does not name %s: '%s'".formatted(place, problem));
    }
    if (INSIDES.matcher(QUOTED.matcher(told).replaceAll("")).find()) {
      throw new AssertionError("a refusal speaks of classes: '%s'".formatted(problem));
    }
  }
}
