package io.espalier.model;

import io.espalier.model.Layer.Matrix;
import io.espalier.model.Layer.Merge;
import io.espalier.model.Layer.Weighted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The layers with parameters of one network and their blocks, in the order of its flat vector.
 * Blocks are contiguous, start at 0 and do not overlap.
 */
public final class ParameterLayout implements Serializable {
  private final List<LayerShape> layers;
  private final List<ParameterBlock> blocks;
  private final List<List<Reader>> readers;
  private final List<Reader> inputReaders;

  /**
   * A layer that reads another.
   *
   * @param layer index of the reading layer
   * @param row of its input matrices at which the other's outputs begin
   */
  public record Reader(int layer, int row) implements Serializable {}

  /**
   * @param readers for each layer, the layers that read its outputs
   * @param inputReaders the layers that read the network's input
   */
  public ParameterLayout(
      List<LayerShape> layers,
      List<ParameterBlock> blocks,
      List<List<Reader>> readers,
      List<Reader> inputReaders) {
    this.layers = List.copyOf(layers);
    this.blocks = List.copyOf(blocks);
    this.readers = readers.stream().map(List::copyOf).toList();
    this.inputReaders = List.copyOf(inputReaders);
    int position = 0;
    for (ParameterBlock block : blocks) {
      if (block.offset() != position || block.layer() >= layers.size()) {
        throw new IllegalArgumentException(
            "block %s must start at %d and name one of %d layers, got offset %d, layer %d"
                .formatted(block.name(), position, layers.size(), block.offset(), block.layer()));
      }
      position = block.end();
    }
  }

  /** A layout in which each layer reads the one before it. */
  public static ParameterLayout chain(List<LayerShape> layers, List<ParameterBlock> blocks) {
    int last = layers.size() - 1;
    return new ParameterLayout(
        layers,
        blocks,
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> i == last ? List.<Reader>of() : List.of(new Reader(i + 1, 0)))
            .toList(),
        List.of(new Reader(0, 0)));
  }

  /** The layout of a network. */
  static ParameterLayout of(Network network) {
    List<LayerShape> layers = new ArrayList<>();
    List<ParameterBlock> blocks = new ArrayList<>();
    List<List<Reader>> readers = new ArrayList<>();
    List<Reader> inputReaders = new ArrayList<>();
    Map<String, List<Span>> given = new HashMap<>();
    network.inputs().forEach(input -> given.put(input, List.of(new Span(inputReaders, 0))));
    Map<String, Integer> widths = network.widths();
    Set<String> ends = ends(network);
    int offset = 0;
    for (Node node : network.nodes()) {
      List<Span> read = side(widths, node, given);
      given.put(node.name(), read);
      if (node.layer() instanceof Weighted layer) {
        int index = layers.size();
        read.forEach(span -> span.readers().add(new Reader(index, span.row())));
        readers.add(new ArrayList<>());
        given.put(node.name(), List.of(new Span(readers.get(index), 0)));
        layers.add(
            new LayerShape(
                node.name(),
                ends.contains(node.name()) ? LayerKind.OUTPUT : layer.kind(),
                layer.inputs(),
                layer.units(),
                layer.directions()));
        for (Matrix matrix : layer.matrices()) {
          String name = node.name() + "." + matrix.name();
          ParameterBlock block =
              new ParameterBlock(
                  name, index, matrix.role(), matrix.rows(), matrix.columns(), offset);
          blocks.add(block);
          offset = block.end();
        }
      }
    }
    return new ParameterLayout(layers, blocks, readers, inputReaders);
  }

  /**
   * The network's input or a layer's outputs inside what a node gives, from a row on.
   *
   * @param readers takes those who read it
   */
  private record Span(List<Reader> readers, int row) {}

  /** What a node reads, side by side. */
  private static List<Span> side(
      Map<String, Integer> widths, Node node, Map<String, List<Span>> given) {
    if (!(node.layer() instanceof Merge)) {
      return given.get(node.from().get(0));
    }
    List<Span> all = new ArrayList<>();
    int row = 0;
    for (String from : node.from()) {
      int start = row;
      given.get(from).forEach(s -> all.add(new Span(s.readers(), start + s.row())));
      row += widths.get(from);
    }
    return all;
  }

  /** Names of the nodes behind which nothing with parameters stands: what the network says. */
  private static Set<String> ends(Network network) {
    Set<String> ends = new HashSet<>(Set.of(network.output()));
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      Node node = network.nodes().get(i);
      if (ends.contains(node.name()) && !(node.layer() instanceof Weighted)) {
        ends.addAll(node.from());
      }
    }
    return ends;
  }

  /** The layers with parameters, in the order of the flat vector. */
  public List<LayerShape> layers() {
    return layers;
  }

  /** The blocks, in the order of the flat vector. */
  public List<ParameterBlock> blocks() {
    return blocks;
  }

  /** The blocks of one layer, in order. */
  public List<ParameterBlock> blocksOf(int layer) {
    return blocks.stream().filter(block -> block.layer() == layer).toList();
  }

  /** The layers that read a layer's outputs. */
  public List<Reader> readersOf(int layer) {
    return readers.get(layer);
  }

  /** The layers that read the network's input. */
  public List<Reader> inputReaders() {
    return inputReaders;
  }

  /** Number of parameters in the flat vector. */
  public int length() {
    return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterLayout that
        && layers.equals(that.layers)
        && blocks.equals(that.blocks)
        && readers.equals(that.readers)
        && inputReaders.equals(that.inputReaders);
  }

  @Override
  public int hashCode() {
    return 31 * layers.hashCode() + blocks.hashCode();
  }

  @Override
  public String toString() {
    return "ParameterLayout" + blocks;
  }
}
