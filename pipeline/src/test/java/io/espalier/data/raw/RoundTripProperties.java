package io.espalier.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.SourceFormat;
import io.espalier.data.SourceFormat.Content;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What any program writes by the rules is read back to the last character and bit. */
class RoundTripProperties {
  private static final List<String> ENCODINGS =
      List.of("UTF-8", "UTF-16", "UTF-16BE", "UTF-32", "windows-1252");
  private static final List<String> MISSING = List.of("NA");

  private static List<Parsed> read(
      String format, Task task, Dialect dialect, List<String> input, String text) {
    boolean isLong = format.equals("long");
    ReadOptions options =
        new ReadOptions(
            task,
            new Columns(
                dialect,
                Grouping.by(isLong ? "id" : "", ""),
                input,
                isLong ? "label" : "",
                List.of()),
            Gaps.FORWARD_FILL,
            TokenUnit.CHARACTERS,
            0);
    RawReader reader = (RawReader) SourceFormat.registered().named(format);
    byte[] bytes = text.getBytes(Charset.forName(dialect.encoding()));
    List<Parsed> rows = new ArrayList<>();
    reader
        .read(
            options,
            "f",
            new DecodedText(
                new ByteArrayInputStream(bytes), dialect.encoding(), reader.comment(dialect)))
        .forEachRemaining(rows::add);
    return rows;
  }

  private static List<RawSequence> sequences(List<Parsed> rows) {
    assertThat(rows).allSatisfy(row -> assertThat(row).isInstanceOf(RawSequence.class));
    return rows.stream().map(RawSequence.class::cast).toList();
  }

  @Property(tries = 300)
  void labelledTextIsReadAsItWasWritten(@ForAll long seed) {
    CsvWriter writer = new CsvWriter(new Random(seed));
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < 5; r++) {
      rows.add(List.of(writer.anyText(), writer.anyText(), writer.word()));
    }
    StringBuilder file = new StringBuilder(writer.line(List.of("note", "text", "label")));
    rows.forEach(row -> file.append(writer.line(row)));

    Columns columns =
        new Columns(
            writer.dialect("UTF-8", "."), Grouping.by("", ""), List.of("text"), "label", List.of());
    List<Parsed> found = new ArrayList<>();
    new LabelledText()
        .read(
            new ReadOptions(Tasks.CLASSIFICATION, columns, Gaps.FAIL, TokenUnit.CHARACTERS, 0),
            "f",
            new StringReader(file.toString()))
        .forEachRemaining(found::add);

