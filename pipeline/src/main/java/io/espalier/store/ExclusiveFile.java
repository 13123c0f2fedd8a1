package io.espalier.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.util.Shell.ExitCodeException;

/** A file that only one of many writers creates. */
final class ExclusiveFile {
  /** How often a local folder may vanish while it and the file in it are created. */
  private static final int VANISHING = 5;

  private ExclusiveFile() {}

  /**
   * Writes a file that is not there yet, and its folder.
   *
   * @return false, where nothing was done because somebody was faster
   */
  static boolean write(FileSystem files, Path file, byte[] content) throws IOException {
    try {
      OutputStream out = create(files, file);
      try (out) {
        out.write(content);
      } catch (IOException | FSError e) {
        Replacing.discard(files, file);
        throw e;
      }
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      // HDFS, while whoever was faster is still writing.
      if (e.getClassName().equals(AlreadyBeingCreatedException.class.getName())) {
        return false;
      }
      throw e;
    }
  }

  /** What is there already is then the file, and never its folder. */
  private static void createFolder(FileSystem files, Path folder) throws IOException {
    try {
      files.mkdirs(folder);
    } catch (FileAlreadyExistsException e) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private static OutputStream create(FileSystem files, Path file) throws IOException {
    if (!(files instanceof RawLocalFileSystem local)) {
      createFolder(files, file.getParent());
      return files.create(file, false);
    }
    java.nio.file.Path path = local.pathToFile(file).toPath();
    for (int left = VANISHING; ; left--) {
      try {
        createFolder(files, file.getParent());
        return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
      } catch (NoSuchFileException | ExitCodeException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
