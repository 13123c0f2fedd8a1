package io.espalier.store;

import io.espalier.model.InputException;
import io.espalier.store.Manifest.FileFacts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.ipc.RemoteException;

/**
 * A folder that is committed as a whole: each file is written under a temporary name and renamed,
 * and {@code manifest.json} with the lengths and digests of all files is renamed into place last. A
 * folder without a manifest was never committed; a file that differs from its manifest is damaged.
 */
public final class Folder {
  static final String MANIFEST = "manifest.json";
  static final String TEMPORARY = ".tmp-";

  /** Tells the temporary files of processes apart that write the same file. */
  private static final String WRITER = UUID.randomUUID().toString().substring(0, 8);

  private final FileSystem files;
  private final Path path;
  private final Runnable guard;

  private Folder(FileSystem files, Path path, Runnable guard) {
    this.files = files;
    this.path = path;
    this.guard = guard;
  }

  /** The folder at a URI or path; without a scheme on Hadoop's default file system. */
  public static Folder at(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem system = path.getFileSystem(configuration);
      // no checksum files beside local files: the manifest has digests of its own
      FileSystem files = system instanceof LocalFileSystem local ? local.getRaw() : system;
      return new Folder(files, files.makeQualified(path), () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach " + uri, e);
    }
  }

