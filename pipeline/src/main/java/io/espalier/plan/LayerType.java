package io.espalier.plan;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.espalier.model.LayerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One type of layer, with its keys.
 *
 * @param name by which a configuration asks for it
 * @param spec what it makes
 * @param defaults of all its keys; {@code required} where there is none
 * @param keys declares them
 */
record LayerType<L extends LayerSpec>(
    String name, Class<L> spec, ConfigObject defaults, Declaration<L> keys) {
  /** Declares the keys of a layer while it makes one of them. */
  interface Declaration<L> {
    L declare(Keys<L> keys);
  }

  static <L extends LayerSpec> LayerType<L> of(
      String name, Class<L> spec, String defaults, Declaration<L> keys) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(Problems.DEFAULTS);
    String all = "type = %s, %s".formatted(name, defaults);
    return new LayerType<>(name, spec, ConfigFactory.parseString(all, options).root(), keys);
  }

  /** Reads a layer; empty after complaints about keys that it lacks. */
  Optional<LayerSpec> read(String path, ConfigObject given, Problems problems) {
    KnownKeys.check(path, given, defaults, problems);
    for (String key : new TreeSet<>(defaults.keySet())) {
      boolean required = defaults.get(key).unwrapped().equals("required");
      if (required && !given.containsKey(key)) {
        return new GivenValue(path + "." + key, given, problems).say("is required for " + name);
      }
    }
    ConfigObject merged = given.withFallback(defaults);
    return Optional.of(keys.declare(new ReadKeys<>(new Section(path, merged, defaults, problems))));
  }

  /** Writes a layer of this type. */
  Map<String, Object> written(LayerSpec layer) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("type", name);
    keys.declare(new WrittenKeys<>(spec.cast(layer), written));
    return written;
  }

  /** Its keys but {@code type}, with what documents them. */
  List<DeclaredKey> declared() {
    List<DeclaredKey> declared = new ArrayList<>();
    keys.declare(new DeclaredKeys<>("", defaults, declared));
    return declared;
  }
}
