package io.espalier.plan;

import java.util.Optional;
import java.util.function.Function;

/** Reads declared keys from a configuration. */
record ReadKeys<P>(Section section) implements Keys<P> {
  @Override
  public <T> T optional(String name, ValueShape<T> shape, Function<P, Optional<T>> value) {
    return section.read(name, shape);
  }

  @Override
  public <Q> Keys<Q> group(String name, Function<P, Q> part) {
    return new ReadKeys<>(section.group(name));
  }

  @Override
  public <Q> Keys<Q> part(Function<P, Q> part) {
    return new ReadKeys<>(section);
  }
}
