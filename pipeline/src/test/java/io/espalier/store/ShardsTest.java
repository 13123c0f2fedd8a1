package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Anchor;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.Input;
import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.DatasetInfo.Output;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  private static final Configuration CONFIGURATION = new Configuration();

  @TempDir Path folder;

  private static DatasetInfo info(Task task, List<String> features, List<String> vocabulary) {
    Map<Split, SplitInfo> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(
          split, new SplitInfo(List.of(2, 0), 2, 5, List.of(2, 2, 2, 3, 3), List.of(1L, 1L), 0));
    }
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        task,
        new Input(
            features,
            features.isEmpty()
                ? Normaliser.NONE
                : new Normaliser(new double[] {0.1, 2}, new double[] {1, 3}),
            vocabulary),
        new Output(List.of("no", "yes"), List.of(), Normaliser.NONE, 0, Anchor.NONE),
        splits,
        "abc");
  }

  private String write(DatasetInfo info, List<Sequence> sequences) {
    return Shards.write(
        CONFIGURATION,
        folder.toString(),
        Shards.name(Split.TRAIN, 0),
        new Shards.Format(info.task(), info.input()),
        "1",
        sequences.iterator());
  }

  private List<Sequence> roundTrip(DatasetInfo info, List<Sequence> sequences) {
    write(info, sequences);
    return Shards.readAll(CONFIGURATION, folder.toString(), Split.TRAIN, List.of(0, 1), info);
  }

  @Test
  void numbersWithLabelsComeBack() {
    DatasetInfo info = info(Tasks.CLASSIFICATION, List.of("label", "a b.c"), List.of());
    List<Sequence> sequences =
        List.of(
            Sequence.ofValues("s", new float[] {1, 2, 3, 4, 5, 6}, 2, new Target.Label(1)),
            Sequence.ofValues("t", new float[] {-1, Float.MIN_VALUE}, 2, new Target.Label(0)));
    List<Sequence> read = roundTrip(info, sequences);
    assertThat(read).isEqualTo(sequences);
    assertThat(read)
        .extracting(Sequence::target)
        .containsExactly(new Target.Label(1), new Target.Label(0));
  }

  @Test
  void tokensComeBack() {
    DatasetInfo info = info(Tasks.LANGUAGE_MODEL, List.of(), List.of("<unk>", "a"));
    List<Sequence> sequences =
        List.of(Sequence.ofTokens("s", new int[] {0, 1, 1, 0}, new Target.NextToken()));
    List<Sequence> read = roundTrip(info, sequences);
    assertThat(read).isEqualTo(sequences);
    assertThat(read.get(0).target()).isEqualTo(new Target.NextToken());
  }

  @Test
  void numbersToPredictComeBack() {
    DatasetInfo info = info(Tasks.FORECAST, List.of("x", "y"), List.of());
    Sequence sequence =
        Sequence.ofValues("s", new float[] {1, 2}, 2, new Target.Values(new float[] {7, 8}));
    Target target = roundTrip(info, List.of(sequence)).get(0).target();
    assertThat(((Target.Values) target).values()).containsExactly(7, 8);
  }

  @Test
  void sameSequencesMakeTheSameBytesAndLeaveNothingElse() throws IOException {
    DatasetInfo info = info(Tasks.LANGUAGE_MODEL, List.of(), List.of("<unk>", "a"));
    List<Sequence> sequences =
        List.of(Sequence.ofTokens("s", new int[] {0, 1, 1, 0}, new Target.NextToken()));
    String first = write(info, sequences);
    byte[] bytes = Files.readAllBytes(folder.resolve("train/shard-00000.parquet"));
    assertThat(write(info, sequences)).isEqualTo(first);
    assertThat(folder.resolve("train/shard-00000.parquet")).hasBinaryContent(bytes);
    try (var files = Files.list(folder.resolve("train"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.equals("shard-00000.parquet") || name.endsWith(".crc"));
    }
  }

  /** Parquet lists several encodings in an order that differs from process to process. */
  @Test
  void everyColumnHasOneEncoding() throws IOException {
    DatasetInfo info = info(Tasks.CLASSIFICATION, List.of("x"), List.of());
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float[] steps = {i % 3, i % 3, 1};
      sequences.add(Sequence.ofValues("s" + i, steps, 1, new Target.Label(i % 2)));
    }
    write(info, sequences);

    var path = new org.apache.hadoop.fs.Path(folder.resolve("train/shard-00000.parquet").toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, CONFIGURATION))) {
      assertThat(reader.getFooter().getBlocks().get(0).getColumns())
          .hasSize(3)
          .allSatisfy(column -> assertThat(column.getEncodings()).hasSize(1));
    }
  }

  @Test
  void datasetFileComesBackAndIsTheSameTwice() throws IOException {
    DatasetInfo info = info(Tasks.LANGUAGE_MODEL, List.of("a", "b"), List.of());
    DatasetFile.write(CONFIGURATION, folder.toString(), info);
    byte[] bytes = Files.readAllBytes(folder.resolve(DatasetFile.NAME));
    DatasetInfo read = DatasetFile.read(CONFIGURATION, folder.toString());
    assertThat(read).usingRecursiveComparison().isEqualTo(info);
    DatasetFile.write(CONFIGURATION, folder.toString(), read);
    assertThat(folder.resolve(DatasetFile.NAME)).hasBinaryContent(bytes);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("\"task\" : \"language-model\"", "\"train\" : {", "\"shard-sequences\"")
        .doesNotContain("is-tokens", "\"tokens\"", "\"empty\"", "\"width\"");
  }

  @Test
  void newerDatasetIsRefused() throws IOException {
    Files.writeString(folder.resolve(DatasetFile.NAME), "{\"format\": 99, \"novelty\": {}}");
    assertThatThrownBy(() -> DatasetFile.read(CONFIGURATION, folder.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 99, and this version reads formats up to 1");
  }

  @Test
  void folderWithoutADatasetIsRefused() {
    assertThatThrownBy(() -> DatasetFile.read(CONFIGURATION, folder.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no prepared dataset");
  }
}
