package io.espalier.store;

import io.espalier.model.InputException;
import io.espalier.store.Manifest.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A folder that is committed as a whole: each file is written under a temporary name and renamed,
 * and {@code manifest.json} with the lengths and digests of all files is renamed into place last. A
 * folder without a manifest was never committed; a file that differs from its manifest is damaged.
 */
public final class Folder {
  static final String MANIFEST = "manifest.json";
  private static final String TEMPORARY = ".tmp-";

  private final FileSystem files;
  private final Path path;

  private Folder(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /** The folder at a URI or path; without a scheme on Hadoop's default file system. */
  public static Folder at(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem system = path.getFileSystem(configuration);
      // no checksum files beside local files: the manifest has digests of its own
      FileSystem files = system instanceof LocalFileSystem local ? local.getRaw() : system;
      return new Folder(files, files.makeQualified(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach " + uri, e);
    }
  }

  /** Content of a file anywhere; without a scheme on Hadoop's default file system. */
  public static byte[] readFile(String uri, Configuration configuration) {
    Path file = new Path(uri);
    return at(file.getParent() == null ? "." : file.getParent().toString(), configuration)
        .readUnverified(file.getName());
  }

  /** Absolute URI of the folder. */
  public String uri() {
    return path.toString();
  }

  /** A folder inside this one; it need not exist. */
  public Folder child(String name) {
    return new Folder(files, new Path(path, name));
  }

  /** Whether a file of this name is there. */
  public boolean has(String name) {
    return io("look for", name, () -> files.exists(new Path(path, name)));
  }

  /** Writes a file: all of it appears under its name, or nothing does. */
  public void write(String name, byte[] content) {
    io(
        "write",
        name,
        () -> {
          Path target = new Path(path, name);
          Path temporary = new Path(target.getParent(), TEMPORARY + target.getName());
          try (FSDataOutputStream out = files.create(temporary, true)) {
            out.write(content);
            out.hsync();
          }
          Replacing.rename(files, temporary, target);
          return name;
        });
  }

  /** A file that replaces another of its name at once and grows; journals are written so. */
  FSDataOutputStream open(String name) {
    return io("write", name, () -> files.create(new Path(path, name), true));
  }

  /** Reads a file without checking it. */
  public byte[] readUnverified(String name) {
    return io(
        "read",
        name,
        () -> {
          try (InputStream in = files.open(new Path(path, name))) {
            return in.readAllBytes();
          }
        });
  }

  /**
   * Reads a file of a committed folder.
   *
   * @throws DamagedException if the file is missing or differs from the manifest
   */
  public byte[] read(Manifest manifest, String name) {
    FileFacts expected = manifest.files().get(name);
    if (expected == null || !has(name)) {
      throw new DamagedException(path + "/" + name + " is missing");
    }
    byte[] content = readUnverified(name);
    FileFacts found = Digests.facts(content);
    if (!found.equals(expected)) {
      throw new DamagedException(
          "%s/%s is damaged: %d bytes with SHA-256 %s, its manifest says %d bytes with %s"
              .formatted(
                  path,
                  name,
                  found.length(),
                  found.sha256(),
                  expected.length(),
                  expected.sha256()));
    }
    return content;
  }

  /**
   * The manifest, if the folder was committed.
   *
   * @throws InputException if it was written in a newer format
   * @throws DamagedException if it is no manifest
   */
  public Optional<Manifest> manifest() {
    if (!has(MANIFEST)) {
      return Optional.empty();
    }
    byte[] text = readUnverified(MANIFEST);
    String origin = path + "/" + MANIFEST;
    Json.expectFormat(text, Manifest.FORMAT, origin, "use a newer version, or another run.store");
    return Optional.of(Json.read(text, Manifest.class, origin));
  }

  /** Publishes the manifest of all files in the folder and those below it, journals left out. */
  public Manifest commit(String kind, String key) {
    Map<String, FileFacts> facts = new TreeMap<>();
    io("list", "", () -> collect(facts));
    Manifest manifest = new Manifest(Manifest.FORMAT, kind, key, facts);
    write(MANIFEST, Json.write(manifest));
    return manifest;
  }

  private int collect(Map<String, FileFacts> facts) throws IOException {
    RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String name = path.toUri().relativize(file.getPath().toUri()).getPath();
      if (!name.equals(MANIFEST)
          && !name.endsWith(Journal.SUFFIX)
          && !file.getPath().getName().startsWith(".")) {
        try (InputStream in = files.open(file.getPath())) {
          facts.put(name, Digests.facts(in));
        }
      }
    }
    return facts.size();
  }

  /** Names of the folders directly inside this one, in no order; none if it is not there. */
  List<String> folders() {
    return io(
        "list",
        "",
        () -> {
          List<String> names = new ArrayList<>();
          if (files.exists(path)) {
            for (FileStatus status : files.listStatus(path)) {
              if (status.isDirectory()) {
                names.add(status.getPath().getName());
              }
            }
          }
          return names;
        });
  }

  /** Deletes the folder and all in it, if it is there. */
  public void delete() {
    io("delete", "", () -> files.delete(path, true));
  }

  /** Creates the folder and its parents. */
  void create() {
    io(
        "create",
        "",
        () -> {
          if (!files.mkdirs(path)) {
            throw new IOException("it is not a folder");
          }
          return path;
        });
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T io(String what, String name, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot %s %s: %s".formatted(what, new Path(path, name.isEmpty() ? "." : name), e), e);
    }
  }
}
