package io.espalier.format;

import static io.espalier.format.FileBytes.assertRefused;
import static io.espalier.format.FileBytes.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.InputException;
import io.espalier.model.RandomNetworks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedZipTest {
  private static final byte[] TEXT =
      "text text text text text text text".getBytes(StandardCharsets.UTF_8);
  private static final int DIRECTORY_HEAD = 46;
  private static final int END = 22;

  private static byte[] zip() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a", TEXT);
    entries.put("b", FloatValues.write(RandomNetworks.numbers(50, 1)));
    return FileBytes.zip(entries);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int directory(byte[] zip) {
    return little(zip).getInt(zip.length - END + 16);
  }

  /** Where the directory's second entry begins. */
  private static int second(byte[] zip) {
    int first = directory(zip);
    return first + DIRECTORY_HEAD + 1 + little(zip).getShort(first + 30);
  }

  private static void readAll(byte[] bytes) {
    BoundedZip zip = BoundedZip.open(input(bytes), Limits.USUAL);
    zip.names().forEach(name -> zip.read(name, 1000));
  }

  @Test
  void readsStoredAndDeflatedEntries() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("a comment");
      ZipEntry stored = new ZipEntry("stored");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(TEXT.length);
      CRC32 sum = new CRC32();
      sum.update(TEXT);
      stored.setCrc(sum.getValue());
      zip.putNextEntry(stored);
      zip.write(TEXT);
      zip.putNextEntry(new ZipEntry("folder/"));
      zip.putNextEntry(new ZipEntry("folder/grün"));
      zip.write(TEXT);
    }
    BoundedZip zip = BoundedZip.open(input(out.toByteArray()), Limits.USUAL);
    assertThat(zip.names()).containsExactly("stored", "folder/", "folder/grün");
    assertThat(zip.read("stored", TEXT.length)).isEqualTo(TEXT);
    assertThat(zip.read("folder/grün", TEXT.length)).isEqualTo(TEXT);
    assertThat(zip.read("folder/", 0)).isEmpty();
    assertRefused(() -> zip.read("folder/grün", TEXT.length - 1), "at most 33");
    assertRefused(() -> zip.read("other", 9), "without other");
  }

  @Test
  void readsSizesOf64Bits() {
    byte[] plain = FileBytes.zip(Map.of("a", TEXT));
    int directory = directory(plain);
    ByteBuffer wide = little(new byte[directory + DIRECTORY_HEAD + 1 + 28 + 76 + END]);
    wide.put(plain, 0, directory + DIRECTORY_HEAD + 1);
    wide.putShort((short) 1).putShort((short) 24).putLong(TEXT.length);
    wide.putLong(little(plain).getInt(directory + 20)).putLong(0);
    wide.putShort(directory + 30, (short) 28).putInt(directory + 20, -1);
    wide.putInt(directory + 24, -1).putInt(directory + 42, -1);
    int end = wide.position();
    wide.putInt(0x06064b50).putLong(44).putInt(0).putLong(0).putLong(1).putLong(1);
    wide.putLong(end - directory).putLong(directory);
    wide.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    wide.put(plain, plain.length - END, END).putInt(wide.position() - 6, -1);
    assertThat(BoundedZip.open(input(wide.array()), Limits.USUAL).read("a", 99)).isEqualTo(TEXT);
    for (int at = directory + DIRECTORY_HEAD + 1; at < wide.capacity(); at++) {
      byte[] damaged = wide.array().clone();
      damaged[at] ^= (byte) 0x80;
      try {
        readAll(damaged);
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith(FileBytes.NAME);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, 1 << 20})
  void refusesWrongNumbersInItsDirectory(int number) {
    byte[] zip = zip();
    for (int field : new int[] {20, 24, 42}) {
      byte[] damaged = zip.clone();
      little(damaged).putInt(directory(zip) + field, number);
      assertRefused(() -> readAll(damaged));
    }
    for (int field : new int[] {8, 10, 28, 30, 32}) {
      byte[] damaged = zip.clone();
      little(damaged).putShort(directory(zip) + field, (short) (number | 3));
      assertRefused(() -> readAll(damaged));
    }
    for (int field : new int[] {8, 10, 12, 16}) {
      byte[] damaged = zip.clone();
      little(damaged).putInt(zip.length - END + field, number);
      assertRefused(() -> readAll(damaged));
    }
  }

  @Test
  void refusesWhatIsCutOffOrGoesOn() {
    byte[] zip = zip();
    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      assertRefused(() -> readAll(cut));
    }
    assertRefused(() -> readAll(Arrays.copyOf(zip, zip.length + 1)));
  }

  @Test
  void refusesBombs() {
    byte[] bomb = FileBytes.zip(Map.of("a", new byte[100 << 20]));
    assertThat(bomb).hasSizeLessThan(200_000);
    assertRefused(() -> readAll(bomb), "104857600 bytes", "at most 1000");
    byte[] lying = bomb.clone();
    little(lying).putInt(directory(bomb) + 24, 900);
    assertRefused(() -> readAll(lying), "size that it states");
    byte[] boasting = zip();
    little(boasting).putInt(directory(boasting) + 24, 1 << 30);
    BoundedZip zip = BoundedZip.open(input(boasting), Limits.USUAL);
    assertRefused(() -> zip.read("a", 1L << 31), "cannot have 1073741824 bytes");
  }

  @Test
  void refusesEntriesThatShareNamesOrBytes() {
    byte[] twice = zip();
    twice[second(twice) + DIRECTORY_HEAD] = 'a';
    assertRefused(() -> readAll(twice), "two entries a");
    byte[] shared = zip();
    little(shared).putInt(second(shared) + 42, 0);
    assertRefused(() -> readAll(shared), "overlaps");
    byte[] renamed = zip();
    renamed[30] = 'c';
    assertRefused(() -> readAll(renamed), "not where the directory says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/a", "a/../../b", "a\\b", "C:a", "a\nb", ".."})
  void refusesNamesThatLeaveTheirFolder(String name) {
    assertRefused(() -> readAll(FileBytes.zip(Map.of(name, TEXT))), "leaves its folder");
  }

  @Test
  void refusesTooManyEntriesAndTooManyBytes() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i <= Limits.USUAL.entries(); i++) {
      entries.put("e" + i, new byte[0]);
    }
    assertRefused(() -> readAll(FileBytes.zip(entries)), "1001 entries");
    Limits small = new Limits(100, 1, 1, 1, 1, 1);
    assertRefused(() -> BoundedZip.open(input(zip()), small), "at most 100");
  }
}
