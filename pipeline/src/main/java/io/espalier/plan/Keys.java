package io.espalier.plan;

import java.util.Optional;
import java.util.function.Function;

/**
 * A group of keys that are being declared. A part of a plan declares each of its keys once, where
 * it makes its record: name, shape with the legal range, and where the plan has the value. The
 * default and its comment stand in {@code reference.conf}. The same declarations {@linkplain
 * ReadKeys read}, {@linkplain WrittenKeys write} and {@linkplain DeclaredKeys list} the keys.
 *
 * @param <P> the part of the plan that has the values
 */
interface Keys<P> {

  /**
   * A key that is written only where the plan has a value for it.
   *
   * @return the value that was read; elsewhere the plan's own or a stand-in
   */
  <T> T optional(String name, ValueShape<T> shape, Function<P, Optional<T>> value);

  /** A key. */
  default <T> T key(String name, ValueShape<T> shape, Function<P, T> value) {
    return optional(name, shape, part -> Optional.of(value.apply(part)));
  }

  /** A group of keys inside this one, and the part of the plan that has their values. */
  <Q> Keys<Q> group(String name, Function<P, Q> part);

  /** A group of keys inside this one whose values this part has itself. */
  default Keys<P> group(String name) {
    return group(name, Function.identity());
  }

  /** The same group of keys, for those whose values a part of this part has. */
  <Q> Keys<Q> part(Function<P, Q> part);
}
