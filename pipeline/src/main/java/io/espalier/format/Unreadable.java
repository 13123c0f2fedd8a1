package io.espalier.format;

import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import java.util.function.Supplier;

/** How what is wrong with a file is said. */
final class Unreadable {
  private Unreadable() {}

  /**
   * @param where the problem is: the file, and what in it
   */
  static InputException because(String where, String problem) {
    return new InputException(where + ": " + problem);
  }

  /** The same, with what an outside class said. */
  static InputException because(String where, String problem, Exception cause) {
    InputException exception = because(where, problem);
    exception.initCause(cause);
    return exception;
  }

  /** Makes something of what a file holds; where that is refused, the file is named. */
  static <T> T naming(String where, Supplier<T> making) {
    try {
      return making.get();
    } catch (InputException e) {
      InputException named =
          new InputException(
              e.problems().stream().map(p -> p.startsWith(where) ? p : where + ": " + p).toList());
      named.initCause(e);
      throw named;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw because(where, Complaint.of(e), e);
    }
  }
}
