package io.espalier.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standalone Spark cluster on the loopback: a Master and Workers, each a process and, to Spark, a
 * host of its own.
 */
final class SparkCluster implements AutoCloseable {
  private static final String DEPLOY = "org.apache.spark.deploy.";
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Server master;
  private final List<Server> workers = new ArrayList<>();
  private final String uri;

  private SparkCluster(Server master) {
    this.master = master;
    this.uri = master.await("Starting Spark master at (spark://\\S+)");
  }

  static SparkCluster start(Path folder, Path home, int workers) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> environment = SparkHome.environment(home);
    SparkCluster cluster =
        new SparkCluster(
            Server.java(
                folder,
                "master",
                environment,
                SparkHome.JARS,
                DEPLOY + "master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
    for (int i = 1; i <= workers; i++) {
      cluster.workers.add(
          Server.java(
              folder,
              "worker",
              environment,
              SparkHome.JARS,
              DEPLOY + "worker.Worker",
              "--host",
              "127.0.0." + i,
              "--port",
              "0",
              "--webui-port",
              "0",
              "--cores",
              "2",
              "--memory",
              "2g",
              "--work-dir",
              folder.resolve("work-" + i).toString(),
              cluster.uri));
    }
    cluster.workers.forEach(worker -> worker.await("(Successfully registered with master)"));
    return cluster;
  }

  /** {@code spark://host:port}. */
  String uri() {
    return uri;
  }

  /** The executors that run now, in the order of their workers. */
  List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.children(EXECUTOR).stream()).toList();
  }

  @Override
  public void close() {
    workers.forEach(Server::close);
    master.close();
  }
}
