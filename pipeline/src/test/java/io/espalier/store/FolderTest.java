package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void refusesAStoreThatIsAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "not a folder");
    assertThatThrownBy(() -> Store.open(file.toUri().toString(), new Configuration(), "test"))
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
