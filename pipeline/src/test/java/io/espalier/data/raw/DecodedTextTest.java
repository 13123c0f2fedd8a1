package io.espalier.data.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.RefusedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedTextTest {
  private static String decode(byte[] bytes, String encoding, String comment) throws IOException {
    StringWriter text = new StringWriter();
    try (DecodedText decoded =
        new DecodedText(new ByteArrayInputStream(bytes), encoding, comment)) {
      decoded.transferTo(text);
    }
    return text.toString();
  }

  private static RefusedFile refused(byte[] bytes, String encoding) {
    try {
      decode(bytes, encoding, "");
    } catch (RefusedText e) {
      return e.of("f");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it was read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "windows-1252"})
  void readsEveryEncodingItIsTold(String encoding) throws IOException {
    String text = "caf\u00e9, na\u00efve\r\n".repeat(20_000);
    assertThat(decode(text.getBytes(Charset.forName(encoding)), encoding, "")).isEqualTo(text);
  }

  @Test
  void readsCharactersThatStandAcrossTheEdgeOfABuffer() throws IOException {
    String text = "x" + "\u20ac\ud83d\ude00".repeat(40_000);
    assertThat(decode(text.getBytes(UTF_8), "UTF-8", "")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100, 70_000})
  void namesLineByteAndLikelyEncodingOfWhatIsNotUtf8(int line) {
    byte[] bytes = ("a\r\n".repeat(line - 1) + "d\u00e9j\u00e0\n").getBytes(ISO_8859_1);
    assertThat(refused(bytes, "UTF-8").problem())
        .startsWith("f:%d: the text is not UTF-8: byte E9, perhaps of ISO-8859-1".formatted(line));
  }

  @Test
  void namesACharacterThatIsCutOffAtTheEnd() {
    assertThat(refused(new byte[] {'a', '\n', (byte) 0xC3}, "UTF-8").problem())
        .startsWith("f:2: the text is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "FFFE61002C00, UTF-16LE",
    "FEFF0061002C, UTF-16BE",
    "FFFE000061000000, UTF-32LE",
    "61002C0031000A00, UTF-16LE",
    "0061002C0031000A, UTF-16BE",
  })
  void namesTheEncodingFound(String bytes, String encoding) {
    assertThat(refused(HexFormat.of().parseHex(bytes), "UTF-8").problem())
        .startsWith("f:1: ")
        .endsWith("say data.source.encoding = " + encoding);
  }

  @Test
  void refusesAnEncodingThatTheTextDoesNotHave() {
    assertThat(refused("a,1\n".getBytes(UTF_8), "UTF-16LE").problem()).contains("but UTF-8");
    assertThat(refused("a,1\n".getBytes(UTF_16LE), "UTF-16").problem())
        .contains("no byte order mark", "UTF-16LE");
    assertThat(refused("\ufeffa\n".getBytes(UTF_8), "ISO-8859-1").problem()).contains("UTF-8");
  }

  @Test
  void leavesOutByteOrderMarksAtTheBeginningOfLines() throws IOException {
    assertThat(decode("\ufeffa\n\ufeffb\ufeff\n".getBytes(UTF_8), "UTF-8", ""))
        .isEqualTo("a\nb\ufeff\n");
  }

  @Test
  void letsAnyByteOfACommentPass() throws IOException {
    byte[] bytes = "# caf\u00e9 \u00e9t\u00e9\na,1\n".getBytes(ISO_8859_1);
    assertThat(decode(bytes, "UTF-8", "#")).isEqualTo("# caf\ufffd \ufffdt\ufffd\na,1\n");
    assertThatThrownBy(() -> decode(bytes, "UTF-8", "")).isInstanceOf(RefusedText.class);
    byte[] behind = "# fine\nb\u00e9,1\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> decode(behind, "UTF-8", "#")).isInstanceOf(RefusedText.class);
  }

  @Test
  void refusesANulCharacterWithItsLine() {
    assertThat(refused("a,1\nb,\0\n".getBytes(UTF_8), "UTF-8").problem())
        .startsWith("f:2: a NUL character");
  }

  @ParameterizedTest
  @CsvSource({
    "504152311500, Parquet",
    "1F8B08000000, gzip",
    "504B030414000000, Excel",
    "4F5243000003, ORC",
    "4F626A0104, Avro",
    "425A68393141592653590001, bzip2",
    "526172211A0700, a RAR archive",
    "80049500000000, a Python pickle",
  })
  void namesFilesOfOtherKinds(String bytes, String kind) {
    assertThat(refused(HexFormat.of().parseHex(bytes), "UTF-8").problem())
        .startsWith("f is ")
        .contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAR1,PAR2\n", "ORCHID,1\n", "BZh,1\n", "%PDF\n"})
  void takesTextForTextWhateverItBeginsWith(String text) throws IOException {
    assertThat(decode(text.getBytes(UTF_8), "UTF-8", "")).isEqualTo(text);
  }
}
