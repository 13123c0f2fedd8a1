package io.espalier.data.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.data.join.Grouping;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.fuzz.FuzzPart;
import io.espalier.fuzz.Sentence;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Files of one raw format: sequences, bad rows and at most one refusal, which ends the file. */
public final class TextInputs implements FuzzPart {
  private static final String FILE = "data.csv";

  private final RawReader reader;
  private final String fine;

  private TextInputs(String format, String fine) {
    this.reader = (RawReader) SourceFormat.registered().named(format);
    this.fine = fine;
  }

  /** A part for each format. */
  public static Stream<FuzzPart> parts() {
    return Stream.of(
        new TextInputs("wide", "a\t1\t2.5\nb\t3\t-4e2\n"),
        new TextInputs("long", "id,x,label,t\ns,1,\"a\",1\ns,3,a,2\nt,2,b,1\n"),
        new TextInputs("ts", "#c\n@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n5:6:b\n"),
        new TextInputs("labelled-text", "text,label\n\"hi, \"\"you\"\"\",a\nso;,b\n"),
        new TextInputs("text", "To be, or not to be.\n"));
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) {
    List<byte[]> all = new ArrayList<>(kept);
    all.add(fine.getBytes(UTF_8));
    return all;
  }

  @Override
  public Verdict read(byte[] input, Random random) {
    ReadOptions options = options(random);
    Dialect dialect = options.columns().dialect();
    if (reader.isSurveyed(options)) {
      reader.survey(options, FILE, text(input, dialect));
    }
    List<RawSequence> taken = new ArrayList<>();
    boolean isRefused = false;
    Iterator<Parsed> rows = reader.read(options, FILE, text(input, dialect));
    for (int count = 0; rows.hasNext(); count++) {
      assertThat(count).as("rows").isLessThanOrEqualTo(input.length);
      Parsed row = rows.next();
      if (row instanceof RawSequence sequence) {
        checkFinite(sequence, options);
        taken.add(sequence);
      } else {
        isRefused = true;
      }
      if (row instanceof BadRow bad) {
        Sentence.check(bad.toString(), FILE + ":");
      } else if (row instanceof RefusedFile refused) {
        Sentence.check(refused.problem(), FILE);
        assertThat(rows.hasNext()).as("rows behind a refusal").isFalse();
      }
    }
    Optional<ReadAloud> aloud = ReadAloud.of(reader).filter(known -> isStrict(dialect));
    if (!isRefused && aloud.isPresent()) {
      assertThat(taken.stream().flatMap(each -> aloud.get().taken(each).stream()))
          .containsExactlyElementsOf(aloud.get().said(new String(input, UTF_8)));
    }
    return isRefused ? Verdict.REFUSED : Verdict.TAKEN;
  }

  private DecodedText text(byte[] input, Dialect dialect) {
    return new DecodedText(
        new ByteArrayInputStream(input), dialect.encoding(), reader.comment(dialect));
  }

  private ReadOptions options(Random random) {
    boolean isLong = reader instanceof LongText;
    Task task = reader instanceof PlainText ? Tasks.LANGUAGE_MODEL : Tasks.CLASSIFICATION;
    Grouping grouping = Grouping.by(isLong ? "id" : "", isLong && random.nextBoolean() ? "t" : "");
    Columns columns =
        new Columns(
            dialect(random),
            grouping,
            isLong ? List.of("x") : List.of(),
            isLong ? "label" : "",
            List.of());
    TokenUnit[] units = TokenUnit.values();
    return new ReadOptions(
        task,
        columns,
        Gaps.values()[random.nextInt(2)],
        units[random.nextInt(units.length)],
        random.nextInt(4) == 0 ? 5 : 0);
  }

  private static Dialect dialect(Random random) {
    String[] marks = {"\"", "", "'", "\\", "#"};
    String[] encodings = {"UTF-16LE", "UTF-16", "windows-1252", "ISO-8859-1"};
    return new Dialect(
        random.nextBoolean() ? "auto" : ",",
        marks[Math.max(0, random.nextInt(6) - 3)],
        random.nextInt(4) == 0 ? marks[3] : "",
        random.nextInt(4) == 0 ? marks[4] : "",
        random.nextInt(6) == 0 ? encodings[random.nextInt(4)] : "UTF-8",
        RoundTripProperties.cells(random.nextInt(6) == 0 ? "," : "."));
  }

  /** Missing numbers stay where gaps are kept; others are numbers that a float holds. */
  private static void checkFinite(RawSequence sequence, ReadOptions options) {
    for (double value : sequence.values()) {
      boolean isGap = Double.isNaN(value) && options.gaps() == Gaps.FORWARD_FILL;
      if (!isGap && !Float.isFinite((float) value)) {
        throw new AssertionError("%s holds %s".formatted(sequence, value));
      }
    }
  }

  private static boolean isStrict(Dialect dialect) {
    return dialect.delimiter().equals(",")
        && dialect.quote().equals("\"")
        && dialect.escape().isEmpty()
        && dialect.comment().isEmpty()
        && dialect.encoding().equals("UTF-8")
        && dialect.notation().decimal().equals(".");
  }
}
