package io.espalier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/** HDFS on the loopback: a NameNode and DataNodes, each a process of its own. */
final class Hdfs implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SERVER = "org.apache.hadoop.hdfs.server.";
  private static final Duration START = Duration.ofMinutes(1);

  private final Path folder;
  private final String uri;
  private final String classPath;
  private final List<Server> dataNodes = new ArrayList<>();
  private Optional<Server> nameNode = Optional.empty();
  private DistributedFileSystem files;

  private Hdfs(Path folder, int port, String jars) {
    this.folder = folder;
    this.uri = "hdfs://%s:%d".formatted(LOOPBACK, port);
    this.classPath = folder + ":" + jars;
  }

  static Hdfs start(Path folder, int dataNodes) throws IOException {
    Files.createDirectories(folder);
    String jars = SparkHome.JARS + ":" + SparkHome.HADOOP_SERVERS;
    return Server.onFreePorts(1, ports -> new Hdfs(folder, ports.get(0), jars).started(dataNodes));
  }

  private Hdfs started(int count) throws IOException {
    try {
      format();
      startNameNode();
      for (int i = 0; i < count; i++) {
        dataNodes.add(startDataNode(i));
      }
      awaitDataNodes(count);
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void format() throws IOException {
    Files.writeString(
        folder.resolve("hdfs-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>%s</value></property>
          <property><name>dfs.namenode.name.dir</name><value>%s</value></property>
          <property><name>dfs.namenode.http-address</name><value>127.0.0.1:0</value></property>
          <property><name>dfs.namenode.safemode.extension</name><value>0</value></property>
          <property><name>dfs.heartbeat.interval</name><value>1</value></property>
          <property><name>dfs.namenode.heartbeat.recheck-interval</name><value>3000</value></property>
          <property><name>dfs.datanode.address</name><value>127.0.0.1:0</value></property>
          <property><name>dfs.datanode.ipc.address</name><value>127.0.0.1:0</value></property>
          <property><name>dfs.datanode.http.address</name><value>127.0.0.1:0</value></property>
          <property><name>dfs.datanode.hostname</name><value>127.0.0.1</value></property>
        </configuration>
        """
            .formatted(uri, folder.resolve("names").toUri()));
    String main = SERVER + "namenode.NameNode";
    try (Server formatting =
        Server.java(folder, "format", Map.of(), classPath, main, "-format", "-force")) {
      formatting.awaitSuccess();
    }
  }

  private void startNameNode() throws IOException {
    nameNode =
        Optional.of(Server.java(folder, "name", Map.of(), classPath, SERVER + "namenode.NameNode"));
  }

  private Server startDataNode(int index) throws IOException {
    return Server.java(
        folder,
        "data",
        Map.of(),
        classPath,
        SERVER + "datanode.DataNode",
        "-D",
        "dfs.datanode.data.dir=" + folder.resolve("blocks-" + index));
  }

  /** Starts a NameNode in the place of one that was killed, and waits until it takes files. */
  void restartNameNode() throws IOException {
    startNameNode();
    Waiting.until(
        START,
        () -> "the end of safe mode of " + uri,
        () -> {
          nameNode.orElseThrow().watch();
          return Optional.of(files).filter(system -> !isInSafeMode());
        });
  }

  private boolean isInSafeMode() {
    try {
      return files.isInSafeMode();
    } catch (IOException e) {
      return true; // It does not listen yet.
    }
  }

  /** Starts a DataNode in the place of one that was killed, on its blocks. */
  void replaceDataNode(int index) throws IOException {
    dataNodes.set(index, startDataNode(index));
  }

  /** Waits until so many DataNodes have reported, and files can be written. */
  private void awaitDataNodes(int count) throws IOException {
    files = Waiting.until(START, () -> "the NameNode of " + uri, this::connect);
    Waiting.until(
        START,
        () -> count + " DataNodes of " + uri,
        () -> {
          for (Server dataNode : dataNodes) {
            dataNode.watch();
          }
          return Optional.of(files.getDataNodeStats(DatanodeReportType.LIVE))
              .filter(live -> live.length >= count);
        });
  }

  private Optional<DistributedFileSystem> connect() throws IOException {
    nameNode.orElseThrow().watch();
    Configuration once = new Configuration();
    once.setInt("ipc.client.connect.max.retries", 0);
    once.setInt("dfs.replication", 2);
    try {
      FileSystem system = FileSystem.newInstance(URI.create(uri), once);
      system.getFileStatus(new org.apache.hadoop.fs.Path("/"));
      return Optional.of((DistributedFileSystem) system);
    } catch (IOException e) {
      return Optional.empty(); // It does not listen yet.
    }
  }

  /** {@code hdfs://host:port}. */
  String uri() {
    return uri;
  }

  DistributedFileSystem files() {
    return files;
  }

  ProcessHandle nameNode() {
    return nameNode.orElseThrow().handle();
  }

  ProcessHandle dataNode(int index) {
    return dataNodes.get(index).handle();
  }

  /** Writes a text; returns its URI. */
  String write(String path, String text) {
    try (FSDataOutputStream out = files.create(new org.apache.hadoop.fs.Path(uri + path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return uri + path;
  }

  @Override
  public void close() {
    dataNodes.forEach(Server::close);
    nameNode.ifPresent(Server::close);
  }
}
