package io.espalier.plan;

import com.typesafe.config.ConfigObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lists declared keys.
 *
 * @param path of the group with a point at its end, empty for the root
 * @param reference the defaults of the group with their comments
 * @param keys those listed so far
 */
record DeclaredKeys<P>(String path, ConfigObject reference, List<DeclaredKey> keys)
    implements Keys<P> {
  @Override
  public <T> T optional(String name, ValueShape<T> shape, Function<P, Optional<T>> value) {
    if (!reference.containsKey(name)) {
      throw new IllegalStateException("%s has no default".formatted(path + name));
    }
    keys.add(new DeclaredKey(path + name, shape, reference.get(name)));
    return shape.standIn();
  }

  @Override
  public <Q> Keys<Q> group(String name, Function<P, Q> part) {
    return new DeclaredKeys<>(path + name + ".", (ConfigObject) reference.get(name), keys);
  }

  @Override
  public <Q> Keys<Q> part(Function<P, Q> part) {
    return new DeclaredKeys<>(path, reference, keys);
  }
}
