package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
  @TempDir private Path temporary;
  private final List<String> said = new ArrayList<>();

  @Test
  void currentNamesTheNewestAndPreviousTheOneBefore() throws IOException {
    String first = promote("one");
    assertThat(current()).isEqualTo("one");
    assertThat(place().resolve("previous")).doesNotExist();
    promote("two");
    assertThat(current()).isEqualTo("two");
    assertThat(read("previous")).isEqualTo("one");
    promote("three");
    assertThat(current()).isEqualTo("three");
    assertThat(read("previous")).isEqualTo("two");
    assertThat(Path.of(URI.create(first))).doesNotExist();
    assertThat(folders()).hasSize(2);
  }

  @Test
  void sameFilesOnceMoreChangeNothing() throws IOException {
    promote("one");
    String second = promote("two");
    assertThat(promote("two")).isEqualTo(second);
    assertThat(current()).isEqualTo("two");
    assertThat(read("previous")).isEqualTo("one");
  }

  @Test
  void goingBackMakesThePreviousOneCurrent() throws IOException {
    promote("one");
    promote("two");
    promote("one");
    assertThat(current()).isEqualTo("one");
    assertThat(read("previous")).isEqualTo("two");
  }

  @Test
  void whatBreaksOffLeavesTheOldOneAndIsDoneAgain() throws IOException {
    promote("one");
    Path broken = Path.of(URI.create(promote("two")));
    String old =
        folders().stream().filter(name -> !broken.endsWith(name)).findFirst().orElseThrow();
    // as it is when a driver dies before it names the new folder
    Files.writeString(place().resolve("current"), old + "\n");
    Files.delete(broken.resolve("manifest.json"));
    Files.writeString(broken.resolve("model.zip"), "half");
    assertThat(current()).isEqualTo("one");
    promote("two");
    assertThat(current()).isEqualTo("two");
    assertThat(read("previous")).isEqualTo("one");
  }

  @Test
  void damagedOneIsWrittenAgain() throws IOException {
    Path folder = Path.of(URI.create(promote("one")));
    Files.writeString(folder.resolve("model.zip"), "bad");
    promote("one");
    assertThat(current()).isEqualTo("one");
    assertThat(said).anyMatch(line -> line.contains("model.zip is damaged"));
  }

  @Test
  void foreignFoldersAreLeftAlone() throws IOException {
    promote("one");
    Files.createDirectories(place().resolve("notes"));
    promote("two");
    promote("three");
    assertThat(place().resolve("notes")).exists();
  }

  @Test
  void placeWithOtherThingsIsRefused() throws IOException {
    Files.createDirectories(place());
    Files.writeString(place().resolve("thesis.tex"), "");
    assertThatThrownBy(() -> promotion().create())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("export.to must be a folder that is new or empty")
        .hasMessageContaining("thesis.tex");
    Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> promotion(temporary.resolve("file/in")).create())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("export.to must be a folder that can be written to");
  }

  private String promote(String content) {
    Promotion promotion = promotion();
    promotion.create();
    Map<String, byte[]> files =
        Map.of("model.zip", bytes(content), "summary.json", bytes(content + "!"));
    return promotion.promote("vowels", new TreeMap<>(files), Duration.ZERO, said::add);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Promotion promotion() {
    return promotion(place());
  }

  private static Promotion promotion(Path place) {
    return Promotion.at("export.to", place.toUri().toString(), new Configuration(), "test");
  }

  private Path place() {
    return temporary.resolve("models");
  }

  private String current() throws IOException {
    return read("current");
  }

  /** What a reader finds who follows a name; both files are of one promotion. */
  private String read(String name) throws IOException {
    Path folder = place().resolve(Files.readString(place().resolve(name)).strip());
    String model = Files.readString(folder.resolve("model.zip"));
    assertThat(folder.resolve("summary.json")).hasContent(model + "!");
    return model;
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(place())) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
