package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.model.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;

/** Files that are damaged, are no Parquet, or need what is not here. */
class DamagedParquetTest extends ParquetFixture {
  private static final ReadOptions OPTIONS =
      options(Tasks.CLASSIFICATION, columns("id", "", List.of("x"), "id"));

  private Path sound(CompressionCodecName codec) {
    return write(
        codec + "-sound.parquet",
        new Writing(codec, WriterVersion.PARQUET_1_0, true),
        "required binary id (STRING); " + doubles("x"),
        rows(
            50,
            (row, i) -> {
              row.add("id", "s" + i);
              addAll(row, "x", i, 2.5 * i);
            }));
  }

  private String refusal(Path file) {
    try {
      List<String> reasons = reasons(read(OPTIONS, file));
      return String.join("\n", reasons);
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  @Test
  void anyByteThatIsDamagedIsReadAlikeOrRefusedByName() throws IOException {
    for (CompressionCodecName codec :
        List.of(CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY)) {
      Path sound = sound(codec);
      byte[] bytes = Files.readAllBytes(sound);
      List<String> whole =
          sequences(OPTIONS, sound).stream().map(s -> Arrays.toString(s.values())).toList();
      Random random = new Random(7);
      for (int at = random.nextInt(5); at < bytes.length; at += 1 + random.nextInt(9)) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        Path file = Files.write(folder.resolve("damaged.parquet"), damaged);
        Files.deleteIfExists(folder.resolve(".damaged.parquet.crc"));
        String said = refusal(file);
        if (said.isEmpty()) {
          assertThat(sequences(OPTIONS, file))
              .as("byte %d", at)
              .extracting(s -> Arrays.toString(s.values()))
              .isEqualTo(whole);
        } else {
          assertThat(said).as("byte %d", at).contains("damaged.parquet");
        }
      }
    }
  }

  @Test
  void whatIsNoParquetIsRefusedByName() throws IOException {
    byte[] sound = Files.readAllBytes(sound(CompressionCodecName.GZIP));
    List<byte[]> foreign =
        List.of(
            "id,x\n1,2\n".getBytes(StandardCharsets.UTF_8),
            "P".getBytes(StandardCharsets.UTF_8),
            "PAR1".getBytes(StandardCharsets.UTF_8),
            "PAR1\0\0\0\0PAR1".getBytes(StandardCharsets.UTF_8),
            "PAR1\1\0\0\177PAR1".getBytes(StandardCharsets.UTF_8),
            "PAR1\1\0\0\377PARE".getBytes(StandardCharsets.ISO_8859_1),
            Arrays.copyOf(sound, sound.length / 2),
            Arrays.copyOfRange(sound, 100, sound.length));
    for (byte[] bytes : foreign) {
      Path file = Files.write(folder.resolve("foreign.parquet"), bytes);
      assertThat(refusal(file)).contains("foreign.parquet");
    }
  }

  @Test
  void aFileWithoutRowsIsNoFault() {
    Path none = write("none.parquet", "required binary id (STRING); " + doubles("x"), List.of());
    assertThat(read(OPTIONS, none, sound(CompressionCodecName.ZSTD))).hasSize(50);
  }

  @Test
  void aCodecWithoutItsLibraryIsNamedUnlessNoColumnNeedsIt() throws IOException {
    Path file = sound(CompressionCodecName.SNAPPY);
    rewriteFooter(
        file,
        footer ->
            footer
                .getRow_groups()
                .forEach(
                    group ->
                        group
                            .getColumns()
                            .get(1)
                            .getMeta_data()
                            .setCodec(CompressionCodec.BROTLI)));
    assertThatThrownBy(() -> open(OPTIONS, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "SNAPPY-sound.parquet is compressed with brotli, whose library is not");
    Columns others = new Columns("auto", "id", "", List.of("id"), "id", List.of());
    assertThat(sequences(options(Tasks.CLASSIFICATION, others), file)).hasSize(50);
  }

  @Test
  void typesThatNobodyKnowsYetDoNotMatterWhereTheyAreNotUsed() throws IOException {
    Path file =
        write(
            "new.parquet",
            "optional fixed_len_byte_array(16) extra (UUID); required binary id (STRING); "
                + doubles("x")
                + "optional int64 at (TIMESTAMP(NANOS,false)); optional group m (MAP) { repeated"
                + " group key_value { required int32 key; required int32 value; } }",
            rows(
                5,
                (row, i) -> {
                  row.add("id", "s" + i);
                  addAll(row, "x", i);
                }));
    // The annotation as a field of a union: number 14 is a UUID, number 15 a float of 16 bits.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int annotation = text.lastIndexOf("\u00EC\0\0");
    String unknown = text.substring(0, annotation) + "\u00FC" + text.substring(annotation + 1);
    Files.deleteIfExists(folder.resolve(".new.parquet.crc"));
    Files.writeString(file, unknown, StandardCharsets.ISO_8859_1);
    assertThat(sequences(OPTIONS, file)).hasSize(5).extracting(RawSequence::length).containsOnly(1);
  }

  private void rewriteFooter(Path file, Consumer<FileMetaData> change) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - 8;
    int size = ByteBuffer.wrap(bytes, end, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, end - size, size));
    change.accept(footer);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, end - size);
    Util.writeFileMetaData(footer, out);
    int length = out.size() - (end - size);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    out.write(bytes, end + 4, 4);
    Files.deleteIfExists(folder.resolve("." + file.getFileName() + ".crc"));
    Files.write(file, out.toByteArray());
  }

  @Test
  void partsMayDifferInTheOrderOfColumnsAndTheWidthOfNumbers() {
    Path one =
        write(
            "parts/1.parquet",
            "required int32 id; optional group x (LIST) { repeated group list { optional int64"
                + " element; } }",
            rows(
                2,
                (row, i) -> {
                  row.add("id", i);
                  row.addGroup("x").addGroup("list").add("element", 7L);
                }));
    Path two =
        write(
            "parts/2.parquet",
            "optional group x (LIST) { repeated group list { required float item; } } required"
                + " int64 id;",
            rows(
                2,
                (row, i) -> {
                  row.addGroup("x").addGroup("list").add("item", 0.5f);
                  row.add("id", 10L + i);
                }));
    assertThat(sequences(OPTIONS, folder.resolve("parts")))
        .extracting(s -> s.id() + s.values()[0] + s.origin().file())
        .containsExactly("07.01.parquet", "17.01.parquet", "100.52.parquet", "110.52.parquet");
    assertThat(one).exists();
    assertThat(two).exists();
  }
}
