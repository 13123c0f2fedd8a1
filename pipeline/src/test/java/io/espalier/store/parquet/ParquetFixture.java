package io.espalier.store.parquet;

import io.espalier.cluster.DataPlans;
import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.Task;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.OrderEvidence;
import io.espalier.data.join.PieceJoin;
import io.espalier.data.raw.ParquetRows;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.TokenUnit;
import io.espalier.store.SourceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;

/** Files that Parquet's own writer of examples makes, read as a plan reads them. */
abstract class ParquetFixture {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  /** How a file is written; every one of them must be read alike. */
  record Writing(CompressionCodecName codec, WriterVersion version, boolean hasDictionary) {
    static final Writing USUAL =
        new Writing(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, true);

    static List<Writing> all() {
      List<Writing> all = new ArrayList<>();
      for (CompressionCodecName codec :
          List.of(
              CompressionCodecName.UNCOMPRESSED,
              CompressionCodecName.SNAPPY,
              CompressionCodecName.GZIP,
              CompressionCodecName.ZSTD,
              CompressionCodecName.LZ4,
              CompressionCodecName.LZ4_RAW)) {
        for (WriterVersion version : WriterVersion.values()) {
          all.add(new Writing(codec, version, all.size() % 4 < 2));
        }
      }
      return all;
    }
  }

  final Path write(String name, Writing how, String fields, List<Consumer<Group>> rows) {
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + fields + " }");
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
              .withType(schema)
              .withCompressionCodec(how.codec())
              .withWriterVersion(how.version())
              .withDictionaryEncoding(how.hasDictionary())
              .withPageSize(256)
              .withRowGroupSize(4096L)
              .build()) {
        for (Consumer<Group> row : rows) {
          SimpleGroup group = new SimpleGroup(schema);
          row.accept(group);
          writer.write(group);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Path write(String name, String fields, List<Consumer<Group>> rows) {
    return write(name, Writing.USUAL, fields, rows);
  }

  /** The same row several times, told their numbers. */
  static List<Consumer<Group>> rows(int count, Row row) {
    return IntStream.range(0, count)
        .<Consumer<Group>>mapToObj(i -> group -> row.fill(group, i))
        .toList();
  }

  interface Row {
    void fill(Group group, int number);
  }

  /** A list of three levels; where a number is missing, so is the element. */
  static void addAll(Group row, String list, Iterable<Optional<Double>> numbers) {
    Group group = row.addGroup(list);
    for (Optional<Double> number : numbers) {
      Group element = group.addGroup("list");
      number.ifPresent(value -> element.add("element", value));
    }
  }

  static void addAll(Group row, String list, double... numbers) {
    List<Optional<Double>> all = new ArrayList<>();
    for (double number : numbers) {
      all.add(Optional.of(number));
    }
    addAll(row, list, all);
  }

  static String doubles(String name) {
    return "optional group %s (LIST) { repeated group list { optional double element; } } "
        .formatted(name);
  }

  static Columns columns(String id, String order, List<String> input, String label) {
    return new Columns("auto", id, order, input, label, List.of());
  }

  static ReadOptions options(Task task, Columns columns) {
    return new ReadOptions(task, columns, ReadOptions.Gaps.FORWARD_FILL, TokenUnit.WORDS, 0);
  }

  static List<Parsed> read(ReadOptions options, Path... files) {
    RawTable table = open(options, files);
    List<Parsed> all = new ArrayList<>();
    for (TablePart part : table.parts()) {
      try (TableReader reader = new TableReader(HADOOP, part, options, table.content())) {
        reader.forEachRemaining(all::add);
      }
    }
    return all;
  }

  static RawTable open(ReadOptions options, Path... files) {
    SourceFiles found =
        SourceFiles.resolve(HADOOP, DataPlans.files(new ParquetRows(), options.columns(), files));
    return RawTable.open(HADOOP, found.files(), options, Elements.BY_TYPE);
  }

  static List<RawSequence> sequences(ReadOptions options, Path... files) {
    return read(options, files).stream().map(RawSequence.class::cast).toList();
  }

  /** The sequence of one piece, in the order that its keys show. */
  static RawSequence joined(ReadOptions options, RawSequence piece) {
    OrderEvidence evidence = new OrderEvidence();
    evidence.add(piece);
    Grouping grouping = options.columns().grouping();
    PieceJoin join = new PieceJoin(grouping.ordered(evidence.order(grouping.column())));
    return (RawSequence) join.join(List.of(piece)).get(0);
  }

  static List<String> reasons(List<Parsed> parsed) {
    List<String> reasons = new ArrayList<>();
    for (Parsed each : parsed) {
      if (each instanceof BadRow bad) {
        reasons.add(bad.reason());
      } else if (each instanceof RefusedFile refused) {
        reasons.add(refused.problem());
      }
    }
    return reasons;
  }
}
