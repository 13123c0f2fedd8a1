package io.espalier.format;

import io.espalier.model.Layer;
import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.Map;

/**
 * How much a network file may hold. What is more is refused before memory is taken for it.
 *
 * @param fileBytes of the whole file
 * @param parameters of the network
 * @param textBytes of each text in it, unpacked
 * @param attachmentBytes of all attachments together, unpacked
 * @param entries of an archive, and nodes of a network
 * @param nesting of brackets in a text
 */
public record Limits(
    long fileBytes, long parameters, int textBytes, int attachmentBytes, int entries, int nesting) {
  /** Networks of up to 268 million parameters. */
  public static final Limits USUAL = new Limits(4L << 30, 1L << 28, 8 << 20, 16 << 20, 1000, 100);

  /** Of one direction of a layer. */
  private static final int MOST_UNITS = 1 << 24;

  /** Of all merges together. */
  private static final int MOST_MERGED = 1 << 22;

  /**
   * Refuses a network that is too large, before its layout is made.
   *
   * @param where the network stands, for messages
   * @return number of its parameters
   */
  long check(Network network, String where) {
    checkNodes(network.nodes().size(), where);
    long sum = 0;
    long merged = 0;
    Map<String, Integer> widths = network.widths();
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Weighted layer) {
        checkWidth(layer.inputs(), node, where);
        checkWidth(layer.units(), node, where);
        sum += layer.matrices().stream().mapToLong(m -> (long) m.rows() * m.columns()).sum();
      } else if (node.layer() instanceof Layer.Merge) {
        merged += node.from().stream().mapToLong(widths::get).sum();
      }
      if (sum > parameters || merged > MOST_MERGED) {
        throw Unreadable.because(
            where,
            "its network has more than %d parameters, or merges more than %d numbers"
                .formatted(parameters, MOST_MERGED));
      }
    }
    return sum;
  }

  /** Refuses a network of too many nodes, before it is made. */
  void checkNodes(int nodes, String where) {
    if (nodes > entries) {
      throw Unreadable.because(
          where, "its network has %d nodes, and at most %d are read".formatted(nodes, entries));
    }
  }

  private static void checkWidth(int width, Node node, String where) {
    if (width < 1 || width > MOST_UNITS) {
      throw Unreadable.because(
          where, "layer %s is %d wide; legal is 1 to %d".formatted(node.name(), width, MOST_UNITS));
    }
  }
}
