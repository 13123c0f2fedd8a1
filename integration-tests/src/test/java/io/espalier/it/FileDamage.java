package io.espalier.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;

/** What may become of a file. */
enum FileDamage {
  EMPTY,
  HALF,
  GARBAGE,
  NULL,
  LIST,
  OBJECT,
  FOLDER,
  MISSING,
  UNREADABLE;

  void befall(Path file) throws IOException {
    switch (this) {
      case EMPTY -> Files.write(file, new byte[0]);
      case HALF -> {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
      case GARBAGE -> {
        byte[] noise = new byte[(int) Files.size(file)];
        new Random(7).nextBytes(noise);
        Files.write(file, noise);
      }
      case NULL -> write(file, "null");
      case LIST -> write(file, "[]");
      case OBJECT -> write(file, "{}");
      case FOLDER -> {
        Files.delete(file);
        Files.createDirectory(file);
        write(file.resolve("inside"), "what");
      }
      case MISSING -> Files.delete(file);
      case UNREADABLE ->
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
