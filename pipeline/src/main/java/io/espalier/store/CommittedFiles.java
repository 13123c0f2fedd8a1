package io.espalier.store;

import io.espalier.model.InputException;
import io.espalier.store.GuardedFiles.Reading;
import io.espalier.store.Manifest.FileFacts;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;

/** The files of one folder and the manifest that vouches for them. */
final class CommittedFiles {
  private final GuardedFiles files;
  private final Path folder;

  CommittedFiles(GuardedFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * The manifest, if the folder was committed.
   *
   * @throws InputException if it was written in a newer format
   * @throws DamagedException if it is no manifest
   */
  Optional<Manifest> manifest() {
    Path file = new Path(folder, Folder.MANIFEST);
    if (!files.has(file)) {
      return Optional.empty();
    }
    byte[] text = stored(file, InputStream::readAllBytes);
    String origin = folder + "/" + Folder.MANIFEST;
    Json.expectFormat(text, Manifest.FORMAT, origin, "use a newer version, or another run.store");
    return Optional.of(Json.read(text, Manifest.class, origin));
  }

  /** Publishes the manifest of all files in the folder and those below it, journals left out. */
  Manifest commit(String kind, String key) {
    Map<String, FileFacts> facts = new TreeMap<>();
    files
        .all(folder)
        .forEach(
            (name, file) -> {
              if (!name.equals(Folder.MANIFEST)
                  && !name.endsWith(Journal.SUFFIX)
                  && !file.name().startsWith(".")) {
                facts.put(name, files.read(new Path(folder, name), Digests::facts));
              }
            });
    Manifest manifest = new Manifest(Manifest.FORMAT, kind, key, facts);
    files.write(new Path(folder, Folder.MANIFEST), Json.write(manifest));
    return manifest;
  }

  /**
   * Reads a file and compares it with the manifest.
   *
   * @param facts of what was read
   * @throws DamagedException if it is missing or differs
   */
  <T> T read(Manifest manifest, String name, Reading<T> reading, Function<T, FileFacts> facts) {
    Path file = new Path(folder, name);
    FileFacts expected = manifest.files().get(name);
    if (expected == null || !files.has(file)) {
      throw new DamagedException(folder + "/" + name + " is missing");
    }
    T content = stored(file, reading);
    FileFacts found = facts.apply(content);
    if (!found.equals(expected)) {
      throw new DamagedException(
          "%s/%s is damaged: %d bytes with SHA-256 %s, its manifest says %d bytes with %s"
              .formatted(
                  folder,
                  name,
                  found.length(),
                  found.sha256(),
                  expected.length(),
                  expected.sha256()));
    }
    return content;
  }

  /** Reads a file whose bytes the file system itself may find to be damaged or lost. */
  private <T> T stored(Path file, Reading<T> reading) {
    try {
      return files.read(file, reading);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ChecksumException
          || e.getCause() instanceof BlockMissingException) {
        throw new DamagedException("%s cannot be read: %s".formatted(file, e.getCause()));
      }
      throw e;
    }
  }
}
