package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  @TempDir private Path temporary;
  private Folder folder;

  @BeforeEach
  void open() {
    folder = Folder.at(temporary.resolve("stage").toUri().toString(), new Configuration());
  }

  @Test
  void hasNoManifestUntilItIsCommitted() {
    folder.write("a.bin", new byte[] {1, 2, 3});
    assertThat(folder.manifest()).isEmpty();
  }

  @Test
  void readsBackWhatWasCommitted() {
    folder.write("a.bin", new byte[] {1, 2, 3});
    folder.child("inner").write("b.bin", new byte[] {4});
    folder.commit("train", "key");
    Manifest manifest = folder.manifest().orElseThrow();
    assertThat(manifest.kind()).isEqualTo("train");
    assertThat(manifest.files()).containsOnlyKeys("a.bin", "inner/b.bin");
    assertThat(folder.read(manifest, "a.bin")).containsExactly(1, 2, 3);
    assertThat(folder.read(manifest, "inner/b.bin")).containsExactly(4);
  }

  @Test
  void namesAFileWithOneBitFlipped() throws IOException {
    folder.write("a.bin", new byte[] {1, 2, 3});
    folder.commit("train", "key");
    overwrite("a.bin", new byte[] {1, 2, 7});
    assertDamaged("a.bin");
  }

  @Test
  void namesATruncatedFile() throws IOException {
    folder.write("a.bin", new byte[] {1, 2, 3});
    folder.commit("train", "key");
    overwrite("a.bin", new byte[] {1, 2});
    assertDamaged("a.bin");
  }

  @Test
  void namesAMissingFile() throws IOException {
    folder.write("a.bin", new byte[] {1, 2, 3});
    folder.commit("train", "key");
    Files.delete(temporary.resolve("stage/a.bin"));
    assertDamaged("a.bin");
  }

  @Test
  void refusesAManifestOfANewerFormat() {
    folder.write("manifest.json", Json.write(new Manifest(99, "train", "key", Map.of())));
    assertThatThrownBy(folder::manifest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void replacesAFileAsAWhole() {
    folder.write("a.bin", new byte[100]);
    folder.write("a.bin", new byte[] {5});
    assertThat(folder.readUnverified("a.bin")).containsExactly(5);
  }

  @Test
  void replacesAFolderInThePlaceOfAFile() throws IOException {
    Files.createDirectories(temporary.resolve("stage/a.bin/inside"));
    Files.createDirectories(temporary.resolve("stage/manifest.json"));
    assertThatThrownBy(folder::manifest)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("stage/manifest.json cannot be read");
    folder.begin(told -> {});
    folder.write("a.bin", new byte[] {5});
    folder.commit("train", "key");
    assertThat(folder.read(folder.manifest().orElseThrow(), "a.bin")).containsExactly(5);
  }

  @Test
  void replacesAFileInThePlaceOfAFolder() throws IOException {
    Files.createFile(temporary.resolve("stage"));
    List<String> told = new ArrayList<>();
    folder.begin(told::add);
    folder.write("a.bin", new byte[] {5});
    assertThat(told).singleElement().asString().contains("stage was a file where a folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"format\":1,\"kind\":\"k\",\"key\":\"key\",\"files\":null}",
        "{\"format\":1,\"kind\":\"k\",\"key\":\"key\",\"files\":{\"../a\":{}}}",
        "{\"format\":1,\"kind\":\"k\",\"key\":\"key\",\"files\":{}} and more",
      })
  void namesAManifestThatIsNone(String text) {
    folder.write("manifest.json", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(folder::manifest)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("stage/manifest.json is not what was written there");
  }

  @Test
  void checksLengthsAndReadsWhatWasWrittenToSince() throws IOException {
    folder.write("a.bin", new byte[] {1, 2, 3});
    Manifest manifest = folder.commit("train", "key");
    folder.check(manifest);
    Path manifestFile = temporary.resolve("stage/manifest.json");
    Files.setLastModifiedTime(manifestFile, FileTime.fromMillis(0)); // as a copy may leave it
    folder.check(manifest);
    assertThat(Files.getLastModifiedTime(manifestFile).toMillis()).isPositive();
    overwrite("a.bin", new byte[] {1, 2, 7});
    Files.setLastModifiedTime(manifestFile, FileTime.fromMillis(0));
    assertThatThrownBy(() -> folder.check(manifest))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("a.bin is damaged");
  }

  @Test
  void refusesAStoreThatIsAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "not a folder");
    assertThatThrownBy(
            () -> Store.at(file.toUri().toString(), new Configuration(), "test").create())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run.store");
  }

  private void assertDamaged(String name) {
    assertThatThrownBy(() -> folder.read(folder.manifest().orElseThrow(), name))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(name);
  }

  /** As a disk would: without anybody being told, so the checksum beside the file goes too. */
  private void overwrite(String name, byte[] content) throws IOException {
    Files.deleteIfExists(temporary.resolve("stage/." + name + ".crc"));
    Files.write(temporary.resolve("stage/" + name), content);
  }
}
