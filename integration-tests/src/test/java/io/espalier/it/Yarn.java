package io.espalier.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * YARN on the loopback: a ResourceManager and NodeManagers, each a process and, to YARN, a host of
 * its own. It limits memory as YARN does unless told otherwise: a container that uses more than it
 * asked for is killed.
 */
final class Yarn implements AutoCloseable {
  private static final String SERVER = "org.apache.hadoop.yarn.server.";

  /** Applications have to name the Java they need. */
  private static final Map<String, String> OTHER_JAVA = Map.of("JAVA_HOME", "/no/java");

  private static final Duration START = Duration.ofMinutes(2);

  /** Of the ResourceManager, which its configuration names. */
  private static final int PORTS = 4;

  private final Path folder;
  private final Path configuration;
  private final List<Server> servers = new ArrayList<>();

  private Yarn(Path folder) throws IOException {
    this.folder = folder;
    this.configuration = Files.createDirectories(folder.resolve("conf"));
  }

  /**
   * @param files URI of the file system that applications travel by
   */
  static Yarn start(Path folder, String files, int nodes) throws IOException {
    return Server.onFreePorts(
        PORTS,
        ports -> {
          Yarn yarn = new Yarn(folder);
          yarn.configure(files, ports);
          return yarn.started(nodes);
        });
  }

  private Yarn started(int nodes) throws IOException {
    try {
      start("resourcemanager.ResourceManager");
      for (int i = 1; i <= nodes; i++) {
        Path place = folder.resolve("node-" + i);
        start(
            "nodemanager.NodeManager",
            "-Dyarn.nodemanager.hostname=127.0.0." + i,
            "-Dyarn.nodemanager.local-dirs=" + place.resolve("local"),
            "-Dyarn.nodemanager.log-dirs=" + place.resolve("logs"));
      }
      awaitNodes(nodes);
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void configure(String files, List<Integer> ports) throws IOException {
    Files.writeString(
        configuration.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>%s</value></property>
          <property><name>hadoop.tmp.dir</name><value>%s</value></property>
        </configuration>
        """
            .formatted(files, folder.resolve("tmp")));
    Files.writeString(
        configuration.resolve("yarn-site.xml"),
        """
        <configuration>
          <property><name>yarn.resourcemanager.address</name><value>127.0.0.1:%d</value></property>
          <property><name>yarn.resourcemanager.scheduler.address</name><value>127.0.0.1:%d</value></property>
          <property><name>yarn.resourcemanager.resource-tracker.address</name><value>127.0.0.1:%d</value></property>
          <property><name>yarn.resourcemanager.admin.address</name><value>127.0.0.1:%d</value></property>
          <property><name>yarn.resourcemanager.webapp.address</name><value>127.0.0.1:0</value></property>
          <property><name>yarn.resourcemanager.nodemanagers.heartbeat-interval-ms</name><value>200</value></property>
          <property><name>yarn.scheduler.minimum-allocation-mb</name><value>64</value></property>
          <property><name>yarn.scheduler.capacity.root.queues</name><value>default</value></property>
          <property><name>yarn.scheduler.capacity.root.default.capacity</name><value>100</value></property>
          <property><name>yarn.scheduler.capacity.maximum-am-resource-percent</name><value>0.5</value></property>
          <property><name>yarn.nodemanager.resource.memory-mb</name><value>2048</value></property>
          <property><name>yarn.nodemanager.address</name><value>${yarn.nodemanager.hostname}:0</value></property>
          <property><name>yarn.nodemanager.localizer.address</name><value>${yarn.nodemanager.hostname}:0</value></property>
          <property><name>yarn.nodemanager.webapp.address</name><value>${yarn.nodemanager.hostname}:0</value></property>
          <property><name>yarn.nodemanager.vmem-check-enabled</name><value>false</value></property>
          <property><name>yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage</name><value>100</value></property>
        </configuration>
        """
            .formatted(ports.toArray()));
  }

  private void start(String main, String... options) throws IOException {
    String classPath =
        String.join(":", configuration.toString(), SparkHome.JARS, SparkHome.HADOOP_SERVERS);
    String[] command = new String[options.length + 1];
    command[0] = SERVER + main;
    System.arraycopy(options, 0, command, 1, options.length);
    servers.add(Server.java(folder, "yarn", OTHER_JAVA, classPath, command));
  }

  private void awaitNodes(int count) throws IOException {
    Configuration client = new Configuration();
    client.addResource(configuration.resolve("yarn-site.xml").toUri().toURL());
    // Each look is one attempt.
    client.setInt("yarn.resourcemanager.connect.max-wait.ms", 1_000);
    client.setInt("yarn.resourcemanager.connect.retry-interval.ms", 500);
    client.setInt("ipc.client.connect.max.retries", 0);
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(client);
      yarn.start();
      Waiting.until(
          START,
          () -> count + " nodes of YARN in " + folder,
          () -> {
            for (Server server : servers) {
              server.watch();
            }
            return Optional.of(nodes(yarn)).filter(nodes -> nodes >= count);
          });
    }
  }

  private static int nodes(YarnClient yarn) {
    try {
      return yarn.getYarnClusterMetrics().getNumNodeManagers();
    } catch (IOException | YarnException e) {
      return 0; // It does not listen yet.
    }
  }

  /** What {@code spark-submit} finds it by. */
  Map<String, String> environment() {
    return Map.of("HADOOP_CONF_DIR", configuration.toString());
  }

  /** A process of a container that has a class on its command line. */
  Optional<ProcessHandle> container(String main) {
    return servers.stream()
        .flatMap(server -> server.handle().descendants())
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .filter(process -> process.info().commandLine().orElse("").contains(main))
        .findFirst();
  }

  /** What drivers inside the cluster wrote to standard error when they were started so often. */
  String drivers(int attempt) throws IOException {
    StringBuilder said = new StringBuilder();
    String log = ".*/container_\\d+_\\d+_%02d_000001/stderr".formatted(attempt);
    for (Path file : StoreFiles.below(folder)) {
      said.append(file.toString().matches(log) ? Files.readString(file) : "");
    }
    return said.toString();
  }

  /** Ends it, and the containers that still run; what was brought to the nodes is deleted. */
  @Override
  public void close() {
    for (Server server : servers) {
      List<ProcessHandle> containers = server.handle().descendants().toList();
      server.close();
      containers.forEach(ProcessHandle::destroyForcibly);
    }
    for (int node = 1; node < servers.size(); node++) {
      FileUtil.fullyDelete(folder.resolve("node-" + node).resolve("local").toFile());
    }
  }
}
