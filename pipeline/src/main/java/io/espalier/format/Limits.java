package io.espalier.format;

import io.espalier.model.Layer.Weighted;
import io.espalier.model.Network;
import io.espalier.model.Node;

/**
 * How much a network file may hold. What is more is refused before memory is taken for it.
 *
 * @param fileBytes of the whole file
 * @param parameters of the network
 * @param textBytes of each text in it, unpacked
 * @param attachmentBytes of each attachment, unpacked
 * @param entries of an archive
 * @param nesting of brackets in a text
 */
public record Limits(
    long fileBytes, long parameters, int textBytes, int attachmentBytes, int entries, int nesting) {
  /** Networks of up to 268 million parameters. */
  public static final Limits USUAL = new Limits(4L << 30, 1L << 28, 16 << 20, 16 << 20, 1000, 100);

  /** Of one direction of a layer. */
  private static final int MOST_UNITS = 1 << 24;

  /**
   * Refuses a network that is too large, before its layout is made.
   *
   * @param where the network stands, for messages
   */
  void check(Network network, String where) {
    long sum = 0;
    for (Node node : network.weighted()) {
      Weighted layer = (Weighted) node.layer();
      checkWidth(layer.inputs(), node, where);
      checkWidth(layer.units(), node, where);
      sum += layer.matrices().stream().mapToLong(m -> (long) m.rows() * m.columns()).sum();
      if (sum > parameters) {
        throw Unreadable.because(
            where,
            "its network has %d parameters or more, and at most %d are read"
                .formatted(sum, parameters));
      }
    }
  }

  private static void checkWidth(int width, Node node, String where) {
    if (width < 1 || width > MOST_UNITS) {
      throw Unreadable.because(
          where, "layer %s is %d wide; legal is 1 to %d".formatted(node.name(), width, MOST_UNITS));
    }
  }
}
