package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of configurations that no configuration can be read from. */
class ConfigurationFileTest {
  @TempDir Path folder;

  private static void isRefused(String name, String why) {
    assertThatThrownBy(() -> ConfigurationFile.text(name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void linksToNothingAreNamed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("x.conf"), folder.resolve("gone.conf"));
    isRefused(link.toString(), "is a link to what does not exist");
    Path loop = folder.resolve("loop.conf");
    isRefused(Files.createSymbolicLink(loop, loop).toString(), "is a link to");
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "run.name = x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("this user may read every file").isFalse();
    isRefused(file.toString(), "may not be read");
    isRefused(file.toUri().toString(), "may not be read");
  }

  @Test
  void aFileThatBreaksOffIsNamed() {
    Path memory = Path.of("/proc/self/mem");
    assumeThat(Files.isReadable(memory)).isTrue();
    isRefused(memory.toString(), "cannot be read: Input/output error");
  }

  @Test
  void whatIsNoTextIsNamedWithItsLine() throws IOException {
    for (byte[] bytes :
        List.of(
            new byte[] {'a', '\n', (byte) 0xff},
            "a\n\0b".getBytes(StandardCharsets.UTF_8),
            new byte[] {'a', '\n', (byte) 0xe2, (byte) 0x82})) {
      Path file = Files.write(folder.resolve("x.conf"), bytes);
      isRefused(file.toString(), ":2); save it as UTF-8");
    }
    Path wide =
        Files.write(folder.resolve("x.conf"), "run.name = x".getBytes(StandardCharsets.UTF_16LE));
    isRefused(wide.toString(), ":1); save it as UTF-8");
  }

  @Test
  void foldersAndMissingFilesAreNamed() {
    isRefused(folder.toString(), "is a folder");
    isRefused(folder.toUri().toString(), "is a folder");
    isRefused(folder.resolve("no/x.conf").toString(), "does not exist");
    isRefused(folder.resolve("x".repeat(5000)).toString(), "");
    isRefused("", "");
  }
}
