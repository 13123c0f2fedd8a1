package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.store.parquet.ParquetFixture.Writing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetWriter;

/** What Avro's writer of Parquet writes, in any of its layouts, is what is read. */
class ParquetRoundTripProperties {
  private Path folder;

  /** How Avro lays lists out; elements can be missing in the one of three levels alone. */
  private enum Lists {
    TWO_LEVELS,
    THREE_LEVELS
  }

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("round-trip");
  }

  @AfterProperty
  void deleteFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<Writing> writings() {
    return Arbitraries.of(Writing.all());
  }

  @Provide
  Arbitrary<AvroColumn> names() {
    return Arbitraries.of(AvroColumn.names());
  }

  @Provide
  Arbitrary<AvroColumn> numbers() {
    return Arbitraries.of(AvroColumn.numbers());
  }

  @Property(tries = 150)
  void rowsOfSequencesHaveTheIdsLabelsAndNumbersThatWereWritten(
      @ForAll("writings") Writing writing,
      @ForAll("names") AvroColumn id,
      @ForAll("names") AvroColumn label,
      @ForAll("numbers") AvroColumn number,
      @ForAll Lists lists,
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll long seed)
      throws IOException {
    Schema element = lists == Lists.TWO_LEVELS ? number.schema() : number.nullable();
    Schema list = Schema.createArray(element);
    Map<String, Schema> fields =
        Map.of("id", id.schema(), "y", label.nullable(), "x", list, "steps", list);
    Random random = new Random(seed);
    List<GenericRecord> written = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Schema schema = schema(fields);
    for (int row = 0; row < rows; row++) {
      AvroColumn.Value name = id.draw(random);
      Optional<AvroColumn.Value> truth = drawn(label, random);
      int steps = random.nextInt(6);
      List<Object> x = new ArrayList<>();
      List<Object> beside = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int t = 0; t < steps; t++) {
        for (List<Object> column : List.of(x, beside)) {
          Optional<AvroColumn.Value> value =
              lists == Lists.TWO_LEVELS ? Optional.of(number.draw(random)) : drawn(number, random);
          column.add(avro(value));
          values.add(value.map(AvroColumn.Value::number).orElse(Double.NaN));
        }
      }
      written.add(
          filled(
              schema,
              random,
              Map.of("id", name.avro(), "x", x, "steps", beside),
              Map.of("y", truth)));
      expected.add(
          truth.isEmpty()
              ? "bad"
              : steps == 0 ? "bad" : said(name.text(), truth.get().text(), values));
    }
    ReadOptions options =
        ParquetFixture.options(
            Tasks.CLASSIFICATION, ParquetFixture.columns("id", "", List.of("x", "steps"), "y"));
    List<Parsed> read = ParquetFixture.read(options, write(writing, lists, schema, written));
    assertThat(read)
        .extracting(
            parsed ->
                parsed instanceof RawSequence raw
                    ? said(raw.id(), raw.target().label(), boxed(raw.values()))
                    : parsed instanceof BadRow ? "bad" : parsed.toString())
        .containsExactlyElementsOf(expected);
  }

  @Property(tries = 150)
  void rowsOfStepsHaveTheIdsKeysAndNumbersThatWereWritten(
      @ForAll("writings") Writing writing,
      @ForAll("names") AvroColumn id,
      @ForAll AvroColumn order,
      @ForAll("numbers") AvroColumn number,
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll long seed)
      throws IOException {
    Schema schema =
        schema(Map.of("id", id.schema(), "t", order.nullable(), "x", number.nullable()));
    Random random = new Random(seed);
    List<GenericRecord> written = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    AvroColumn.Value name = id.draw(random);
    for (int row = 0; row < rows; row++) {
      name = random.nextInt(4) == 0 ? id.draw(random) : name;
      Optional<AvroColumn.Value> key = drawn(order, random);
      Optional<AvroColumn.Value> value = drawn(number, random);
      written.add(filled(schema, random, Map.of("id", name.avro()), Map.of("t", key, "x", value)));
      expected.add(
          said(
              name.text(),
              key.map(AvroColumn.Value::text).orElse(""),
              List.of(value.map(AvroColumn.Value::number).orElse(Double.NaN))));
    }
    ReadOptions options =
        ParquetFixture.options(
            Tasks.REGRESSION, ParquetFixture.columns("id", "t", List.of("x"), ""));
    List<String> read = new ArrayList<>();
    Path file = write(writing, Lists.TWO_LEVELS, schema, written);
    for (RawSequence piece : ParquetFixture.sequences(options, file)) {
      for (int t = 0; t < piece.length(); t++) {
        assertThat(piece.lines()[t]).isEqualTo(read.size() + 1);
        read.add(said(piece.id(), piece.keys()[t], List.of(piece.values()[t])));
      }
    }
    assertThat(read).containsExactlyElementsOf(expected);
  }

  @Property(tries = 60)
  void tokensAreTheTextThatWasWritten(
      @ForAll("writings") Writing writing,
      @ForAll("names") AvroColumn token,
      @ForAll Lists lists,
      @ForAll @IntRange(min = 1, max = 200) int rows,
      @ForAll long seed)
      throws IOException {
    Schema schema = schema(Map.of("x", Schema.createArray(token.schema())));
    Random random = new Random(seed);
    List<GenericRecord> written = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<AvroColumn.Value> tokens = new ArrayList<>();
      for (int t = 0; t <= row % 7; t++) {
        tokens.add(token.draw(random));
      }
      List<Object> x = tokens.stream().map(AvroColumn.Value::avro).toList();
      written.add(filled(schema, random, Map.of("x", x), Map.of()));
      expected.add(tokens.stream().map(AvroColumn.Value::text).toList());
    }
    ReadOptions options =
        ParquetFixture.options(
            Tasks.LANGUAGE_MODEL, ParquetFixture.columns("", "", List.of("x"), ""));
    assertThat(ParquetFixture.sequences(options, write(writing, lists, schema, written)))
        .extracting(sequence -> List.of(sequence.tokens()))
        .containsExactlyElementsOf(expected);
  }

  private static Object avro(Optional<AvroColumn.Value> value) {
    return value.map(AvroColumn.Value::avro).orElse(null);
  }

  private static Optional<AvroColumn.Value> drawn(AvroColumn type, Random random) {
    return random.nextInt(5) == 0 ? Optional.empty() : Optional.of(type.draw(random));
  }

  /** The fields, and others that nobody asks for, among them. */
  private static Schema schema(Map<String, Schema> fields) {
    List<Schema.Field> all = new ArrayList<>();
    Schema bytes = Schema.create(Schema.Type.BYTES);
    all.add(new Schema.Field("before", Schema.createMap(bytes)));
    fields.forEach((name, schema) -> all.add(new Schema.Field(name, schema)));
    all.add(new Schema.Field("after", Schema.createArray(Schema.createMap(bytes))));
    return Schema.createRecord("row", "", "io.espalier", false, all);
  }

  private static GenericRecord filled(
      Schema schema,
      Random random,
      Map<String, Object> values,
      Map<String, Optional<AvroColumn.Value>> nullables) {
    Map<String, Object> unused =
        Map.of("k" + random.nextInt(3), ByteBuffer.wrap(new byte[] {1, 2}));
    GenericRecordBuilder record = new GenericRecordBuilder(schema);
    record.set("before", unused);
    record.set("after", random.nextBoolean() ? List.of() : List.of(unused, unused));
    values.forEach(record::set);
    nullables.forEach((name, value) -> record.set(name, avro(value)));
    return record.build();
  }

  private Path write(Writing writing, Lists lists, Schema schema, List<GenericRecord> rows)
      throws IOException {
    Path file = folder.resolve("rows.parquet");
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder.resolve(".rows.parquet.crc"));
    Configuration layout = new Configuration();
    layout.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, lists == Lists.TWO_LEVELS);
    layout.setBoolean(AvroWriteSupport.WRITE_PARQUET_UUID, lists == Lists.TWO_LEVELS);
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withConf(layout)
            .withCompressionCodec(writing.codec())
            .withWriterVersion(writing.version())
            .withDictionaryEncoding(writing.hasDictionary())
            .withPageSize(256)
            .withRowGroupSize(4096L)
            .build()) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  private static String said(String id, String other, List<Double> values) {
    return "%s|%s|%s".formatted(id, other, values);
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
