package io.espalier.it;

import io.espalier.it.Disturbance.Operation;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** HDFS with one {@link Disturbance}. */
public final class DisturbedHdfs extends DistributedFileSystem {
  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Disturbance.at(getConf(), Operation.OPEN, path);
    return super.open(path, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    Disturbance.at(getConf(), Operation.CREATE, path);
    FSDataOutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(new Halves(out, path), new FileSystem.Statistics("hdfs"));
  }

  @Override
  public void rename(Path from, Path to, Options.Rename... options) throws IOException {
    Disturbance.at(getConf(), Operation.RENAME, to);
    super.rename(from, to, options);
  }

  /** Writes half of what it is given, is disturbed, and writes the rest. */
  private final class Halves extends OutputStream implements Syncable {
    private final FSDataOutputStream out;
    private final Path path;

    private Halves(FSDataOutputStream out, Path path) {
      this.out = out;
      this.path = path;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int half = length / 2;
      out.write(bytes, offset, half);
      out.hflush();
      Disturbance.at(getConf(), Operation.WRITE, path);
      out.write(bytes, offset + half, length - half);
    }

    @Override
    public void hflush() throws IOException {
      out.hflush();
    }

    @Override
    public void hsync() throws IOException {
      out.hsync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
