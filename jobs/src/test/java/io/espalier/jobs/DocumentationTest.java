package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Holds the pages to what there is: links, commands, scripts, profiles. */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern BLOCK = Pattern.compile("(?s)```bash\\n(.*?)```");
  private static final Pattern LAUNCHER =
      Pattern.compile(
          "deploy/bin/espalier((?: --(?:master|conf) \\S+| \\\\\\s*)*) ([a-z]+)( [a-z]+)?");
  private static final Pattern SCRIPT =
      Pattern.compile("(?m)\\b((?:deploy|integration-tests)/[a-z0-9/._-]*[a-z0-9])");
  private static final Pattern PROFILE = Pattern.compile("mvn [^`\\n]*-P([a-z]+)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return Stream.concat(Stream.of(ROOT), files.filter(Files::isDirectory))
          .map(folder -> folder.resolve("README.md"))
          .flatMap(
              page -> Stream.of("README.md", "pruning.md", "recovery.md").map(page::resolveSibling))
          .filter(Files::exists)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    for (MatchResult link : found(LINK, page)) {
      String target = link.group(1);
      if (!target.startsWith("https://")) {
        assertThat(page.resolveSibling(target)).as("link in %s", ROOT.relativize(page)).exists();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsExist(Path page) {
    CommandLine espalier = Espalier.commands(Streams.ofProcess());
    for (MatchResult block : found(BLOCK, page)) {
      LAUNCHER
          .matcher(block.group(1))
          .results()
          .forEach(
              command -> {
                var verbs = espalier.getSubcommands();
                assertThat(verbs).as(command.group()).containsKey(command.group(2));
                var below = verbs.get(command.group(2)).getSubcommands();
                if (!below.isEmpty()) {
                  assertThat(below).as(command.group()).containsKey(command.group(3).strip());
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void scriptsAndProfilesExist(Path page) {
    for (MatchResult script : found(SCRIPT, page)) {
      assertThat(ROOT.resolve(script.group(1)))
          .as("%s in %s", script.group(), ROOT.relativize(page))
          .satisfies(
              path ->
                  assertThat(path.toString().contains("/target/") || Files.exists(path)).isTrue());
    }
    String modules =
        text(ROOT.resolve("pipeline/pom.xml")) + text(ROOT.resolve("integration-tests/pom.xml"));
    for (MatchResult profile : found(PROFILE, page)) {
      assertThat(modules).contains("<id>%s</id>".formatted(profile.group(1)));
    }
  }

  private static List<MatchResult> found(Pattern pattern, Path page) {
    return pattern.matcher(text(page)).results().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
