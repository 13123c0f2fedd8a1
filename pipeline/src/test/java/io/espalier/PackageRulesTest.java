package io.espalier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the packages to their order, and each outside library to its package. */
class PackageRulesTest {
  private static final String ROOT = "io.espalier.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.espalier");

  /** Lowest first; a package and those inside it import only those before it. */
  private static final List<String> ORDER =
      List.of(
          "model",
          "data",
          "importance",
          "prune",
          "schedule",
          "objective",
          "metric",
          "format",
          "plan",
          "kernel",
          "engine",
          "store",
          "run",
          "report",
          "bench",
          "cluster",
          "app",
          "dl4jspark");

  /** What a package inside a package may import of those beside it. */
  private static final Map<String, Set<String>> INSIDE =
      Map.ofEntries(
          entry("data", Set.of()),
          entry("data.join", Set.of("data")),
          entry("data.raw", Set.of("data", "data.join")),
          entry("data.generate", Set.of("data")),
          entry("data.encode", Set.of("data")),
          entry("data.order", Set.of("data")),
          entry("engine", Set.of()),
          entry("store", Set.of()),
          entry("store.parquet", Set.of("store")),
          entry("engine.training", Set.of("engine")),
          entry("engine.inference", Set.of("engine")),
          entry("cluster.spark", Set.of()),
          entry("cluster.networks", Set.of("cluster.spark")),
          entry("cluster.shards", Set.of("cluster.spark")),
          entry("cluster.reduce", Set.of("cluster.spark")),
          entry("cluster.prepare", Set.of("cluster.shards", "cluster.spark")),
          entry(
              "cluster.judge",
              Set.of("cluster.networks", "cluster.reduce", "cluster.shards", "cluster.spark")),
          entry(
              "cluster.rounds",
              Set.of(
                  "cluster.reduce",
                  "cluster.judge",
                  "cluster.shards",
                  "cluster.networks",
                  "cluster.spark")),
          entry("cluster.predict", Set.of("cluster.prepare", "cluster.networks", "cluster.spark")));

  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry("com.typesafe..", List.of("plan")),
          entry("org.deeplearning4j..", List.of("dl4jspark")),
          entry("org.nd4j..", List.of("dl4jspark")),
          entry("org.bytedeco..", List.of("kernel")),
          entry("jdk.incubator.vector..", List.of("kernel")),
          entry("org.apache.commons.csv..", List.of("data.raw")),
          entry("com.ibm.icu..", List.of("data.raw")),
          entry("org.apache.hadoop..", List.of("store", "cluster", "app")),
          entry("org.apache.parquet..", List.of("store")),
          entry("com.fasterxml.jackson..", List.of("format", "store", "report")),
          entry("org.apache.spark..", List.of("cluster", "app", "dl4jspark")),
          entry("scala..", List.of("cluster")));

  /** How a file system is changed. */
  private static final Set<String> WRITING =
      Set.of("create", "createNewFile", "append", "mkdirs", "rename", "delete", "truncate");

  @Test
  void everyPackageHasItsPlace() {
    Set<String> known = new TreeSet<>(INSIDE.keySet());
    ORDER.stream()
        .filter(name -> INSIDE.keySet().stream().noneMatch(inner -> inner.startsWith(name + ".")))
        .forEach(known::add);
    assertThat(packages()).isEqualTo(known);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.espalier.(**)").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.espalier.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> importsOnlyWhatItMay() {
    return packages().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + name)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden(name))
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  /** The packages that a package must not import. */
  private static String[] forbidden(String name) {
    int place = ORDER.indexOf(top(name));
    return packages().stream()
        .filter(other -> !other.equals(name))
        .filter(
            other ->
                top(other).equals(top(name))
                    ? !INSIDE.get(name).contains(other)
                    : ORDER.indexOf(top(other)) > place)
        .map(other -> ROOT + other)
        .toArray(String[]::new);
  }

  @TestFactory
  Stream<DynamicTest> usesEachLibraryOnlyWhereItBelongs() {
    return LIBRARIES.entrySet().stream()
        .map(
            library ->
                DynamicTest.dynamicTest(
                    library.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                library.getValue().stream()
                                    .map(name -> ROOT + name + "..")
                                    .toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(library.getKey())
                            .check(CLASSES)));
  }

  @Test
  void onlyTheStoreWritesThroughHadoop() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "store")
        .should()
        .callMethodWhere(
            Predicates.target(
                    HasOwner.Predicates.With.owner(
                        HasName.Predicates.nameStartingWith("org.apache.hadoop.fs.")))
                .and(Predicates.target(HasName.Predicates.nameMatching(String.join("|", WRITING)))))
        .check(CLASSES);
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(type -> type.getPackageName())
        .filter(name -> name.startsWith(ROOT))
        .map(name -> name.substring(ROOT.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String top(String name) {
    return name.replaceFirst("\\..*", "");
  }
}
