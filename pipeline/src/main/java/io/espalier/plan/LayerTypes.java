package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.flag;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import io.espalier.model.LayerSpec;
import io.espalier.model.LayerSpec.Cell;
import io.espalier.model.LayerSpec.Dense;
import io.espalier.model.LayerSpec.Dropout;
import io.espalier.model.LayerSpec.Embedding;
import io.espalier.model.LayerSpec.Recurrent;
import io.espalier.model.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of {@code network.layers}, one declaration each. */
final class LayerTypes {
  private static final ValueShape<Integer> UNITS = integer(atLeast(1), 1_000_000);
  private static final Map<String, LayerType<?>> TYPES = new LinkedHashMap<>();

  static {
    String recurrent = "units = required, bidirectional = false";
    String gated = recurrent + ", forget-bias = 1.0";
    type("lstm", Recurrent.class, gated, layer -> gated(Cell.LSTM, layer));
    type("graves-lstm", Recurrent.class, gated, layer -> gated(Cell.GRAVES_LSTM, layer));
    type("simple-rnn", Recurrent.class, recurrent, layer -> recurrent(Cell.SIMPLE_RNN, layer, 0));
    type(
        "embedding",
        Embedding.class,
        "units = required",
        layer -> new Embedding(layer.key("units", UNITS, Embedding::units)));
    type(
        "dense",
        Dense.class,
        "units = required",
        layer -> new Dense(layer.key("units", UNITS, Dense::units)));
    type(
        "dropout",
        Dropout.class,
        "rate = required",
        layer -> new Dropout(layer.key("rate", number(Interval.between(0, 1)), Dropout::rate)));
  }

  private LayerTypes() {}

  /** A list of layers; those that cannot be read are noted as problems and left out. */
  static ValueShape<List<LayerSpec>> layers() {
    return new ValueShape<>(
        "a list of layers, each of type " + String.join(", ", TYPES.keySet()),
        LayerTypes::read,
        layers -> layers.stream().map(layer -> TYPES.get(name(layer)).written(layer)).toList(),
        List.of());
  }

  /** All types, in the order in which they are declared. */
  static List<LayerType<?>> all() {
    return List.copyOf(TYPES.values());
  }

  private static <L extends LayerSpec> void type(
      String name, Class<L> spec, String defaults, LayerType.Declaration<L> keys) {
    TYPES.put(name, LayerType.of(name, spec, defaults, keys));
  }

  private static Recurrent gated(Cell cell, Keys<Recurrent> layer) {
    return recurrent(
        cell, layer, layer.key("forget-bias", number(Interval.ANY), Recurrent::forgetBias));
  }

  private static Recurrent recurrent(Cell cell, Keys<Recurrent> layer, double forgetBias) {
    return new Recurrent(
        cell,
        layer.key("units", UNITS, Recurrent::units),
        layer.key("bidirectional", flag(), Recurrent::bidirectional),
        forgetBias);
  }

  private static String name(LayerSpec layer) {
    return layer instanceof Recurrent recurrent
        ? Names.of(recurrent.cell())
        : Names.of(layer.getClass().getSimpleName());
  }

  private static Optional<List<LayerSpec>> read(GivenValue given) {
    if (!(given.value() instanceof ConfigList list)) {
      return given.wrong("must be a list");
    }
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String path = "%s[%d]".formatted(given.path(), i);
      layer(new GivenValue(path, list.get(i), given.problems())).ifPresent(layers::add);
    }
    return Optional.of(layers);
  }

  private static Optional<LayerSpec> layer(GivenValue given) {
    if (!(given.value() instanceof ConfigObject keys)) {
      String complaint = "must be a group of keys such as { type = lstm, units = 64 }, got %s";
      return given.say(complaint.formatted(given.value().render(ConfigRenderOptions.concise())));
    }
    String path = given.path() + ".type";
    if (!keys.containsKey("type")) {
      String names = String.join(", ", TYPES.keySet());
      return new GivenValue(path, keys, given.problems()).say("is required: one of " + names);
    }
    return choice(TYPES.keySet())
        .read(new GivenValue(path, keys.get("type"), given.problems()))
        .flatMap(name -> TYPES.get(name).read(given.path(), keys, given.problems()));
  }
}
