package io.espalier.store;

import org.apache.hadoop.fs.FileStatus;

/**
 * What lies inside a folder.
 *
 * @param modified when it was last written, milliseconds
 */
record FolderEntry(String name, boolean isFolder, long length, long modified) {
  static FolderEntry of(FileStatus status) {
    return new FolderEntry(
        status.getPath().getName(),
        status.isDirectory(),
        status.getLen(),
        status.getModificationTime());
  }
}
