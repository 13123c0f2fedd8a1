package io.espalier.store;

import java.util.List;
import java.util.Map;

/**
 * What a committed folder holds; {@code manifest.json}, published last.
 *
 * @param format version of the file format
 * @param kind of stage, or {@code round}
 * @param key of the stage the files belong to
 * @param files facts of each file by its path inside the folder
 */
public record Manifest(int format, String kind, String key, Map<String, FileFacts> files) {
  /** The newest format this version reads and the one it writes. */
  public static final int FORMAT = 1;

  public Manifest {
    for (String name : files.keySet()) {
      if (!name.matches("[^/:][^:]*") || List.of(name.split("/", -1)).contains("..")) {
        throw new IllegalArgumentException("'%s' is no path inside the folder".formatted(name));
      }
    }
    files = Map.copyOf(files);
  }

  /**
   * Makes sure that it is that of a stage.
   *
   * @throws DamagedException if it is another's
   */
  public void expect(String stage, String folder) {
    if (!key.equals(stage)) {
      throw new DamagedException(
          "%s/%s is that of another stage, %s".formatted(folder, Folder.MANIFEST, key));
    }
  }

  /**
   * @param length bytes
   * @param sha256 lower-case hex
   */
  public record FileFacts(long length, String sha256) {}
}
