package io.espalier.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a store. */
final class StoreFiles {
  private StoreFiles() {}

  /** When each stage was committed, by its manifest's path in the store. */
  static TreeMap<String, FileTime> stages(Path store) throws IOException {
    TreeMap<String, FileTime> stages = new TreeMap<>();
    for (Path file : below(store.resolve("stages"))) {
      if (file.getFileName().toString().equals("manifest.json")) {
        stages.put(store.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    return stages;
  }

  /** Checkpoints of stages that are being trained. */
  static List<Path> checkpoints(Path store) throws IOException {
    return below(store.resolve("stages")).stream()
        .filter(file -> file.toString().matches(".*/rounds/\\d+/manifest\\.json"))
        .toList();
  }

  /** All files below a folder; none if it is not there. */
  static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      return below(folder); // A file went away while it was looked at.
    }
  }
}
