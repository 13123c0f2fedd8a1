package io.espalier.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Deeplearning4j says the updaters of a layer. It keeps the numbers of neighbouring blocks
 * together where their updaters are equal, and two that do the same may differ there: a fixed rate
 * can be said in two ways.
 */
record Dl4jUpdaterWords(JsonNode weights, JsonNode bias) {
  static Dl4jUpdaterWords of(Dl4jPart layer) {
    JsonNode weights = layer.json().path("iupdater");
    return new Dl4jUpdaterWords(
        weights, layer.has("biasUpdater") ? layer.json().path("biasUpdater") : weights);
  }

  private JsonNode of(Role role) {
    return role == Role.BIAS ? bias : weights;
  }

  /**
   * An optimiser's numbers in our order.
   *
   * @param numbers in Deeplearning4j's, whose runs are parts of ours
   */
  static float[] ordered(
      float[] numbers,
      ParameterLayout parameters,
      OptimiserLayout layout,
      Map<String, Dl4jUpdaterWords> words) {
    List<Integer> starts = starts(parameters, words);
    if (starts.size() == layout.runs().size()) {
      return numbers;
    }
    float[] ordered = new float[numbers.length];
    starts.add(parameters.length());
    for (OptimiserLayout.Run run : layout.runs()) {
      for (int i = 0; i + 1 < starts.size(); i++) {
        int from = starts.get(i);
        int length = starts.get(i + 1) - from;
        int states = from >= run.from() && from < run.to() ? run.length() / size(run) : 0;
        for (int state = 0; state < states; state++) {
          int theirs = run.offset() + states * (from - run.from()) + state * length;
          int ours = run.offset() + state * size(run) + from - run.from();
          System.arraycopy(numbers, theirs, ordered, ours, length);
        }
      }
    }
    return ordered;
  }

  private static int size(OptimiserLayout.Run run) {
    return run.to() - run.from();
  }

  /** Where Deeplearning4j begins another run of blocks. */
  private static List<Integer> starts(ParameterLayout layout, Map<String, Dl4jUpdaterWords> words) {
    List<Integer> starts = new ArrayList<>();
    Optional<JsonNode> last = Optional.empty();
    for (ParameterBlock block : layout.blocks()) {
      JsonNode updater = words.get(layout.layers().get(block.layer()).name()).of(block.role());
      if (!last.equals(Optional.of(updater))) {
        starts.add(block.offset());
        last = Optional.of(updater);
      }
    }
    return starts;
  }
}
