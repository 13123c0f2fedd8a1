package io.espalier.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** What Deeplearning4j restores of networks that we write. */
final class RestoredNetworks {
  private RestoredNetworks() {}

  static byte[] written(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Dl4jNetworkWriter.write(content, out);
    return out.toByteArray();
  }

  static ComputationGraph graph(Content content) throws IOException {
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(written(content)), true);
  }

  static MultiLayerNetwork stack(Content content) throws IOException {
    Map<String, String> notes = new TreeMap<>(content.notes());
    notes.put(Dl4jNetworkWriter.TYPE, Dl4jNetworkWriter.STACK);
    Content stack =
        new Content(
            content.network(),
            content.parameters(),
            content.training(),
            content.mask(),
            notes,
            content.attachments());
    return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(written(stack)), true);
  }
}
