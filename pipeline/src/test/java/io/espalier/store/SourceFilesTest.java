package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Split;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.WideText;
import io.espalier.model.InputException;
import io.espalier.plan.SourcePlan;
import io.espalier.plan.SourcePlan.Generator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void readsCompressedFilesAndSkipsAByteOrderMark() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("x.csv.gz")))) {
      out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'h', 'i'});
    }
    SourceFile file = resolve(List.of("x.csv.gz"), List.of()).files().get(0);
    try (BufferedReader reader = new BufferedReader(SourceFiles.open(CONFIGURATION, file))) {
      assertThat(reader.readLine()).isEqualTo("hi");
    }
  }
}
