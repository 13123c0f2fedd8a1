package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.jobs.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What benchmarks print; what they measure is nothing to test. */
class BenchTest {
  @TempDir Path folder;

  private static JsonNode json(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    return new ObjectMapper().readTree(outcome.out());
  }

  /** Names of cases and what they are compared with; every one has a time. */
  private static List<String> cases(JsonNode report) {
    assertThat(report.get("machine").asText()).contains(" cores");
    assertThat(report.get("gemm-gflops").asDouble()).isPositive();
    List<String> cases = new ArrayList<>();
    for (JsonNode result : report.get("results")) {
      double milliseconds = result.get("milliseconds").asDouble();
      double baseline = result.get("baseline-milliseconds").asDouble();
      assertThat(milliseconds).isPositive();
      assertThat(result.get("ratio").asDouble() * milliseconds / baseline).isBetween(0.99, 1.01);
      cases.add(
          "%s %s %s"
              .formatted(
                  result.get("configuration").asText(),
                  result.get("case").asText(),
                  result.get("against").asText()));
    }
    return cases;
  }

  @Test
  void standardSuitePrintsWhatWasAskedOfIt() throws IOException {
    JsonNode report =
        json(
            InProcess.espalier(
                ("bench --suite standard --only A --case train-dense,train-weights-90,infer-units"
                        + " --seconds 0 --json --quiet")
                    .split(" ")));

    assertThat(cases(report))
        .contains("A train-dense dl4j")
        .filteredOn(name -> !name.endsWith("pytorch"))
        .containsExactly(
            "A train-dense dl4j",
            "A train-weights-90 dense",
            "A infer-units-50 onnxruntime",
            "A infer-units-50 dense",
            "A infer-units-50-batch-1 onnxruntime",
            "A infer-units-50-batch-1 dense");
    assertThat(report.get("share-of-gemm-rate").get("A").asDouble()).isPositive();
    assertThat(report.get("versions").fieldNames())
        .toIterable()
        .containsExactly("dl4j", "java", "onnxruntime", "pytorch");
  }

  @Test
  void kernelSuiteRunsJmh() throws IOException {
    JsonNode results =
        json(
            InProcess.espalier(
                "bench --suite kernels --only 1000x1000 --case Selection --seconds 0 --json --quiet"
                    .split(" ")));

    assertThat(results)
        .singleElement()
        .extracting(one -> one.get("benchmark").asText())
        .asString()
        .endsWith("SelectionBenchmark.select");
  }

  @Test
  void refusesConfigurationsAndSuitesThatDoNotExist() {
    assertThat(InProcess.espalier("bench", "--suite", "standard", "--only", "Z").problems())
        .containsExactly("--only must name some of A, B, C, D, short, long, 100M scores, got Z");
    assertThat(InProcess.espalier("bench", "--suite", "all").problems())
        .containsExactly("--suite must be one of kernels, standard, got all");
  }

  @Test
  void timesTheNetworkOfAConfigurationWithoutItsData() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            run { name = x, store = "%s/store" }
            data.source { format = ts, train = "%s/not-there.ts" }
            network.layers = [{ type = lstm, units = 4 }]
            train.batch-size = 2
            """
                .formatted(folder, folder));

    JsonNode report =
        json(InProcess.espalier("bench", file.toString(), "--seconds", "0", "--json", "--quiet"));

    assertThat(cases(report))
        .hasSize(24)
        .contains(
            "x train-dense dense",
            "x train-weights-95 dense",
            "x train-units-50 dense",
            "x infer-weights-90 dense",
            "x infer-units-75-batch-1 dense");
    assertThat(report.get("batch-size").asInt()).isEqualTo(2);
    assertThat(report.get("recover.sparse-above").asDouble()).isEqualTo(0.75);
    assertThat(report.get("break-even").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("16x16", "4x16", "4x10");
    assertThat(folder.resolve("store/stages")).doesNotExist();
  }
}
