package io.espalier.it;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;

/** {@link DisturbedHdfs} for whoever asks for a file context. */
public final class DisturbedHdfsContext extends DelegateToFileSystem {
  public DisturbedHdfsContext(URI uri, Configuration configuration)
      throws IOException, URISyntaxException {
    super(uri, FileSystem.get(uri, configuration), configuration, "hdfs", true);
  }

  @Override
  public int getUriDefaultPort() {
    return 8020;
  }
}