    assertThat(sequences(found))
        .extracting(row -> String.join("", row.tokens()) + "|" + row.target().label())
        .isEqualTo(rows.stream().map(row -> row.get(1) + "|" + row.get(2)).toList());
    assertThat(CsvWriter.independentlyRead(file.toString(), writer))
        .as("the writer keeps the rules")
        .hasSize(6)
        .endsWith(rows.get(4));
  }

  @Property(tries = 300)
  void wideNumbersAreReadToTheLastBit(@ForAll long seed) {
    Random random = new Random(seed);
    CsvWriter writer = new CsvWriter(random);
    String decimal = writer.delimiter().equals(",") || random.nextBoolean() ? "." : ",";
    Dialect dialect = writer.dialect(ENCODINGS.get(random.nextInt(5)), decimal);
    List<double[]> values = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    StringBuilder file = new StringBuilder();
    for (int r = 0; r < 6; r++) {
      values.add(random.doubles(1 + random.nextInt(5)).map(v -> scaled(random, v)).toArray());
      labels.add(writer.word());
      List<String> cells = new ArrayList<>(List.of(labels.get(r)));
      for (double value : values.get(r)) {
        cells.add(Double.toString(value).replace(".", decimal));
      }
      file.append(writer.line(cells));
    }

    List<RawSequence> rows =
        sequences(read("wide", Tasks.CLASSIFICATION, dialect, List.of(), file.toString()));

    assertThat(rows).extracting(row -> row.target().label()).isEqualTo(labels);
    for (int r = 0; r < 6; r++) {
      assertThat(rows.get(r).values()).containsExactly(values.get(r));
    }
  }

  @Property(tries = 300)
  void longStepsAreReadToTheLastBitAndGapsStayGaps(@ForAll long seed) {
    Random random = new Random(seed);
    CsvWriter writer = new CsvWriter(random);
    Dialect dialect = writer.dialect("UTF-8", ".");
    StringBuilder file = new StringBuilder(writer.line(List.of("x", "id", "y", "label")));
    List<double[]> steps = new ArrayList<>();
    for (int id = 0; id < 3; id++) {
      double[] values = new double[2 * (1 + random.nextInt(4))];
      for (int i = 0; i < values.length; i += 2) {
        values[i] = random.nextInt(4) == 0 ? Double.NaN : scaled(random, random.nextDouble());
        values[i + 1] = random.nextInt();
        String x = Double.isNaN(values[i]) ? "na" : Double.toString(values[i]);
        file.append(writer.line(List.of(x, "s" + id, "" + (long) values[i + 1], "c" + id % 2)));
      }
      steps.add(values);
    }

    List<RawSequence> rows =
        sequences(read("long", Tasks.CLASSIFICATION, dialect, List.of("x", "y"), file.toString()));

    assertThat(rows).extracting(RawSequence::id).containsExactly("s0", "s1", "s2");
    for (int id = 0; id < 3; id++) {
      assertThat(rows.get(id).values()).containsExactly(steps.get(id));
    }
  }

  @Property(tries = 200)
  void tsSeriesAreReadToTheLastBitWhateverTheirLabels(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> classes = List.of("a", "sit(down)", "x:y", "1,5", "#b");
    int dimensions = 1 + random.nextInt(3);
    StringBuilder file =
        new StringBuilder("# made\n@classLabel true " + String.join(" ", classes) + "\n@data\n");
    List<double[]> values = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int r = 0; r < 5; r++) {
      int length = 1 + random.nextInt(4);
      double[] series =
          random.doubles((long) length * dimensions).map(v -> scaled(random, v)).toArray();
      for (int d = 0; d < dimensions; d++) {
        for (int t = 0; t < length; t++) {
          file.append(t == 0 ? "" : ",").append(series[t * dimensions + d]);
        }
        file.append(':');
      }
      labels.add(classes.get(random.nextInt(classes.size())));
      file.append(labels.get(r)).append(random.nextBoolean() ? "\r\n" : "\n");
      values.add(series);
    }

    List<RawSequence> rows =
        sequences(read("ts", Tasks.CLASSIFICATION, Dialect.USUAL, List.of(), file.toString()));

    assertThat(rows).extracting(row -> row.target().label()).isEqualTo(labels);
    for (int r = 0; r < 5; r++) {
      assertThat(rows.get(r).values()).containsExactly(values.get(r));
    }
  }

  @Property(tries = 200)
  void plainTextLosesNoCharacterInAnyEncoding(@ForAll long seed) {
    Random random = new Random(seed);
    String encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
    CsvWriter writer = new CsvWriter(random);
    String text =
        random
            .ints(2 + random.nextInt(300))
            .mapToObj(i -> writer.anyText() + "\n")
            .filter(line -> !encoding.startsWith("windows") || line.chars().allMatch(c -> c < 256))
            .collect(Collectors.joining("", "first\n", "last"));
    Dialect usual = Dialect.USUAL;
    Dialect dialect = new Dialect("auto", "\"", "", "", encoding, usual.notation());

    assertThat(sequences(read("text", Tasks.LANGUAGE_MODEL, dialect, List.of(), text)))
        .flatExtracting(row -> List.of(row.tokens()))
        .isEqualTo(text.codePoints().mapToObj(Character::toString).toList());
  }

  private static double scaled(Random random, double value) {
    return (value - 0.5) * Math.pow(10, random.nextInt(40) - 20);
  }

  /** The cells by which the marks of a file are chosen. */
  static Dialect.Notation cells(String decimal) {
    return new Dialect.Notation(decimal, MISSING, Content.NUMBERS);
  }
}
