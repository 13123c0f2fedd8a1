package io.espalier.store;

/** Another driver does this work, or has taken it over. */
public final class HeldException extends RuntimeException {
  HeldException(String message) {
    super(message);
  }
}
