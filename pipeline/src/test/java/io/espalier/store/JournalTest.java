package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path temporary;
  private Folder folder;
  private final List<String> told = new ArrayList<>();

  private record Line(int number, List<Double> values) {}

  @BeforeEach
  void open() {
    folder = Folder.at(temporary.toUri().toString(), new Configuration());
  }

  @Test
  void hasALineForEachRecord() throws IOException {
    write(new Line(1, List.of(0.5)), new Line(2, List.of()));
    assertThat(Files.readAllLines(temporary.resolve("work.jsonl")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(read()).containsExactly(new Line(1, List.of(0.5)), new Line(2, List.of()));
  }

  @Test
  void stepsOverALineThatWasBeingWritten() throws IOException {
    write(new Line(1, List.of()));
    Files.writeString(
        temporary.resolve("work.jsonl"), "{\"number\":2,\"val", StandardOpenOption.APPEND);
    assertThat(read()).containsExactly(new Line(1, List.of()));
  }

  @Test
  void namesLinesThatAreNoRecordsAndLeavesThemOut() throws IOException {
    write(new Line(1, List.of()));
    Files.writeString(
        temporary.resolve("work.jsonl"), "{\"x\":\nnull\n[]\n{}\n", StandardOpenOption.APPEND);
    assertThat(read()).containsExactly(new Line(1, List.of()));
    assertThat(told).hasSize(4).allMatch(line -> line.contains("work.jsonl:"));
    assertThat(told.get(0)).contains("work.jsonl:2 is not what was written there");
  }

  @Test
  void aFolderInItsPlaceIsNamedAndGoes() throws IOException {
    Files.createDirectories(temporary.resolve("work.jsonl/inside"));
    assertThat(read()).isEmpty();
    assertThat(told).singleElement().asString().contains("work.jsonl cannot be read");
    write(new Line(1, List.of()));
    assertThat(read()).containsExactly(new Line(1, List.of()));
  }

  @Test
  void isEmptyBeforeItIsStarted() {
    assertThat(read()).isEmpty();
  }

  @Test
  void isNotWhatAManifestVouchesFor() {
    write(new Line(1, List.of()));
    folder.write("result.bin", new byte[] {1});
    assertThat(folder.commit("kind", "key").files()).containsOnlyKeys("result.bin");
  }

  private void write(Line first, Line... more) {
    try (Journal journal = Journal.start(folder, "work.jsonl", List.of(first))) {
      List.of(more).forEach(journal::add);
    }
  }

  private List<Line> read() {
    return Journal.read(folder, "work.jsonl", Line.class, told::add);
  }
}
