package io.espalier.data.raw;

import static io.espalier.data.raw.RawReadersTest.options;
import static io.espalier.data.raw.RawReadersTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsFileTest {
  private static final ReadOptions OPTIONS = options(Tasks.CLASSIFICATION, Gaps.FAIL);

  @ParameterizedTest
  @CsvSource({
    "sit(down), 1:2:sit(down)",
    "(b), 1:2:(b)",
    "x:y, 1:2:x:y",
    "y, 1:2:y",
    "Not Listed, 1:2:Not Listed"
  })
  void labelsMayHoldParenthesesAndColons(String label, String row) {
    List<Parsed> rows =
        read("ts", OPTIONS, "@classLabel true sit(down) (b) x:y y\n@data\n" + row + "\n");
    assertThat(rows).singleElement().isInstanceOf(RawSequence.class);
    assertThat(((RawSequence) rows.get(0)).target().label()).isEqualTo(label);
    assertThat(((RawSequence) rows.get(0)).values()).containsExactly(1, 2);
  }

  @Test
  void commentsMayBeOfAnyEncodingAndDataMayNot() {
    String text = "#Donn\u00e9es de M\u00fcnchen\n@data\n1,2:a\n%s";
    assertThat(bytes(text.formatted(""))).singleElement().isInstanceOf(RawSequence.class);
    assertThat(bytes(text.formatted("1,2:\u00e9\n")))
        .last()
        .isInstanceOf(RefusedFile.class)
        .asString()
        .contains("f:4: the text is not UTF-8: byte E9");
  }

  private static List<Parsed> bytes(String text) {
    List<Parsed> rows = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    TsFile reader = new TsFile();
    reader
        .read(
            OPTIONS,
            "f",
            new DecodedText(
                new ByteArrayInputStream(bytes), "UTF-8", reader.comment(Dialect.USUAL)))
        .forEachRemaining(rows::add);
    return rows;
  }

  @Test
  void namesAnArffFile() {
    assertThat(read("ts", OPTIONS, "% a comment\n@RELATION toy\n@data\n1,2\n"))
        .singleElement()
        .asString()
        .contains("f is no .ts file: line 1 stands before @data, as in ARFF files");
    assertThat(read("ts", OPTIONS, "@RELATION toy\n@data\n1,2\n"))
        .singleElement()
        .isEqualTo(new RefusedFile("f is an ARFF file (Weka), which is not read; write .ts"));
  }
}
