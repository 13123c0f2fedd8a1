package io.espalier.engine;

import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import io.espalier.model.NetworkStructure.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Deeplearning4j model zip, read without Deeplearning4j.
 *
 * @param structure of the network
 * @param parameters flat
 */
public record NetworkZip(NetworkStructure structure, float[] parameters) {
  /**
   * @throws InputException if the file cannot be read, or is damaged
   */
  public static NetworkZip read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String json = new String(entry(zip, "configuration.json"), StandardCharsets.UTF_8);
      Origin origin =
          json.contains("\"networkInputs\"")
              ? Origin.COMPUTATION_GRAPH
              : Origin.MULTI_LAYER_NETWORK;
      return new NetworkZip(
          new NetworkStructure(origin, json), Nd4jFloats.read(entry(zip, "coefficients.bin")));
    } catch (IOException e) {
      InputException problem =
          new InputException(
              "%s is not a Deeplearning4j network that can be read, or is damaged: %s"
                  .formatted(file, e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }

  private static byte[] entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no " + name);
    }
    byte[] bytes = zip.getInputStream(entry).readAllBytes();
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (sum.getValue() != entry.getCrc()) {
      throw new IOException(name + " does not have its checksum");
    }
    return bytes;
  }
}
