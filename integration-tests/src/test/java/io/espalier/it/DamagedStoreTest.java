package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.app.SparkExperiment;
import io.espalier.jobs.InProcess;
import io.espalier.model.InputException;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that a finished run leaves in its store, one of each folder at a time, damaged: every
 * command ends with a sentence, nothing is thrown away, and the next run mends all of it.
 */
@Timeout(300)
class DamagedStoreTest {
  @TempDir private static Path temporary;
  private static Path sound;
  private static Path store;
  private static SparkSession spark;
  private static Plan plan;
  private static Map<String, String> bytes;

  @BeforeAll
  static void runOnce() throws IOException {
    System.setProperty("spark.master", "local[2]");
    spark = SparkSession.builder().appName("damaged").getOrCreate();
    sound = temporary.resolve("sound");
    store = temporary.resolve("store");
    String text =
        """
        run { name = x, store = "%s" }
        data { source { format = control-charts, count = 60, length = 8 }, shards = 2 }
        network.layers = [{ type = lstm, units = 4 }]
        train { epochs = 1, batch-size = 4 }
        recover.epochs = 1
        """
            .formatted(store);
    plan = PlanReader.read(text, "x.conf", List.of());
    experiment().runTo(Verb.EXPORT);
    bytes = StoreBytes.of(store.toString());
    copy(store, sound);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static SparkExperiment experiment() {
    return SparkExperiment.open(spark, plan, Progress.silent(), Duration.ZERO);
  }

  /** Each file once. */
  static Stream<List<Integer>> some() {
    return Stream.iterate(0, file -> file + 1).limit(9).map(file -> List.of(file, file));
  }

  /** Each file in every way. */
  static Stream<List<Integer>> all() {
    int ways = FileDamage.values().length;
    return Stream.iterate(0, n -> n + 1).limit(9L * ways).map(n -> List.of(n / ways, n % ways));
  }

  @ParameterizedTest
  @MethodSource("some")
  void isMendedByTheNextRun(List<Integer> choice) throws IOException {
    mends(choice);
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("all")
  void isMendedByTheNextRunWhateverTheDamage(List<Integer> choice) throws IOException {
    mends(choice);
  }

  private static void mends(List<Integer> choice) throws IOException {
    copy(sound, store);
    Map<String, FileDamage> damaged = damage(choice.get(0), choice.get(1));
    String key = stages().get(0);

    String verified = told(damaged, "store", "verify", store.toString()).out();
    told(damaged, "store", "ls", store.toString());
    told(damaged, "store", "ls", store.toString(), "--json");
    told(damaged, "store", "show", store.toString(), "x");
    told(damaged, "store", "show", store.toString(), key);
    List<String> before = stages();
    told(damaged, "store", "gc", store.toString(), "--days=0", "--yes");

    assertThat(stages()).as("stages after gc, %s", damaged).isEqualTo(before);
    if (Files.isRegularFile(store.resolve("espalier-store"))) {
      assertThat(damaged.keySet().stream().filter(file -> isVouchedFor(file, damaged.get(file))))
          .allSatisfy(file -> assertThat(verified).contains(file));
    }
    try {
      experiment().report();
    } catch (InputException e) {
      assertThat(e).hasMessageMatching(".*(is not finished|no finished run).*");
    }
    run(damaged);
    for (String file : damaged.keySet()) {
      store.resolve(file).toFile().setReadable(true); // what nobody had to read is as it was
    }
    assertThat(StoreBytes.of(store.toString())).as("%s", damaged).isEqualTo(bytes);
    Outcome after = InProcess.espalier("store", "verify", store.toString());
    assertThat(after.exit()).as("%s: %s", damaged, after.out()).isZero();
  }

  /** Runs; what cannot be read and looks sound is met by a task, and mended by the run after. */
  private static void run(Map<String, FileDamage> damaged) {
    try {
      experiment().runTo(Verb.EXPORT);
    } catch (Exception e) {
      assertThat(damaged).containsValue(FileDamage.UNREADABLE);
      assertThat(e).hasStackTraceContaining(store.toString());
      experiment().runTo(Verb.EXPORT);
    }
  }

  /** Damages a file of each folder; which, and how. */
  private static Map<String, FileDamage> damage(int file, int way) throws IOException {
    Map<String, List<Path>> folders = new TreeMap<>();
    for (Path each : StoreFiles.below(store)) {
      Path inside = store.relativize(each);
      String folder = inside.getNameCount() > 2 ? inside.subpath(0, 2).toString() : "";
      folders.computeIfAbsent(folder, none -> new ArrayList<>()).add(each);
    }
    Map<String, FileDamage> damaged = new TreeMap<>();
    int folder = 0;
    for (List<Path> files : folders.values()) {
      Path chosen = files.get(file % files.size());
      FileDamage damage = FileDamage.values()[(way + folder++) % FileDamage.values().length];
      damage.befall(chosen);
      if (damage != FileDamage.UNREADABLE || !Files.isReadable(chosen)) {
        damaged.put(store.relativize(chosen).toString(), damage);
      }
    }
    return damaged;
  }

  /** Whether a manifest that is there tells of a damage. */
  private static boolean isVouchedFor(String file, FileDamage damage) {
    return !file.endsWith(".jsonl")
        && !file.equals("espalier-store")
        && !(file.endsWith("manifest.json") && damage == FileDamage.MISSING);
  }

  /** What a command says, which has to be sentences with a place. */
  private static Outcome told(Map<String, FileDamage> damaged, String... command) {
    Outcome outcome = InProcess.espalier(command);
    assertThat(outcome.exit()).as("%s %s", damaged, outcome.err()).isBetween(0, 2);
    assertThat(outcome.err().lines()).allMatch(line -> line.startsWith("espalier: "));
    assertThat(outcome.out() + outcome.err())
        .as("%s", damaged)
        .doesNotContain("\tat ", "NullPointer", "ClassCast", "IllegalState", "OutOfBounds");
    if (outcome.exit() > 0) {
      assertThat(outcome.out() + outcome.err()).contains(store.toString());
    }
    return outcome;
  }

  private static List<String> stages() throws IOException {
    try (Stream<Path> stages = Files.list(store.resolve("stages"))) {
      return stages.map(stage -> stage.getFileName().toString()).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> old = Files.walk(to)) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each));
        Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
