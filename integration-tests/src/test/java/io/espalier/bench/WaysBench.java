package io.espalier.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.espalier.app.SparkExperiment;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * How well ways of pruning do: whole runs, as {@code ways.conf} lists them, on a local Spark. Each
 * data set and seed has a store of its own, in which all ways share preparation and dense training.
 * A line of {@code results.tsv} is a run; what stands there is not run again.
 */
public final class WaysBench {
  private final Path folder;
  private final Config ways;
  private final SparkSession spark;

  private WaysBench(Path folder, Config ways, SparkSession spark) {
    this.folder = folder;
    this.ways = ways;
    this.spark = spark;
  }

  /**
   * @param arguments folder of the data, folder of stores and results, groups, seeds, and settings
   *     if not all of a group's; lists with commas
   */
  public static void main(String... arguments) throws IOException {
    Config ways =
        ConfigFactory.parseMap(Map.of("data", arguments[0]))
            .withFallback(ConfigFactory.parseResources("io/espalier/bench/ways.conf"))
            .resolve();
    Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      WaysBench bench = new WaysBench(folder, ways, spark);
      for (String group : arguments[2].split(",")) {
        List<String> settings = ways.getStringList("groups." + group + ".settings");
        if (arguments.length > 4) {
          settings.retainAll(Set.of(arguments[4].split(",")));
        }
        for (String setting : settings) {
          for (String seed : arguments[3].split(",")) {
            bench.run(group, setting, seed);
          }
        }
      }
    }
    WaysTable.print(folder.resolve("results.tsv"));
  }

  private void run(String group, String setting, String seed) throws IOException {
    for (Map.Entry<String, Config> way : ways(ways.getConfig("groups." + group)).entrySet()) {
      String cell = String.join("\t", setting, seed, way.getKey()) + "\t";
      Path results = folder.resolve("results.tsv");
      boolean done =
          Files.exists(results)
              && Files.readAllLines(results).stream().anyMatch(line -> line.startsWith(cell));
      if (!done) {
        long start = System.nanoTime();
        String summary = run(setting, seed, way.getKey(), way.getValue());
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = "%s%.1f\t%s%n".formatted(cell, seconds, summary.replaceAll("\\s+", " "));
        Files.writeString(results, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.err.printf("%s%.1f s%n", cell, seconds);
      }
    }
  }

  /** The ways of a group, at each of its sparsities if it names some. */
  private static Map<String, Config> ways(Config group) {
    Map<String, Config> all = new LinkedHashMap<>();
    Config ways = group.getConfig("ways");
    for (String name : ways.root().keySet()) {
      Config way = ways.getConfig("\"" + name + "\"");
      if (!group.hasPath("sparsities")) {
        all.put(name, way);
        continue;
      }
      for (double sparsity : group.getDoubleList("sparsities")) {
        Config schedule = ConfigFactory.parseMap(Map.of("schedule.sparsity", sparsity));
        all.put("%s %.0f %%".formatted(name, 100 * sparsity), way.withFallback(schedule));
      }
    }
    return all;
  }

  private String run(String name, String seed, String way, Config prune) throws IOException {
    Config setting = ways.getConfig("settings.\"" + name + "\"");
    List<String> values = new ArrayList<>();
    values.add("run.name=" + (name + " " + way).replaceAll("[^A-Za-z0-9]+", "-"));
    values.add("run.seed=" + seed);
    values.add("run.store=" + folder.resolve("stores").resolve(name + "-" + seed));
    Config plan = prune.atPath("prune").withFallback(setting).withoutPath("configuration");
    plan.root()
        .forEach(
            (key, value) -> values.add(key + "=" + value.render(ConfigRenderOptions.concise())));
    String text =
        setting.hasPath("configuration")
            ? Files.readString(Path.of("conf", setting.getString("configuration")))
            : "";
    return SparkExperiment.open(
            spark, PlanReader.read(text, name, values), Progress.silent(), Duration.ofMinutes(10))
        .runTo(prune.isEmpty() ? Verb.TRAIN : Verb.EVALUATE)
        .json();
  }
}
