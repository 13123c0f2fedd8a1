package io.espalier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the packages to their order, and each outside library to its package. */
class PackageRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.espalier");

  /** Lowest first; a package imports only those before it. */
  private static final List<String> ORDER =
      List.of(
          "model",
          "data",
          "importance",
          "prune",
          "schedule",
          "objective",
          "metric",
          "plan",
          "kernel",
          "engine",
          "engine.training",
          "engine.inference",
          "network",
          "store",
          "run",
          "report",
          "bench",
          "cluster",
          "dl4jspark");

  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry("com.typesafe..", List.of("plan")),
          entry("org.deeplearning4j..", List.of("network", "dl4jspark")),
          entry("org.nd4j..", List.of("network", "dl4jspark")),
          entry("org.bytedeco..", List.of("kernel", "network")),
          entry("jdk.incubator.vector..", List.of("kernel")),
          entry("org.apache.commons.csv..", List.of("data")),
          entry("org.apache.hadoop..", List.of("store", "cluster")),
          entry("org.apache.parquet..", List.of("store")),
          entry("com.fasterxml.jackson..", List.of("engine", "store", "report")),
          entry("org.apache.spark..", List.of("cluster", "dl4jspark")),
          entry("scala..", List.of("cluster")));

  @Test
  void everyPackageIsInTheOrder() {
    assertThat(
            CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("io\\.espalier\\.?", ""))
                .distinct())
        .isSubsetOf(ORDER);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.espalier.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void inferenceDoesNotKnowTraining() {
    noClasses()
        .that()
        .resideInAPackage("io.espalier.engine.inference")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.espalier.engine.training")
        .check(CLASSES);
  }

  @TestFactory
  List<DynamicTest> importsOnlyLowerPackages() {
    return ORDER.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("io.espalier." + name)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                                    .map(higher -> "io.espalier." + higher)
                                    .toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(CLASSES)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> usesEachLibraryOnlyWhereItBelongs() {
    return LIBRARIES.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                entry.getValue().stream()
                                    .map(name -> "io.espalier." + name)
                                    .toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(entry.getKey())
                            .check(CLASSES)))
        .toList();
  }
}