  /** URI of the user's home on Hadoop's default file system. */
  public static String home(Configuration configuration) {
    try {
      return FileSystem.get(configuration).getHomeDirectory().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach Hadoop's default file system", e);
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

  /** The same folder, where nothing is written or deleted once the lock is lost. */
  public Folder guarded(Lock lock) {
    return new Folder(files, path, lock::check);
  }

  /** A folder inside this one; it need not exist. */
  public Folder child(String name) {
    return new Folder(files, new Path(path, name), guard);
  }

  /** Whether a file of this name is there. */
  public boolean has(String name) {
    return io("look for", name, () -> files.exists(new Path(path, name)));
  }

  /** Writes a file: all of it appears under its name, or nothing does. */
  public void write(String name, byte[] content) {
    guard.run();
    io(
        "write",
        name,
        () -> {
          Path target = new Path(path, name);
          Path temporary =
              new Path(target.getParent(), TEMPORARY + WRITER + "-" + target.getName());
          fill(files.create(temporary, true), content);
          Replacing.rename(files, temporary, target);
          return name;
        });
  }

  /**
   * Not by try-with-resources: HDFS may throw one exception twice, which cannot suppress itself.
   */
  private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
    try {
      out.write(content);
      out.hsync();
    } catch (IOException e) {
      IOUtils.closeStream(out);
      throw e;
    }
    out.close();
  }

  /** Writes a file that is not there yet; false, and nothing is done, if somebody was faster. */
  boolean writeNew(String name, byte[] content) {
    return io(
        "create",
        name,
        () -> {
          try (OutputStream out = createNew(new Path(path, name))) {
            out.write(content);
            return true;
          } catch (org.apache.hadoop.fs.FileAlreadyExistsException
              | java.nio.file.FileAlreadyExistsException e) {
            return false;
          } catch (RemoteException e) {
            // HDFS, while whoever was faster is still writing.
            if (e.getClassName().equals(AlreadyBeingCreatedException.class.getName())) {
              return false;
            }
            throw e;
          }
        });
  }

  private OutputStream createNew(Path file) throws IOException {
    files.mkdirs(path);
    return files instanceof RawLocalFileSystem local
        ? Files.newOutputStream(local.pathToFile(file).toPath(), StandardOpenOption.CREATE_NEW)
        : files.create(file, false);
  }

  /** When a file was last written, as the file system counts; empty if it is not there. */
  Optional<Long> modified(String name) {
    return io(
        "look at",
        name,
        () -> {
          try {
            return Optional.of(files.getFileStatus(new Path(path, name)).getModificationTime());
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** A file that replaces another of its name at once and grows; journals are written so. */
  FSDataOutputStream open(String name) {
    guard.run();
    return io("write", name, () -> files.create(new Path(path, name), true));
  }

  /** Reads a file without checking it. */
  public byte[] readUnverified(String name) {
    return read(name, InputStream::readAllBytes);
  }

  private <T> T read(String name, Reading<T> reading) {
    return io(
        "read",
        name,
        () -> {
          try (InputStream in = files.open(new Path(path, name))) {
            return reading.from(in);
          }
        });
  }

  /**
   * Reads a file of a committed folder.
   *
   * @throws DamagedException if the file is missing or differs from the manifest
   */
  public byte[] read(Manifest manifest, String name) {
    return checked(manifest, name, InputStream::readAllBytes, Digests::facts);
  }

  /**
   * Reads a file of a committed folder and keeps nothing of it.
   *
   * @return its length
   * @throws DamagedException if the file is missing or differs from the manifest
   */
  public long verify(Manifest manifest, String name) {
    return checked(manifest, name, Digests::facts, facts -> facts).length();
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  private <T> T checked(
      Manifest manifest, String name, Reading<T> reading, Function<T, FileFacts> facts) {
    FileFacts expected = manifest.files().get(name);
    if (expected == null || !has(name)) {
      throw new DamagedException(path + "/" + name + " is missing");
    }
    T content = stored(name, reading);
    FileFacts found = facts.apply(content);
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

  /** Reads a file whose bytes the file system itself may find to be damaged or lost. */
  private <T> T stored(String name, Reading<T> reading) {
    try {
      return read(name, reading);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ChecksumException
          || e.getCause() instanceof BlockMissingException) {
        throw new DamagedException("%s/%s cannot be read: %s".formatted(path, name, e.getCause()));
      }
      throw e;
    }
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
    byte[] text = stored(MANIFEST, InputStream::readAllBytes);
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
    for (Map.Entry<String, Entry> file : list().entrySet()) {
      String name = file.getKey();
      if (!name.equals(MANIFEST)
          && !name.endsWith(Journal.SUFFIX)
          && !file.getValue().name().startsWith(".")) {
        try (InputStream in = files.open(new Path(path, name))) {
          facts.put(name, Digests.facts(in));
        }
      }
    }
    return facts.size();
  }

  /** All files in the folder and those below it, by their path inside it. */
  Map<String, Entry> all() {
    return io("list", "", this::list);
  }

  private Map<String, Entry> list() throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
      while (all.hasNext()) {
        FileStatus file = all.next();
        String name = path.toUri().relativize(file.getPath().toUri()).getPath();
        entries.put(name, entry(file));
      }
    } catch (FileNotFoundException e) {
      return Map.of(); // there is none
    }
    return entries;
  }

  private static Entry entry(FileStatus status) {
    return new Entry(
        status.getPath().getName(),
        status.isDirectory(),
        status.getLen(),
        status.getModificationTime());
  }

  /**
   * What lies directly inside a folder.
   *
   * @param modified when it was last written, milliseconds
   */
  record Entry(String name, boolean isFolder, long length, long modified) {}

  /** What lies directly inside this folder, by name; nothing if it is not there. */
  List<Entry> entries() {
    return io(
        "list",
        "",
        () -> {
          try {
            return Arrays.stream(files.listStatus(path))
                .map(Folder::entry)
                .sorted(Comparator.comparing(Entry::name))
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /** Names of the folders directly inside this one, in order; none if it is not there. */
  List<String> folders() {
    return entries().stream().filter(Entry::isFolder).map(Entry::name).toList();
  }

  /** The files directly inside this one, by name. */
  Map<String, Entry> files() {
    return entries().stream()
        .filter(entry -> !entry.isFolder())
        .collect(Collectors.toMap(Entry::name, entry -> entry, (one, same) -> one, TreeMap::new));
  }

  /** Deletes the folder if it is there and holds nothing; whether it did. */
  boolean deleteIfEmpty() {
    guard.run();
    return entries().isEmpty() && io("delete", "", () -> files.delete(path, false));
  }

  /** Deletes the folder and all in it, if it is there. */
  public void delete() {
    guard.run();
    io("delete", "", () -> files.delete(path, true));
  }

  /** Deletes a file, if it is there. */
  void delete(String name) {
    guard.run();
    io("delete", name, () -> files.delete(new Path(path, name), false));
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
