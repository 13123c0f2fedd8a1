package io.espalier.format;

import static io.espalier.format.FileBytes.assertRefused;
import static io.espalier.format.FileBytes.input;
import static io.espalier.format.FileBytes.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  private static void refused(byte[] bytes, String... words) {
    assertRefused(() -> Formats.read(input(bytes), Limits.USUAL), words);
    assertRefused(() -> Formats.named("espalier").read(input(bytes), Limits.USUAL), words);
  }

  private static byte[] latin(String text) {
    return (text + "\0".repeat(300)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] entries(String... names) {
    Map<String, byte[]> entries = new HashMap<>();
    Arrays.asList(names).forEach(name -> entries.put(name, new byte[] {1, 2, 3}));
    return zip(entries);
  }

  @Test
  void filesThatAreNoZipAreSaidToBeWhatTheyAre() {
    refused(new byte[0], "it is empty");
    refused(new byte[] {1}, "it is not a zip file", "damaged, or of another program");
    refused(latin("\u0089HDF\r\n\u001a\n"), "an HDF5 file, as Keras writes it");
    refused(latin("\u0080\u0002\u008a\nl\u00fc"), "PyTorch");
    refused(latin("\u00ac\u00ed\u0000\u0005sr"), "a Java object, which is never read");
    refused(latin("\b\b\u0012\u0007pytorch"), "an ONNX model");
    refused(latin("\b\u0001\u0012\u00ff"), "a SavedModel of TensorFlow");
    refused(latin("\n\u0012\n\u0005input"), "a graph of TensorFlow");
    refused(latin("\u001c\0\0\0TFL3"), "TensorFlow Lite");
    refused(latin("\u0098\0\0\0\0\0\0\0{\"__metadata__\""), "safetensors");
    refused(latin("\u001f\u008b\b"), "gzip");
    refused(latin("PAR1"), "a Parquet file");
    refused("größe = 3\nx".getBytes(StandardCharsets.UTF_8), "text that begins with 'größe = 3'");
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_8), "text that begins with '{\"a\": 1}'");
  }

  @Test
  void aTextThatIsCutInsideACharacterIsText() {
    refused("ä".repeat(300).substring(0, 300).getBytes(StandardCharsets.UTF_8), "text that begins");
    refused(("x" + "ä".repeat(300)).getBytes(StandardCharsets.UTF_8), "text that begins");
  }

  @Test
  void aZipThatWasCutOffIsSaidToBeOne() {
    byte[] whole = entries("a", "b");
    for (int length = 4; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), "it is a zip whose end is missing");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "config.json model.weights.h5 metadata.json, a model of Keras",
    "archive/data.pkl archive/data/0 archive/version, a model of PyTorch",
    "m/saved_model.pb m/variables/variables.index, a SavedModel of TensorFlow",
    "syn0.txt syn1.txt codes.txt huffman.txt config.json, word vectors",
    "x.npy y.npy, arrays of NumPy",
    "META-INF/MANIFEST.MF A.class, a jar"
  })
  void zipsOfOthersAreSaidToBeWhatTheyAre(String names, String kind) {
    refused(entries(names.split(" ")), "it is a zip without", "it seems to be " + kind);
  }

  @Test
  void networksUnderAnothersNameAreToldApart() throws IOException {
    assertRefused(
        () -> Formats.read(input(entries("network.json", "parameters.bin")), Limits.USUAL),
        "a network of Espalier; let its name end in .espalier");
    assertRefused(
        () ->
            Formats.named("espalier")
                .read(input(entries("configuration.json", "coefficients.bin")), Limits.USUAL),
        "a Deeplearning4j network; let its name end in .zip");
    assertRefused(
        () -> Formats.read(input(entries("configuration.json")), Limits.USUAL),
        "it is a zip without coefficients.bin");
  }
}
