package io.espalier.network;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/**
 * Gives the LSTM layers of a live network a faster arithmetic, with the same outputs and gradients.
 * It sits in the slot that Deeplearning4j keeps for accelerated layers, which is no part of a
 * network's configuration or parameters: clones and saved networks know nothing of it.
 *
 * <p>Covered are float LSTM layers with tanh as activation and sigmoid or hard sigmoid gates, also
 * inside wrappers (bidirectional, last step, mask zero), with masks and carried state. Everything
 * else, such as GravesLSTM, goes on as Deeplearning4j computes it.
 *
 * <p>Outputs and gradients equal Deeplearning4j's to float rounding and are the same bits on every
 * run on one kind of processor, provided that {@code OMP_NUM_THREADS} is 1 in the environment. That
 * includes masked steps: Deeplearning4j clears output and memory there going forward, and does not
 * stop errors there going back. Memory that stays with a layer is that of its largest batch.
 *
 * <p>One thread at a time may use a network, as always in Deeplearning4j; several networks may run
 * side by side.
 */
public final class FastLstm implements AutoCloseable {
  private static final Field SLOT = field(LSTM.class, "helper");
  private static final Field FORWARDS = field(BidirectionalLayer.class, "fwd");
  private static final Field BACKWARDS = field(BidirectionalLayer.class, "bwd");

  private final List<LSTM> layers = new ArrayList<>();
  private final List<CellHelper> helpers = new ArrayList<>();

  private FastLstm() {}

  /** Installs the arithmetic in every LSTM layer of a graph; closing the result takes it out. */
  public static FastLstm install(ComputationGraph graph) {
    FastLstm installed = new FastLstm();
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex.hasLayer()) {
        InputError inputError = inputError(graph, vertex);
        OutputOrder order = outputOrder(graph, vertex);
        installed.visit(vertex.getLayer(), inputError, order);
      }
    }
    return installed;
  }

  /** How many LSTM layers were given it; a bidirectional layer counts twice. */
  public int layers() {
    return layers.size();
  }

  /** Restores Deeplearning4j's own arithmetic and frees what this one used. */
  @Override
  public void close() {
    layers.forEach(layer -> set(layer, Optional.empty()));
    helpers.forEach(CellHelper::close);
    layers.clear();
    helpers.clear();
  }

  private void visit(Layer layer, InputError inputError, OutputOrder order) {
    if (layer instanceof BidirectionalLayer) {
      visit((Layer) read(FORWARDS, layer), inputError, OutputOrder.STEPS_OUTERMOST);
      visit((Layer) read(BACKWARDS, layer), inputError, OutputOrder.STEPS_OUTERMOST);
    } else if (layer instanceof BaseWrapperLayer) {
      visit(((BaseWrapperLayer) layer).getUnderlying(), inputError, OutputOrder.STEPS_OUTERMOST);
    } else if (layer.getClass() == LSTM.class) {
      CellHelper helper = new CellHelper((LSTM) layer, inputError, order);
      set((LSTM) layer, Optional.of(helper));
      layers.add((LSTM) layer);
      helpers.add(helper);
    }
  }

  private static InputError inputError(ComputationGraph graph, GraphVertex vertex) {
    List<String> inputs = graph.getConfiguration().getVertexInputs().get(vertex.getVertexName());
    return graph.getConfiguration().getNetworkInputs().containsAll(inputs)
        ? InputError.UNUSED
        : InputError.NEEDED;
  }

  private static OutputOrder outputOrder(ComputationGraph graph, GraphVertex vertex) {
    if (vertex.getNumOutputConnections() == 0) {
      return OutputOrder.STEPS_OUTERMOST;
    }
    boolean flattened = true;
    for (VertexIndices consumer : vertex.getOutputVertices()) {
      GraphVertex reader = graph.getVertices()[consumer.getVertexIndex()];
      flattened &= reader.hasLayer() && reader.getLayer() instanceof RnnOutputLayer;
    }
    return flattened ? OutputOrder.UNITS_OUTERMOST : OutputOrder.STEPS_OUTERMOST;
  }

  private static void set(LSTM layer, Optional<CellHelper> helper) {
    try {
      SLOT.set(layer, helper.orElse(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Deeplearning4j's LSTM layer cannot be accelerated", e);
    }
  }

  private static Object read(Field field, Layer layer) {
    try {
      return field.get(layer);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Deeplearning4j's " + field + " cannot be read", e);
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "this Deeplearning4j version's layers are built otherwise", e);
    }
  }
}
