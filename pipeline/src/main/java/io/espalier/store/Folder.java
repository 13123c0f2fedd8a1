package io.espalier.store;

import io.espalier.model.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder that is committed as a whole: each file is written under a temporary name and renamed,
 * and {@code manifest.json} with the lengths and digests of all files is renamed into place last. A
 * folder without a manifest was never committed; a file that differs from its manifest is damaged.
 * Safe for several threads.
 */
public final class Folder {
  static final String MANIFEST = "manifest.json";

  private final GuardedFiles files;
  private final Path path;
  private final CommittedFiles committed;

  private Folder(GuardedFiles files, Path path) {
    this.files = files;
    this.path = path;
    this.committed = new CommittedFiles(files, path);
  }

  /** Whether a name is one of those that nothing has that is finished. */
  static boolean isHidden(String name) {
    return name.startsWith(".");
  }

  /** The folder at an address. */
  public static Folder at(Address address) {
    return new Folder(new GuardedFiles(address.files(), () -> {}), address.path());
  }

  /** The folder at a URI or path; without a scheme on Hadoop's default file system. */
  public static Folder at(String uri, Configuration configuration) {
    return at(Address.of("the folder", uri, configuration));
  }

  /** URI of the user's home on Hadoop's default file system. */
  public static String home(Configuration configuration) {
    try {
      return FileSystem.get(configuration).getHomeDirectory().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach Hadoop's default file system", e);
    }
  }

  /** Absolute URI of the folder. */
  public String uri() {
    return path.toString();
  }

  /** The same folder, where nothing is written or deleted once the lock is lost. */
  public Folder guarded(Lock lock) {
    return new Folder(files.under(lock::check), path);
  }

  /** A folder inside this one; it need not exist. */
  public Folder child(String name) {
    return new Folder(files, inside(name));
  }

  private Path inside(String name) {
    return NamePattern.child(path, name);
  }

  /** Whether a file of this name is there. */
  public boolean has(String name) {
    return files.has(inside(name));
  }

  /** Writes a file: all of it appears under its name, or nothing does. */
  public void write(String name, byte[] content) {
    files.write(inside(name), content);
  }

  /** Writes a file that is not there yet; false, and nothing is done, if somebody was faster. */
  boolean writeNew(String name, byte[] content) {
    return files.writeNew(inside(name), content);
  }

  /** When a file was last written, as the file system counts; empty if it is not there. */
  Optional<Long> modified(String name) {
    return files.modified(inside(name));
  }

  /** A file that replaces another of its name at once and grows; journals are written so. */
  FSDataOutputStream open(String name) {
    return files.open(inside(name));
  }

  /** Reads a file without checking it. */
  public byte[] readUnverified(String name) {
    return files.read(inside(name), InputStream::readAllBytes);
  }

  /**
   * Reads a file without checking it, if it is there.
   *
   * @throws DamagedException if it cannot be read, however often it is tried
   */
  Optional<byte[]> find(String name) {
    return files.find(inside(name), InputStream::readAllBytes);
  }

  /**
   * What a file of JSON says that no manifest vouches for, if it is there.
   *
   * @param damage told of it where it is not what was written there, and stepped over
   */
  public <T> Optional<T> json(String name, Class<T> type, Consumer<String> damage) {
    try {
      return find(name).map(text -> Json.read(text, type, inside(name).toString()));
    } catch (DamagedException e) {
      damage.accept(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads a file of a committed folder.
   *
   * @throws DamagedException if the file is missing or differs from the manifest
   */
  public byte[] read(Manifest manifest, String name) {
    return committed.read(manifest, name, InputStream::readAllBytes, Digests::facts);
  }

  /**
   * Reads a file of a committed folder and keeps nothing of it.
   *
   * @return its length
   * @throws DamagedException if the file is missing or differs from the manifest
   */
  public long verify(Manifest manifest, String name) {
    return committed.read(manifest, name, Digests::facts, facts -> facts).length();
  }

  /**
   * The manifest, if the folder was committed.
   *
   * @throws InputException if it was written in a newer format
   * @throws DamagedException if it is no manifest
   */
  public Optional<Manifest> manifest() {
    return committed.manifest();
  }

  /** Whether the folder was committed, whatever has become of its files. */
  public boolean isCommitted() {
    return has(MANIFEST);
  }

  /** Publishes the manifest of all files in the folder and those below it, journals left out. */
  public Manifest commit(String kind, String key) {
    return committed.commit(kind, key);
  }

  /**
   * Makes sure that every file of a committed folder is there as it was committed, and reads those
   * again that were written to since.
   *
   * @throws DamagedException if one is not
   */
  public void check(Manifest manifest) {
    committed.check(manifest);
  }

  /**
   * Makes this a folder that is not committed, to be filled.
   *
   * @param say told of a file that was in its place, and is gone
   */
  public void begin(Consumer<String> say) {
    makeRoom(say);
    files.delete(inside(MANIFEST));
  }

  /** Lets go of a file in the place of the folder. */
  void makeRoom(Consumer<String> say) {
    if (files.deleteFile(path)) {
      say.accept("%s was a file where a folder has to be; it is deleted".formatted(path));
    }
  }

  /** All files in the folder and those below it, by their path inside it. */
  Map<String, FolderEntry> all() {
    return files.all(path);
  }

  /** What lies directly inside this folder, by name; nothing if it is not there. */
  List<FolderEntry> entries() {
    return files.entries(path);
  }

  /** Names of the folders directly inside this one, in order; none if it is not there. */
  List<String> folders() {
    return entries().stream().filter(FolderEntry::isFolder).map(FolderEntry::name).toList();
  }

  /** The files directly inside this one, by name. */
  Map<String, FolderEntry> files() {
    return entries().stream()
        .filter(entry -> !entry.isFolder())
        .collect(
            Collectors.toMap(FolderEntry::name, entry -> entry, (one, same) -> one, TreeMap::new));
  }

  /** Deletes the folder if it is there and holds nothing; whether it did. */
  boolean deleteIfEmpty() {
    return files.deleteIfEmpty(path);
  }

  /** Deletes the folder and all in it, if it is there. */
  public void delete() {
    files.delete(path);
  }

  /** Deletes the folder, or file, at once; what a kill leaves of it has a hidden name. */
  void vanish() {
    files.vanish(path);
  }

  /** Deletes a file, if it is there. */
  void delete(String name) {
    files.delete(inside(name));
  }

  /** Creates the folder and its parents. */
  void create() {
    files.create(path);
  }
}
