package io.espalier.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes declared keys with the values that a plan has for them. */
record WrittenKeys<P>(P plan, Map<String, Object> written) implements Keys<P> {
  @Override
  public <T> T optional(String name, ValueShape<T> shape, Function<P, Optional<T>> value) {
    Optional<T> own = value.apply(plan);
    own.ifPresent(present -> written.put(name, shape.writer().apply(present)));
    return own.orElse(shape.standIn());
  }

  @Override
  public <Q> Keys<Q> group(String name, Function<P, Q> part) {
    Map<String, Object> inner = new LinkedHashMap<>();
    written.put(name, inner);
    return new WrittenKeys<>(part.apply(plan), inner);
  }

  @Override
  public <Q> Keys<Q> part(Function<P, Q> part) {
    return new WrittenKeys<>(part.apply(plan), written);
  }
}
