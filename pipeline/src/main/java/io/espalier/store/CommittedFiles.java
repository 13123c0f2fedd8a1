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
import org.apache.hadoop.fs.Path;

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
    String remedy = "use a newer version, or another run.store";
    return files
        .find(file, InputStream::readAllBytes)
        .map(
            text -> {
              Json.expectFormat(text, Manifest.FORMAT, file.toString(), remedy);
              return Json.read(text, Manifest.class, file.toString());
            });
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
                  && !Folder.isHidden(file.name())) {
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
    T content =
        (expected == null ? Optional.<T>empty() : files.find(file, reading))
            .orElseThrow(() -> missing(name));
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

  /**
   * Makes sure that every file is there with its length, and reads those again that were written to
   * after the manifest.
   *
   * @throws DamagedException if one is not what was committed
   */
  void check(Manifest manifest) {
    Map<String, FolderEntry> found = files.all(folder);
    FolderEntry seal = found.get(Folder.MANIFEST);
    boolean isTouched = false;
    for (Map.Entry<String, FileFacts> file : manifest.files().entrySet()) {
      FolderEntry entry = found.get(file.getKey());
      if (entry == null) {
        throw missing(file.getKey());
      }
      boolean later = seal == null || entry.modified() > seal.modified();
      if (later || entry.length() != file.getValue().length()) {
        read(manifest, file.getKey(), Digests::facts, facts -> facts);
      }
      isTouched |= later;
    }
    if (isTouched) {
      publish(manifest);
    }
  }

  /** The same manifest, newer than what was read again, so that it is not read every time. */
  private void publish(Manifest manifest) {
    try {
      files.write(new Path(folder, Folder.MANIFEST), Json.write(manifest));
    } catch (UncheckedIOException e) {
      return; // where nothing can be written, it is
    }
  }

  private DamagedException missing(String name) {
    return new DamagedException(folder + "/" + name + " is missing");
  }
}
