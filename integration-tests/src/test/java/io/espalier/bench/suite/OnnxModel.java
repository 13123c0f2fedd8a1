package io.espalier.bench.suite;

import io.espalier.model.NetworkState;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A network of LSTM layers under a softmax as an ONNX model, with the network's own weights. It
 * reads {@value #INPUT} [time, batch, input] and gives {@value #OUTPUT}: probabilities [batch,
 * class], or [time, batch, class] where there is a prediction at every step.
 *
 * <p>Field numbers are those of onnx.proto3. ONNX has the gates in the order input, output, forget,
 * block input; Deeplearning4j block input, forget, output, input. Both keep the weights that feed
 * one column next to each other.
 */
final class OnnxModel {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private static final int[] GATES = {3, 2, 1, 0};
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final float[] parameters;
  private final ProtoMessage graph = new ProtoMessage().text(2, "network");

  private OnnxModel(float[] parameters) {
    this.parameters = parameters;
  }

  /** The bytes of the model's file. */
  static byte[] of(NetworkState network, StepConfiguration configuration) {
    return new OnnxModel(network.parameters()).model(network.network().layout(), configuration);
  }

  private byte[] model(ParameterLayout layout, StepConfiguration configuration) {
    String sequence = INPUT;
    String last = "";
    int layers = layout.layers().size() - 1;
    for (int layer = 0; layer < layers; layer++) {
      String name = "lstm" + layer;
      lstm(name, sequence, layout.layers().get(layer).units(), layout.blocksOf(layer));
      sequence = squeezed(name + ".sequence", 1);
      last = squeezed(name + ".last", 0);
    }
    List<ParameterBlock> output = layout.blocksOf(layers);
    floats("weights", values(output.get(0)), output.get(0).columns(), output.get(0).rows());
    floats("bias", values(output.get(1)), output.get(1).columns());
    node("Transpose", List.of("weights"), List.of("matrix"), integers("perm", 1, 0));
    String top = configuration.isTimed() ? sequence : last;
    node("MatMul", List.of(top, "matrix"), List.of("product"));
    node("Add", List.of("product", "bias"), List.of("sum"));
    node("Softmax", List.of("sum"), List.of(OUTPUT), integer("axis", -1));
    graph.message(11, tensorName(INPUT)).message(12, tensorName(OUTPUT));
    return new ProtoMessage()
        .number(1, 8)
        .message(8, new ProtoMessage().text(1, "").number(2, 13))
        .message(7, graph)
        .toBytes();
  }

  private void lstm(String name, String input, int units, List<ParameterBlock> blocks) {
    ParameterBlock bias = blocks.get(2);
    float[] gates = gates(bias, units);
    float[] both = Arrays.copyOf(gates, 2 * gates.length);
    floats(name + ".W", gates(blocks.get(0), units), 1, 4L * units, blocks.get(0).rows());
    floats(name + ".R", gates(blocks.get(1), units), 1, 4L * units, units);
    floats(name + ".B", both, 1, 8L * units);
    node(
        "LSTM",
        List.of(input, name + ".W", name + ".R", name + ".B"),
        List.of(name + ".sequence", name + ".last"),
        integer("hidden_size", units));
  }

  /** Without an axis of length 1. */
  private String squeezed(String name, int axis) {
    ByteBuffer axes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    tensor(name + ".axis", INT64, axes.putLong(axis).array(), 1);
    node("Squeeze", List.of(name, name + ".axis"), List.of(name + ".squeezed"));
    return name + ".squeezed";
  }

  private float[] values(ParameterBlock block) {
    return Arrays.copyOfRange(parameters, block.offset(), block.end());
  }

  /** A block's values with its gates in ONNX's order. */
  private float[] gates(ParameterBlock block, int units) {
    float[] gates = new float[block.length()];
    int length = block.rows() * units;
    for (int gate = 0; gate < GATES.length; gate++) {
      int from = block.offset() + GATES[gate] * length;
      System.arraycopy(parameters, from, gates, gate * length, length);
    }
    return gates;
  }

  private void floats(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    tensor(name, FLOAT, raw.array(), shape);
  }

  private void tensor(String name, int type, byte[] raw, long... shape) {
    ProtoMessage tensor = new ProtoMessage();
    for (long length : shape) {
      tensor.number(1, length);
    }
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
  }

  private void node(
      String operator, List<String> inputs, List<String> outputs, ProtoMessage... attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(4, operator);
    for (ProtoMessage attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
  }

  private static ProtoMessage integer(String name, long value) {
    return new ProtoMessage().text(1, name).number(3, value).number(20, 2);
  }

  private static ProtoMessage integers(String name, long... values) {
    ProtoMessage attribute = new ProtoMessage().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  private static ProtoMessage tensorName(String name) {
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
