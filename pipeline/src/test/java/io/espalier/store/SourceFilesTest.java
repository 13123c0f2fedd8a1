package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Split;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.RefusedText;
import io.espalier.data.raw.WideText;
import io.espalier.model.InputException;
import io.espalier.plan.SourcePlan;
import io.espalier.plan.SourcePlan.Generator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  private static final Configuration CONFIGURATION = new Configuration();

  @TempDir Path folder;

  private SourceFiles resolve(List<String> train, List<String> test) {
    return SourceFiles.resolve(
        CONFIGURATION,
        new SourcePlan(
            new WideText(),
            train.stream().map(name -> folder + "/" + name).toList(),
            List.of(),
            test.stream().map(name -> folder + "/" + name).toList(),
            new Columns("auto", "", "", List.of(), "", List.of()),
            new Generator(0, 0)));
  }

  @Test
  void namesEveryPathThatMatchesNothingAndEveryEmptyFile() throws IOException {
    Files.createFile(folder.resolve("empty.csv"));
    assertThatThrownBy(() -> resolve(List.of("nope.csv", "empty.csv"), List.of("*.tsv")))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anySatisfy(
                        p ->
                            assertThat(p)
                                .startsWith("data.source.train: there is no file")
                                .contains("nope.csv"))
                    .anySatisfy(p -> assertThat(p).contains("empty.csv is empty"))
                    .anySatisfy(
                        p -> assertThat(p).startsWith("data.source.test").contains("*.tsv")));
  }

  @Test
  void expandsGlobsAndFoldersInOrderAndTellsEqualNamesApart() throws IOException {
    for (String name : List.of("b/x.csv", "a/x.csv", "a/_SUCCESS", "a/.x.crc")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "1");
    }
    SourceFiles files = resolve(List.of("b/*.csv"), List.of("a"));
    assertThat(files.files())
        .extracting(file -> file.split() + " " + file.name())
        .containsExactly("TRAIN b/x.csv", "TEST a/x.csv");
    assertThat(files.has(Split.VALIDATION)).isFalse();
  }

  @Test
  void fingerprintFollowsTheFiles() throws IOException {
    Files.writeString(folder.resolve("x.csv"), "1");
    String first = resolve(List.of("x.csv"), List.of()).fingerprint();
    assertThat(resolve(List.of("x.csv"), List.of()).fingerprint()).isEqualTo(first);
    Files.writeString(folder.resolve("x.csv"), "12");
    assertThat(resolve(List.of("x.csv"), List.of()).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void readsCompressedFiles() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("x.csv.gz")))) {
      out.write(new byte[] {'h', 'i'});
    }
    SourceFile file = resolve(List.of("x.csv.gz"), List.of()).files().get(0);
    try (InputStream bytes = SourceFiles.open(CONFIGURATION, file)) {
      assertThat(bytes.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hi");
    }
  }

  @Test
  void refusesCompressedFilesThatAreCutOffOrChangedOrNotCompressed() throws IOException {
    byte[] whole = gzip("a,1,2,3\n".repeat(5000));
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 0x55;
    Map<String, byte[]> files =
        Map.of(
            "cut.csv.gz", Arrays.copyOf(whole, whole.length / 2),
            "changed.csv.gz", changed,
            "plain.csv.gz", "a,1,2\n".getBytes(StandardCharsets.UTF_8),
            "plain.csv.bz2", "a,1,2\n".getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> given : files.entrySet()) {
      Files.write(folder.resolve(given.getKey()), given.getValue());
      SourceFile file = resolve(List.of(given.getKey()), List.of()).files().get(0);
      try (InputStream bytes = SourceFiles.open(CONFIGURATION, file)) {
        assertThatThrownBy(bytes::readAllBytes)
            .as(given.getKey())
            .isInstanceOf(RefusedText.class)
            .hasMessageContaining("though its name ends in");
      }
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
