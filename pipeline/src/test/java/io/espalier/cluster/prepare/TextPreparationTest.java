package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.DataPlans;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Tasks;
import io.espalier.data.raw.LabelledText;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.PlainText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.TokenUnit;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.TokenPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPreparationTest extends PreparationFixture {
  @Test
  void preparesLabelledText() throws IOException {
    Path train = file("train.csv", "text,category\n" + "\"Hello, you\",b\nbye,a\n".repeat(20));
    Path test = file("test.csv", "text,category\nHello stranger!,b\n");
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.CLASSIFICATION,
                    DataPlans.withTest(
                        DataPlans.files(new LabelledText(), DataPlans.NO_COLUMNS, train), test)))
            .info();
    assertThat(info.output().classes()).containsExactly("a", "b");
    assertThat(info.input().vocabulary()).hasSize(5).startsWith("<unk>").contains("hello", ",");
    Sequence tested = read(info, Split.TEST).get(0);
    assertThat(tested.tokens()[0]).isEqualTo(info.input().vocabulary().indexOf("hello"));
    assertThat(tested.tokens()).hasSize(3).endsWith(0, 0);
    assertThat(tested.target()).isEqualTo(new Target.Label(1));
  }

  @Test
  void vocabularyIsCutToTheMostFrequentTokens() throws IOException {
    Path text = file("a.txt", "c b b a a a ".repeat(40));
    DataPlan plan =
        DataPlans.of(
            Tasks.LANGUAGE_MODEL, DataPlans.files(new PlainText(), DataPlans.NO_COLUMNS, text));
    DatasetInfo info =
        prepare(DataPlans.with(plan, new TokenPlan(TokenUnit.WORDS, 2, 1, 0))).info();
    assertThat(info.input().vocabulary()).containsExactly("<unk>", "a", "b");
    info = prepare(DataPlans.with(plan, new TokenPlan(TokenUnit.WORDS, 9, 30, 0))).info();
    assertThat(info.input().vocabulary()).containsExactly("<unk>", "a", "b");
  }

  @Test
  void preparesPlainTextByTime() throws IOException {
    Path text = file("a.txt", "abcdefghij".repeat(30));
    DataPlan plan =
        DataPlans.of(
            Tasks.LANGUAGE_MODEL, DataPlans.files(new PlainText(), DataPlans.NO_COLUMNS, text));
    DatasetInfo info =
        prepare(DataPlans.with(plan, new TokenPlan(TokenUnit.CHARACTERS, 100, 1, 0))).info();
    assertThat(info.input().vocabulary()).hasSize(11);
    assertThat(info.split(Split.TRAIN).steps()).isEqualTo(179);
    assertThat(info.split(Split.VALIDATION).steps()).isEqualTo(59);
    assertThat(info.split(Split.TEST).steps()).isEqualTo(59);
    assertThat(read(info, Split.TRAIN))
        .allSatisfy(sequence -> assertThat(sequence.target()).isEqualTo(new Target.NextToken()));
  }

  @Test
  void preparesTokenSequencesOfLongRowsForALanguageModel() throws IOException {
    StringBuilder text = new StringBuilder("user,item\n");
    for (int i = 0; i < 40; i++) {
      text.append("u%d,%d\n".formatted(i, 5).repeat(i % 2 == 0 ? 3 : 25));
    }
    Columns columns = new Columns("auto", "user", "", List.of("item"), "", List.of());
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.LANGUAGE_MODEL,
                    DataPlans.files(new LongText(), columns, file("items.csv", text.toString()))))
            .info();
    assertThat(info.input().vocabulary()).containsExactly("<unk>", "5");
    assertThat(readAll(info).stream().mapToInt(Sequence::steps).sum()).isEqualTo(20 * 2 + 20 * 24);
    assertThat(readAll(info)).extracting(Sequence::id).contains("u0", "u1:000000", "u1:000002");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithLineAndEncoding() throws IOException {
    Path data = folder.resolve("latin.csv");
    Files.write(data, "text,label\nd\u00e9j\u00e0 vu,a\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION,
                        DataPlans.files(new LabelledText(), DataPlans.NO_COLUMNS, data))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "latin.csv:2: the text is not UTF-8: byte E9, perhaps of ISO-8859-1; say"
                + " data.source.encoding = ISO-8859-1 if so");
  }
}
