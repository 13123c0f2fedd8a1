package io.espalier.cluster.prepare;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import io.espalier.run.Progress;
import io.espalier.store.Digests;
import io.espalier.store.Shards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A session and a folder in which raw files are prepared and read again. */
abstract class PreparationFixture {
  static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = session(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static SparkSession session(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .appName("preparation")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  Path out() {
    return folder.resolve("out");
  }

  Prepared prepare(DataPlan plan) {
    return SparkPreparation.prepare(
        spark, "test", plan, 7, Optional.empty(), out().toString(), Progress.silent(), info -> {});
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  List<Sequence> read(DatasetInfo info, Split split) {
    return Shards.readAll(
        spark.sparkContext().hadoopConfiguration(),
        out().toString(),
        split,
        IntStream.range(0, info.shards()).boxed().toList(),
        info);
  }

  List<Sequence> readAll(DatasetInfo info) {
    List<Sequence> all = new ArrayList<>();
    for (Split split : Split.values()) {
      all.addAll(read(info, split));
    }
    return all;
  }

  static String wide(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(i % 2 == 0 ? "even" : "odd").append('\t').append(i).append("\t1.5\n");
    }
    return text.toString();
  }

  static DataPlan cleaning(DataPlan plan, Gaps missing, BadRows badRows) {
    return DataPlans.with(plan, new CleaningPlan(Encoding.Scale.STANDARD, missing, badRows));
  }

  Map<String, String> bytes() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (var files = Files.walk(out())) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        digests.put(
            out().relativize(path).toString(),
            Digests.sha256(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)));
      }
    }
    return digests;
  }
}
