package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration may not do to whoever reads it. */
@Timeout(60)
class PlanSafetyTest {
  private static final String FINE =
      """
      run { name = x, store = st }
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 4 }]
      """;

  @TempDir Path folder;

  private static List<String> problems(String text, String... overrides) {
    try {
      PlanReader.read(text, "x.conf", List.of(overrides));
      return List.of();
    } catch (InputException e) {
      return e.problems();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%s\"",
        "file(\"%s\")",
        "url(\"%s\")",
        "classpath(\"%s\")",
        "required(\"%s\")",
        "required(file(\"%s\"))",
        "required(url(\"%s\"))",
        "required(classpath(\"%s\"))"
      })
  void includesOfEveryFormAreRefusedUnread(String form) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) Duration.ofMillis(100).toMillis());
      Path file = Files.writeString(folder.resolve("other.conf"), "train.epochs = 77");
      String url = "http://127.0.0.1:%d/x".formatted(server.getLocalPort());
      for (String what : List.of(file.toString(), file.toUri().toString(), url)) {
        if (form.contains("url") && !what.contains(":")) {
          continue; // the parser says that it is no URL
        }
        String include = "include " + form.formatted(what);
        assertThat(problems(FINE + include + "\n"))
            .singleElement()
            .asString()
            .contains("include", "is not supported", "x.conf");
        assertThat(problems(FINE + "train { " + include + " }")).hasSize(1);
        assertThat(problems(FINE, "train={ " + include + " }"))
            .anyMatch(problem -> problem.contains("is not supported"));
      }
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void depthIsRefusedWithItsLine() {
    for (int depth : new int[] {101, 20_000, 2_000_000}) {
      assertThat(problems(FINE + "a = " + "[".repeat(depth) + "]".repeat(depth)))
          .containsExactly(
              "the configuration cannot be read: brackets and keys are nested more than 100 deep (x.conf:4)");
      assertThat(problems("{\n".repeat(depth)).get(0)).endsWith("(x.conf:101)");
    }
    assertThat(problems(FINE, "prune.exclude=" + "[".repeat(20_000)).get(0))
        .endsWith("more than 100 deep (--set)");
    for (String key : List.of("a.", "\"a\".", " a . ", "a-0.")) {
      assertThat(problems("\n" + key.repeat(100_000) + "a = 1").get(0))
          .endsWith("brackets and keys are nested more than 100 deep (x.conf:2)");
      assertThat(problems("a = ${" + key.repeat(200) + "a}").get(0)).endsWith("(x.conf:1)");
      assertThat(problems("a {\n" + (key.repeat(20) + "a {\n").repeat(5)).get(0))
          .endsWith("(x.conf:6)");
      assertThat(problems(FINE, key.repeat(100_000) + "a=1").get(0)).endsWith("deep (--set)");
    }
    assertThat(problems(FINE + "# [".repeat(1000) + "\n" + "// {\n".repeat(1000))).isEmpty();
    assertThat(problems(FINE + "prune.exclude = [\"" + "[\\\"".repeat(1000) + "\"]")).isEmpty();
    assertThat(problems(FINE + "prune.exclude = [\"\"\"" + "\"[\n".repeat(1000) + "\"\"\"]"))
        .isEmpty();
  }

  @Test
  void substitutionsEndAndDoNotMultiply() {
    assertThat(problems(FINE + "run.seed = ${data.shards}\ndata.shards = ${run.seed}").get(0))
        .startsWith("the configuration cannot be read: ")
        .contains("x.conf:");
    StringBuilder tripled = new StringBuilder(FINE + "a0 = [x, x]\n");
    for (int i = 1; i <= 9; i++) {
      tripled.append("a%d = [${a%d}, ${a%d}, ${a%d}]\n".formatted(i, i - 1, i - 1, i - 1));
    }
    assertThat(problems(tripled + "prune.exclude = ${a9}\n"))
        .anyMatch(problem -> problem.contains("prune.exclude must be"));
    assertThat(problems(tripled + "b = [${a9}, ${a9},\n${a9}, ${a9}]"))
        .containsExactly(
            "the configuration cannot be read: there are more than 30 substitutions ${...}"
                + " (x.conf:15)");
  }

  @Test
  void variablesOfTheEnvironmentAreReadUnlessTheyAreSecret() {
    Environment environment =
        new Environment(Map.of("HOME", "/home/me", "AWS_SECRET_ACCESS_KEY", "Geheim"));
    assertThat(environment.lookup("HOME").unwrapped()).isEqualTo("/home/me");
    assertThat(environment.lookup("NOWHERE")).isNull();
    for (String secret :
        List.of("AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "GITHUB_TOKEN", "API_KEY", "MY_PAT")) {
      assertThatThrownBy(() -> environment.lookup(secret))
          .hasMessageContaining(secret)
          .hasMessageContaining("spark.hadoop.")
          .hasMessageNotContaining("Geheim");
      assertThat(problems(FINE.replace("store = st", "") + "run.store = ${?" + secret + "}").get(0))
          .contains(secret, "(x.conf)");
    }
    assertThat(problems(FINE + "run.seed = ${PATH}").get(0))
        .startsWith("run.seed must be a whole number")
        .endsWith("(environment variable PATH)");
  }

  @Test
  void placesAreRightWhateverTheFileIsCalled() {
    for (String name : List.of("a,b.conf", "my: 3.conf", "--set.conf", "a b:c")) {
      assertThatThrownBy(() -> PlanReader.read(FINE + "train.epochs = -1", name, List.of()))
          .hasMessageEndingWith("(" + name + ":4)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", ".x", "x.", "x..", "a\\u001bb", "a b", "é", "-x", "a:b"})
  void namesThatNoFolderHasAreRefused(String name) {
    assertThat(problems(FINE.replace("name = x, ", "") + "run.name = \"" + name + "\"").get(0))
        .startsWith("run.name must be ")
        .endsWith("(x.conf:4)");
  }

  @Test
  void namesThatAreTooLongAreRefused() {
    assertThat(problems(FINE, "run.name=" + "x".repeat(100))).isEmpty();
    assertThat(problems(FINE, "run.name=" + "x".repeat(101)).get(0))
        .startsWith("run.name must be at most 100 characters");
  }

  @Test
  void aByteOrderMarkIsNoText() {
    assertThat(problems("\ufeff" + FINE)).isEmpty();
  }
}
