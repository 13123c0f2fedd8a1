package io.espalier.engine.training;

import io.espalier.model.Clipping;
import io.espalier.model.Mask;
import io.espalier.model.Optimiser;
import io.espalier.model.OptimiserLayout;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Training;
import io.espalier.model.UpdateRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One step of a network's optimisers over the flat vectors, in stretches that stay in the
 * processor's first cache. The gradient of a pruned parameter is set to 0 before everything else:
 * it counts in no norm, and as its parameter and state are 0, every rule and penalty leave them at
 * exactly 0.
 */
final class Updating {
  private static final int STRETCH = 2048;

  private final List<LayerRules> layers;
  private final Training.Tracking tracking;
  private final Flat flat;
  private final OptimiserState state;
  private Optional<float[]> mask = Optional.empty();
  private Packing packing = Packing.none();

  /** A layer's blocks, and how they are updated. */
  private record LayerRules(List<ParameterBlock> blocks, Training.Rules rules) {}

  Updating(ParameterLayout layout, Training training, Flat flat) {
    this.layers =
        IntStream.range(0, layout.layers().size())
            .mapToObj(
                i -> new LayerRules(layout.blocksOf(i), training.of(layout.layers().get(i).name())))
            .toList();
    this.tracking = training.tracking();
    this.flat = flat;
    this.state = new OptimiserState(OptimiserLayout.of(layout, training), layout.length());
  }

  /** Takes over unpacked parameters and optimiser state; an empty state starts afresh. */
  void load(float[] parameters, float[] optimiserState) {
    System.arraycopy(parameters, 0, flat.parameters(), 0, flat.parameters().length);
    packing.pack(flat.parameters());
    state.load(optimiserState);
    state.arrays().forEach(packing::pack);
    prune();
  }

  /** The unpacked state, in the order of {@link OptimiserLayout}. */
  float[] state() {
    return state.unpacked(packing);
  }

  /** Sets pruned parameters and their state to 0 and keeps them there. */
  void hold(Mask newMask) {
    pack(Packing.none());
    mask = newMask.isAll() ? Optional.empty() : Optional.of(newMask.toFloats());
    prune();
  }

  /** Packs the parameters and whatever is kept for each of them in another way. */
  void pack(Packing newPacking) {
    Stream.of(Stream.of(flat.parameters()), state.arrays().stream(), mask.stream())
        .flatMap(vectors -> vectors)
        .forEach(
            vector -> {
              packing.unpack(vector);
              newPacking.pack(vector);
            });
    packing = newPacking;
  }

  private void prune() {
    mask.ifPresent(
        keep -> {
          clear(flat.parameters(), keep);
          state.arrays().forEach(kind -> clear(kind, keep));
        });
  }

  private static void clear(float[] values, float[] keep) {
    for (int i = 0; i < values.length; i++) {
      if (keep[i] == 0f) {
        values[i] = 0f;
      }
    }
  }

  /**
   * Takes the step of the gradient, which is summed over examples, and leaves the change in its
   * place.
   *
   * @param iteration steps done before, 0 for the first
   * @param epoch passes over the training split done before
   */
  void take(int iteration, int epoch, int examples) {
    for (LayerRules layer : layers) {
      float[] scales = scales(layer, examples);
      for (int i = 0; i < scales.length; i++) {
        ParameterBlock block = layer.blocks().get(i);
        take(block, layer.rules(), scales[i], iteration, epoch);
      }
    }
  }

  /** The factors of the gradients of a layer's blocks. */
  private float[] scales(LayerRules layer, int examples) {
    Clipping clipping = layer.rules().clipping();
    if (GradientScale.readsGradient(clipping)) {
      layer
          .blocks()
          .forEach(block -> multiplyByMask(flat.gradient(), block.offset(), packing.end(block)));
    }
    return GradientScale.of(clipping, layer.blocks(), flat.gradient(), packing, examples);
  }

  private void take(
      ParameterBlock block, Training.Rules rules, float scale, int iteration, int epoch) {
    Optimiser optimiser = rules.of(block.role());
    UpdateRule rule = optimiser.rule();
    double rate = rule.kind().hasRate() ? optimiser.rate().at(iteration, epoch) : 1;
    double momentum = rule.momentum().at(iteration, epoch);
    float[] gradient = flat.gradient();
    for (int from = block.offset(); from < packing.end(block); from += STRETCH) {
      int to = Math.min(packing.end(block), from + STRETCH);
      scale(from, to, scale);
      if (rules.clipping().kind() == Clipping.Kind.CLIP_ELEMENTS) {
        cut(from, to, (float) rules.clipping().threshold());
      }
      if (tracking == Training.Tracking.MOVEMENT) {
        move(state.values()[rule.kind().states()], from, to);
      }
      Penalties.add(
          optimiser.penalties(), Penalties.Phase.GRADIENT, flat, from, to, rate, iteration, epoch);
      RuleArithmetic.apply(rule, gradient, state.values(), from, to, rate, momentum, iteration);
      if (rule.kind() == UpdateRule.Kind.ADABELIEF) { // it adds its epsilon to every state
        for (float[] values : state.values()) {
          multiplyByMask(values, from, to);
        }
      }
      Penalties.add(
          optimiser.penalties(), Penalties.Phase.CHANGE, flat, from, to, rate, iteration, epoch);
      subtract(from, to);
    }
  }

  private void scale(int from, int to, float factor) {
    float[] gradient = flat.gradient();
    for (int i = from; i < to; i++) {
      gradient[i] *= factor;
    }
    multiplyByMask(gradient, from, to);
  }

  private void multiplyByMask(float[] values, int from, int to) {
    mask.ifPresent(
        keep -> {
          for (int i = from; i < to; i++) {
            values[i] *= keep[i];
          }
        });
  }

  private void cut(int from, int to, float most) {
    float[] gradient = flat.gradient();
    for (int i = from; i < to; i++) {
      gradient[i] = Math.max(-most, Math.min(most, gradient[i]));
    }
  }

  private void move(float[] movement, int from, int to) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      movement[i] -= parameters[i] * gradient[i];
    }
  }

  private void subtract(int from, int to) {
    float[] gradient = flat.gradient();
    float[] parameters = flat.parameters();
    for (int i = from; i < to; i++) {
      parameters[i] -= gradient[i];
    }
  }
}
