package io.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds a class's name to be enough to know which one is meant, over all modules. */
class ClassNamesTest {
  private static final List<String> MODULES = List.of("pipeline", "jobs", "integration-tests");
  private static final Pattern TOP_LEVEL =
      Pattern.compile(
          "^(?:(?:public|final|abstract|sealed|non-sealed|strictfp) )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)",
          Pattern.MULTILINE);

  @Test
  void everyTopLevelClassHasANameOfItsOwn() throws IOException {
    Map<String, Set<Path>> places = new TreeMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher classes = TOP_LEVEL.matcher(Files.readString(file));
          while (classes.find()) {
            places.computeIfAbsent(classes.group(1), name -> new TreeSet<>()).add(file);
          }
        }
      }
    }
    assertThat(places).hasSizeGreaterThan(500);
    places.values().removeIf(files -> files.size() == 1);
    assertThat(places).as("names of several classes").isEmpty();
  }
}
