package io.espalier.format;

import com.fasterxml.jackson.core.type.TypeReference;
import io.espalier.model.Network;
import io.espalier.model.Node;
import java.util.List;

/** A network, without its numbers, as JSON: {@code network.json} of our own files. */
public final class NetworkJson {
  private static final int VERSION = 1;

  private NetworkJson() {}

  private record Text(int format, List<Node> nodes, List<String> inputs, String output) {}

  /** UTF-8, the same bytes for equal networks. */
  public static byte[] write(Network network) {
    return ModelJson.write(new Text(VERSION, network.nodes(), network.inputs(), network.output()));
  }

  /**
   * @param where the text stands, for messages
   * @throws io.espalier.model.InputException if it is not that of a network, or beyond the limits
   */
  public static Network read(byte[] bytes, String where, Limits limits) {
    Text text = new ModelJson(limits).read(bytes, new TypeReference<>() {}, where);
    if (text.format() != VERSION) {
      throw Unreadable.because(
          where, "it is of format %d, and only %d is read".formatted(text.format(), VERSION));
    }
    limits.checkNodes(text.nodes().size(), where);
    return Unreadable.naming(where, () -> new Network(text.nodes(), text.inputs(), text.output()));
  }
}
