package io.espalier.it;

import io.espalier.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** All that a store holds and that is the same whenever the same plan is run. */
final class StoreBytes {
  private static final String MEASURED =
      "timings.json|report.html|plan.conf|speed.json|rounds.jsonl";

  private StoreBytes() {}

  /**
   * SHA-256 of each file by its path in the store, except measurements, places, manifests, and the
   * hidden files that somebody left who was killed while writing.
   */
  static Map<String, String> of(String store) throws IOException {
    Path root = new Path(store);
    FileSystem files = root.getFileSystem(new Configuration());
    Map<String, String> digests = new TreeMap<>();
    RemoteIterator<? extends FileStatus> all = files.listFiles(files.makeQualified(root), true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      String name = files.makeQualified(root).toUri().relativize(file.toUri()).getPath();
      if (!file.getName().matches(MEASURED + "|manifest.json|espalier-store|\\..*")) {
        try (InputStream content = files.open(file)) {
          digests.put(name, Digests.sha256(content.readAllBytes()));
        }
      }
    }
    return digests;
  }
}
