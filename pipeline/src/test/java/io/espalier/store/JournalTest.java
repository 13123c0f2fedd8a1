package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path temporary;
  private Folder folder;

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
    return Journal.read(folder, "work.jsonl", Line.class, told -> {});
  }
}
