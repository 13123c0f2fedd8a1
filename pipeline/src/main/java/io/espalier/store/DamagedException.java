package io.espalier.store;

/** A committed file is missing, differs from its manifest, or is of a newer format. */
public final class DamagedException extends RuntimeException {
  DamagedException(String message) {
    super(message);
  }
}
