package io.espalier.network;

import io.espalier.model.InputException;
import io.espalier.model.Mask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A mask as a serialised {@code long[]}: the number of parameters, then the words. */
final class MaskObject {
  private MaskObject() {}

  static byte[] bytes(Mask mask) {
    long[] words = mask.words();
    long[] object = new long[words.length + 1];
    object[0] = mask.length();
    System.arraycopy(words, 0, object, 1, words.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** Reads nothing but a {@code long[]}, whatever the file holds. */
  static Mask read(byte[] bytes, String name) {
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      objects.setObjectInputFilter(
          info ->
              info.serialClass() == null || info.serialClass() == long[].class
                  ? ObjectInputFilter.Status.ALLOWED
                  : ObjectInputFilter.Status.REJECTED);
      long[] object = (long[]) objects.readObject();
      return Mask.ofWords(Arrays.copyOfRange(object, 1, object.length), Math.toIntExact(object[0]));
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      InputException problem =
          new InputException(
              "%s holds a mask that cannot be read (%s); the file is damaged"
                  .formatted(name, e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }
}
