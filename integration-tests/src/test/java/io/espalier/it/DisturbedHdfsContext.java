package io.espalier.it;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** {@link DisturbedHdfs} for whoever asks for a file context. */
public final class DisturbedHdfsContext extends DelegateToFileSystem {
  public DisturbedHdfsContext(URI uri, Configuration configuration)
      throws IOException, URISyntaxException {
    super(uri, FileSystem.get(uri, configuration), configuration, "hdfs", true);
  }

  /** In one step, as HDFS does it; what is inherited deletes first. */
  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    ((DisturbedHdfs) fsImpl).rename(from, to, overwrite ? Rename.OVERWRITE : Rename.NONE);
  }

  @Override
  public int getUriDefaultPort() {
    return 8020;
  }
}
