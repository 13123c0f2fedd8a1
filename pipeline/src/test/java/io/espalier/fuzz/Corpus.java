package io.espalier.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that are kept: one of each kind that was once read wrongly. */
final class Corpus {
  private Corpus() {}

  /** Those of a part, by name. */
  static List<byte[]> of(String part) throws IOException {
    URL folder = Corpus.class.getResource("corpus/" + part);
    if (folder == null) {
      return List.of();
    }
    List<byte[]> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        kept.add(Files.readAllBytes(file));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return kept;
  }
}
