package io.espalier.plan;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads {@code network.layers}: one entry for each type of layer. */
final class LayerReader {
  private static final String REQUIRED = "required";

  /** What keys a type of layer has, with their defaults, and what they make. */
  private record Type(ConfigObject keys, Function<Section, LayerSpec> reader) {}

  private static final Map<String, Type> TYPES = new LinkedHashMap<>();

  static {
    type("lstm", "units = required, bidirectional = false, forget-bias = 1.0", cell(Cell.LSTM));
    type(
        "graves-lstm",
        "units = required, bidirectional = false, forget-bias = 1.0",
        cell(Cell.GRAVES_LSTM));
    type("simple-rnn", "units = required, bidirectional = false", LayerReader::simple);
    type("embedding", "units = required", layer -> new LayerSpec.Embedding(units(layer)));
    type("dense", "units = required", layer -> new LayerSpec.Dense(units(layer)));
    type(
        "dropout",
        "rate = required",
        layer -> new LayerSpec.Dropout(layer.number("rate", Interval.between(0, 1))));
  }

  private LayerReader() {}

  /** The layers that could be read; the others are noted as problems. */
  static List<LayerSpec> layers(Section network) {
    List<LayerSpec> layers = new ArrayList<>();
    List<ConfigValue> given = network.list("layers");
    for (int i = 0; i < given.size(); i++) {
      String path = network.pathOf("layers[%d]".formatted(i));
      if (given.get(i) instanceof ConfigObject object) {
        layer(path, object, network.problems()).ifPresent(layers::add);
      } else {
        String complaint = "%s must be a group of keys such as { type = lstm, units = 64 }, got %s";
        String value = given.get(i).render(ConfigRenderOptions.concise());
        String place = Problems.place(given.get(i).origin());
        network.problems().add(path, complaint.formatted(path, value), place);
      }
    }
    return layers;
  }

  private static Optional<LayerSpec> layer(String path, ConfigObject given, Problems problems) {
    String place = Problems.place(given.origin());
    if (!given.containsKey("type")) {
      String names = String.join(", ", TYPES.keySet());
      problems.add(path, "%s.type is required: one of %s".formatted(path, names), place);
      return Optional.empty();
    }
    ConfigObject untyped = keys("type = required");
    String name = new Section(path, given, untyped, problems).choice("type", TYPES.keySet());
    if (!TYPES.containsKey(name)) {
      return Optional.empty();
    }
    Type type = TYPES.get(name);
    KnownKeys.check(path, given, type.keys(), problems);
    for (String key : new TreeSet<>(type.keys().keySet())) {
      boolean required = type.keys().get(key).unwrapped().equals(REQUIRED);
      if (required && !given.containsKey(key)) {
        problems.add(path, "%s.%s is required for %s".formatted(path, key, name), place);
        return Optional.empty();
      }
    }
    ConfigObject merged = given.withFallback(type.keys());
    return Optional.of(type.reader().apply(new Section(path, merged, type.keys(), problems)));
  }

  private static void type(String name, String keys, Function<Section, LayerSpec> reader) {
    TYPES.put(name, new Type(keys("type = %s, %s".formatted(name, keys)), reader));
  }

  private static ConfigObject keys(String keys) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(Problems.DEFAULTS);
    return ConfigFactory.parseString(keys, options).root();
  }

  private static Function<Section, LayerSpec> cell(Cell cell) {
    return layer ->
        new LayerSpec.Recurrent(
            cell,
            units(layer),
            layer.flag("bidirectional"),
            layer.number("forget-bias", Interval.ANY));
  }

  private static LayerSpec simple(Section layer) {
    return new LayerSpec.Recurrent(Cell.SIMPLE_RNN, units(layer), layer.flag("bidirectional"), 0);
  }

  private static int units(Section layer) {
    return layer.integer("units", Interval.atLeast(1));
  }
}
