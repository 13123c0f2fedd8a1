package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.Anchor;
import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetSummary;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.Tasks;
import io.espalier.data.encode.Encoding;
import io.espalier.data.generate.ControlCharts;
import io.espalier.data.generate.EmbeddedReber;
import io.espalier.data.raw.LabelledText;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ParquetRows;
import io.espalier.data.raw.PlainText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.data.raw.TsFile;
import io.espalier.data.raw.WideText;
import io.espalier.metric.Outputs;
import io.espalier.metric.Tally;
import io.espalier.model.InputException;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import io.espalier.plan.DataPlan.TokenPlan;
import io.espalier.plan.DataPlan.WindowPlan;
import io.espalier.run.Progress;
import io.espalier.store.DatasetFile;
import io.espalier.store.Digests;
import io.espalier.store.Shards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPreparationTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = session(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static SparkSession session(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .appName("preparation")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Prepared prepare(DataPlan plan) {
    return SparkPreparation.prepare(
        spark, "test", plan, 7, out().toString(), Progress.silent(), info -> {});
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private List<Sequence> read(DatasetInfo info, Split split) {
    return Shards.readAll(
        spark.sparkContext().hadoopConfiguration(),
        out().toString(),
        split,
        IntStream.range(0, info.shards()).boxed().toList(),
        info);
  }

  private List<Sequence> readAll(DatasetInfo info) {
    List<Sequence> all = new ArrayList<>();
    for (Split split : Split.values()) {
      all.addAll(read(info, split));
    }
    return all;
  }

  private static String wide(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(i % 2 == 0 ? "even" : "odd").append('\t').append(i).append("\t1.5\n");
    }
    return text.toString();
  }

  private static DataPlan cleaning(DataPlan plan, Gaps missing, BadRows badRows) {
    return DataPlans.with(plan, new CleaningPlan(Encoding.Scale.STANDARD, missing, badRows));
  }

  private Map<String, String> bytes() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (var files = Files.walk(out())) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        digests.put(
            out().relativize(path).toString(),
            Digests.sha256(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)));
      }
    }
    return digests;
  }

  @Test
  void preparesControlChartsThatSparkReads() {
    DataPlan plan =
        DataPlans.of(Tasks.CLASSIFICATION, DataPlans.generated(new ControlCharts(), 120));
    Prepared prepared = prepare(plan);
    DatasetInfo info = prepared.info();
    assertThat(info.output().classes()).hasSize(6).contains("cyclic", "upward-shift");
    assertThat(readAll(info)).hasSize(120).extracting(Sequence::id).doesNotHaveDuplicates();
    Dataset<Row> rows = spark.read().parquet(out().resolve("train").toString());
    assertThat(rows.schema().simpleString())
        .isEqualTo("struct<id:string,value:array<float>,label:int>");
    assertThat(rows.count()).isEqualTo(info.split(Split.TRAIN).sequences());
    assertThat(rows.selectExpr("min(size(value))").first().getInt(0)).isEqualTo(30);
    assertThat(DatasetFile.read(spark.sparkContext().hadoopConfiguration(), out().toString()))
        .usingRecursiveComparison()
        .isEqualTo(info);
    assertThat(DatasetSummary.lines(info)).anyMatch(line -> line.contains("one of 6 classes"));
  }

  @Test
  void trainingSplitIsNormalised() {
    DataPlan plan =
        DataPlans.of(Tasks.CLASSIFICATION, DataPlans.generated(new ControlCharts(), 60));
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (Sequence sequence : read(prepare(plan).info(), Split.TRAIN)) {
      for (float value : sequence.values()) {
        sum += value;
        squares += value * value;
        count++;
      }
    }
    assertThat(sum / count).isBetween(-1e-5, 1e-5);
    assertThat(squares / count).isBetween(1 - 1e-4, 1 + 1e-4);
  }

  @Test
  void shardsAreSortedAndCountedAsTheInfoSays() {
    DatasetInfo info =
        prepare(DataPlans.of(Tasks.LANGUAGE_MODEL, DataPlans.generated(new EmbeddedReber(), 80)))
            .info();
    assertThat(info.input().vocabulary()).startsWith("<unk>").hasSize(8);
    for (Split split : Split.values()) {
      for (int shard = 0; shard < info.shards(); shard++) {
        List<Sequence> sequences =
            Shards.readAll(
                spark.sparkContext().hadoopConfiguration(),
                out().toString(),
                split,
                List.of(shard),
                info);
        assertThat(sequences).hasSize(info.split(split).shardSequences().get(shard));
        assertThat(sequences).extracting(Sequence::id).isSorted();
      }
    }
  }

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
  void joinsLongRowsAcrossFilesInTheirOrder() throws IOException {
    StringBuilder one = new StringBuilder("id,t,x,label\n");
    StringBuilder other = new StringBuilder("id,t,x,label\n");
    for (int i = 0; i < 30; i++) {
      other.append("s%d,1,%d,k%d\n".formatted(i, i, i % 2));
      one.append("s%d,10,%d,k%d\n".formatted(i, i + 9, i % 2));
      one.append("s%d,2,%d,k%d\n".formatted(i, i + 1, i % 2));
    }
    Columns columns = new Columns("auto", "id", "t", List.of("x"), "label", List.of());
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION,
            DataPlans.files(
                new LongText(),
                columns,
                file("one.csv", one.toString()),
                file("other.csv", other.toString())));
    plan = DataPlans.with(plan, new CleaningPlan(Encoding.Scale.NONE, Gaps.FAIL, BadRows.FAIL));
    List<Sequence> sequences = readAll(prepare(plan).info());
    assertThat(sequences).hasSize(30);
    assertThat(sequences)
        .allSatisfy(
            sequence -> {
              float i = Float.parseFloat(sequence.id().substring(1));
              assertThat(sequence.values()).containsExactly(i, i + 1, i + 9);
            });
  }

  @Test
  void preparesAForecastByTime() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b\n");
    for (int i = 0; i < 100; i++) {
      text.append("2020-01-01 %02d:00,%d,%d\n".formatted(i, i, -i));
    }
    Columns columns = new Columns("auto", "", "date", List.of("a", "b"), "", List.of("b"));
    DataPlan plan =
        DataPlans.of(
            Tasks.FORECAST,
            DataPlans.files(new LongText(), columns, file("series.csv", text.toString())));
    DatasetInfo info =
        prepare(DataPlans.with(plan, new WindowPlan(5, 1, 3, 0, Anchor.NONE))).info();
    assertThat(info.output().targets()).containsExactly("b");
    assertThat(info.output().horizon()).isEqualTo(3);
    assertThat(info.split(Split.TRAIN).sequences()).isEqualTo(60 - 5 - 3 + 1);
    assertThat(info.split(Split.VALIDATION).sequences()).isEqualTo(20);
    assertThat(info.split(Split.TEST).sequences()).isEqualTo(20);
    Sequence first =
        read(info, Split.TRAIN).stream()
            .filter(sequence -> sequence.id().equals("series.csv:000000"))
            .findFirst()
            .orElseThrow();
    float target = ((Target.Values) first.target()).values()[0];
    assertThat(
            target * info.output().normaliser().deviation()[0]
                + info.output().normaliser().mean()[0])
        .isBetween(-7.001f, -6.999f);
  }

  @Test
  void persistenceIsAsGoodForADifferencedForecast() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 100; i++) {
      text.append("%s,%s\n".formatted(Math.sin(i), 50 + i + 3 * Math.cos(i)));
    }
    Columns columns = new Columns("auto", "", "", List.of("a", "b"), "", List.of("b"));
    DataPlan plan =
        DataPlans.of(
            Tasks.FORECAST,
            DataPlans.files(new LongText(), columns, file("b.csv", text.toString())));
    WindowPlan windows = new WindowPlan(5, 1, 3, 0, Anchor.NONE);
    DatasetInfo levels = prepare(DataPlans.with(plan, windows)).info();
    List<Sequence> before = read(levels, Split.TEST);
    windows = new WindowPlan(5, 1, 3, 0, Anchor.LAST_STEP);
    DatasetInfo changes = prepare(DataPlans.with(plan, windows)).info();
    assertThat(DatasetFile.read(spark.sparkContext().hadoopConfiguration(), out().toString()))
        .extracting(read -> read.output().anchor())
        .isEqualTo(Anchor.LAST_STEP);
    assertThat(changes.output().targets()).containsExactly("b");
    assertThat(DatasetSummary.lines(changes)).contains("output      change of b, 3 steps ahead");
    assertThat(read(changes, Split.TEST))
        .hasSize(20)
        .allSatisfy(each -> assertThat(each.values()).endsWith(0, 0));
    Map<String, Double> persistence = silence(changes, read(changes, Split.TEST));
    for (String error : List.of("rmse", "mae")) {
      double usual = silence(levels, before).get("persistence-" + error);
      assertThat(usual).isGreaterThan(1);
      assertThat(persistence.get("persistence-" + error)).isCloseTo(usual, within(1e-5));
      assertThat(persistence.get(error)).isEqualTo(persistence.get("persistence-" + error));
    }
  }

  /** Metrics of a network that always says 0. */
  private static Map<String, Double> silence(DatasetInfo info, List<Sequence> sequences) {
    Outputs zeros = new Outputs(sequences.size(), 1, new float[sequences.size()]);
    return Tally.of(info).add(zeros, Batch.of(sequences)).values();
  }

  @Test
  void preparesTsFilesOfVariableLengthWithGapsFilled() throws IOException {
    String rows = "1,2,3:4,?,6:x\n1:2:y\n".repeat(20);
    Path data = file("a.ts", "@dimensions 2\n@classLabel true x y\n@data\n" + rows);
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new TsFile(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.ts:4: missing value in dimension 2");
    DatasetInfo info = prepare(cleaning(plan, Gaps.FORWARD_FILL, BadRows.FAIL)).info();
    assertThat(info.split(Split.TRAIN).missing()).isPositive();
    assertThat(info.split(Split.TRAIN).lengths()).startsWith(1).endsWith(3);
    assertThat(readAll(info))
        .allSatisfy(sequence -> assertThat(sequence.values()).doesNotContain(Float.NaN));
  }

  @Test
  void preparesParquetOfNumbersWithoutIds() {
    ArrayType floats = DataTypes.createArrayType(DataTypes.FloatType);
    ArrayType longs = DataTypes.createArrayType(DataTypes.LongType);
    StructType schema =
        new StructType().add("a", floats).add("b", longs).add("kind", DataTypes.IntegerType);
    List<Row> rows =
        IntStream.range(0, 60)
            .mapToObj(i -> RowFactory.create(List.of(1f * i, 2f), List.of(3L, 4L), 10 - i % 3))
            .toList();
    Path data = folder.resolve("data parquet");
    spark.createDataFrame(rows, schema).repartition(3).write().parquet(data.toString());
    Columns columns = new Columns("auto", "", "", List.of("a", "b"), "kind", List.of());
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.CLASSIFICATION, DataPlans.files(new ParquetRows(), columns, data)))
            .info();
    assertThat(info.output().classes()).containsExactly("8", "9", "10");
    assertThat(readAll(info)).hasSize(60).extracting(Sequence::id).doesNotHaveDuplicates();
    assertThat(readAll(info)).allMatch(s -> s.id().matches("part-.*parquet:\\d{6}"));
  }

  @Test
  void preparesParquetOfTokensAndVectors() {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType)
            .add("items", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("y", DataTypes.createArrayType(DataTypes.DoubleType));
    List<Row> rows =
        IntStream.range(0, 40)
            .mapToObj(i -> RowFactory.create("u" + i, List.of(7, 7, i % 4), List.of(1.0 * i, 2.0)))
            .toList();
    Path data = folder.resolve("tokens");
    spark.createDataFrame(rows, schema).write().parquet(data.toString());
    Columns columns = new Columns("auto", "key", "", List.of("items"), "", List.of("y"));
    DatasetInfo info =
        prepare(DataPlans.of(Tasks.REGRESSION, DataPlans.files(new ParquetRows(), columns, data)))
            .info();
    assertThat(info.input().vocabulary()).startsWith("<unk>", "7").hasSize(6);
    assertThat(info.output().targets()).containsExactly("y-1", "y-2");
    assertThat(readAll(info)).hasSize(40);
  }

  @Test
  void parquetFilesOfTheSameNameInSeveralFoldersAreToldApart() throws IOException {
    StructType schema =
        new StructType()
            .add("x", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.DoubleType);
    List<Row> rows =
        IntStream.range(0, 20).mapToObj(i -> RowFactory.create(List.of(1.0 * i), 1.0)).toList();
    for (String name : List.of("a 1%", "b")) {
      Path data = folder.resolve(name);
      spark.createDataFrame(rows, schema).coalesce(1).write().parquet(data.toString());
      try (var files = Files.list(data)) {
        Path part =
            files
                .filter(f -> f.getFileName().toString().startsWith("part-"))
                .findFirst()
                .orElseThrow();
        Files.move(part, data.resolve("x.parquet"));
      }
    }
    Columns columns = new Columns("auto", "", "", List.of("x"), "", List.of("y"));
    DatasetInfo info =
        prepare(
                DataPlans.of(
                    Tasks.REGRESSION,
                    DataPlans.files(
                        new ParquetRows(), columns, folder.resolve("a 1%"), folder.resolve("b"))))
            .info();
    assertThat(readAll(info))
        .hasSize(40)
        .extracting(Sequence::id)
        .contains("a 1%/x.parquet:000001", "b/x.parquet:000020");
  }

  @Test
  void unknownParquetColumnIsNamedBesideThoseThereAre() {
    Path data = folder.resolve("range");
    spark.range(3).write().parquet(data.toString());
    Columns columns = new Columns("auto", "", "", List.of("a"), "id", List.of());
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION, DataPlans.files(new ParquetRows(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no column 'a'; its columns are id");
  }

  @Test
  void sameIdTwiceInParquetIsABadRow() {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType)
            .add("x", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.DoubleType);
    Path data = folder.resolve("twice");
    List<Row> rows =
        List.of(
            RowFactory.create("u", List.of(1.0), 1.0), RowFactory.create("u", List.of(2.0), 1.0));
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(data.toString());
    Columns columns = new Columns("auto", "key", "", List.of("x"), "", List.of("y"));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.REGRESSION, DataPlans.files(new ParquetRows(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the id 'u' stands at");
  }

  @Test
  void badRowsStopThePreparationWithNothingWritten() throws IOException {
    Path data = file("bad.tsv", wide(30) + "odd\tx\nodd\tInf\nodd\n" + "odd\ty\n".repeat(10));
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems()).hasSize(11);
              assertThat(e.problems().get(0)).startsWith("13 bad rows, the first 10 are named");
              assertThat(e.problems().get(1))
                  .isEqualTo("bad.tsv:31: 'x' in column 2 is not a number");
              assertThat(e.problems().get(2)).isEqualTo("bad.tsv:32: infinite value in column 2");
              assertThat(e.problems().get(3)).isEqualTo("bad.tsv:33: a sequence of length 0");
            });
    assertThat(out()).doesNotExist();
  }

  @Test
  void badRowsAreSkippedAndReportedWhereThePlanSaysSo() throws IOException {
    Path data = file("bad.tsv", wide(30) + "odd\tx\n" + wide(30));
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    Prepared prepared = prepare(cleaning(plan, Gaps.FAIL, BadRows.SKIP));
    assertThat(prepared.badRows()).isEqualTo(1);
    assertThat(prepared.bad())
        .singleElement()
        .hasToString("bad.tsv:31: 'x' in column 2 is not a number");
    assertThat(readAll(prepared.info())).hasSize(60);
  }

  @Test
  void labelThatTrainingNeverSeesIsNamed() throws IOException {
    Path train = file("train.tsv", wide(30));
    Path test = file("test.tsv", "odd\t1\t2\nthird\t1\t2\n");
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION,
            DataPlans.withTest(DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, train), test));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'third' of the test split (test.tsv:2)");
    assertThat(out()).doesNotExist();
  }

  @Test
  void unknownColumnOfAFileIsNamedOnTheDriver() throws IOException {
    Columns columns = new Columns("auto", "", "", List.of("question"), "", List.of());
    Path data = file("train.csv", "text,category\nhello,a\n");
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION, DataPlans.files(new LabelledText(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "train.csv has no column for data.source.text 'question'; its columns are text,"
                + " category");
  }

  @Test
  void forecastOfTokensIsRefused() throws IOException {
    Path data = file("log.csv", "event,y\n" + "login,1\npay,2\n".repeat(20));
    Columns columns = new Columns("auto", "", "", List.of("event"), "", List.of("y"));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(Tasks.FORECAST, DataPlans.files(new LongText(), columns, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.source.features (event) holds tokens");
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
  void splitWithoutSequencesIsRefusedAndTakenBack() throws IOException {
    Path data = file("one.tsv", "a\t1\t2\n");
    DataPlan plan =
        DataPlans.of(
            Tasks.CLASSIFICATION, DataPlans.files(new WideText(), DataPlans.NO_COLUMNS, data));
    assertThatThrownBy(() -> prepare(plan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("split has no sequences");
    assertThat(out().resolve("train")).doesNotExist();
  }

  @Test
  void textThatIsNotUtf8IsABadRow() throws IOException {
    Path data = folder.resolve("latin.csv");
    Files.write(data, "text,label\nd\u00e9j\u00e0 vu,a\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(
            () ->
                prepare(
                    DataPlans.of(
                        Tasks.CLASSIFICATION,
                        DataPlans.files(new LabelledText(), DataPlans.NO_COLUMNS, data))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the text is not UTF-8");
  }

  @Test
  void bytesAreTheSameTwiceAndOnAnyNumberOfCores() throws IOException {
    StringBuilder text = new StringBuilder("id,x,y\n");
    for (int i = 0; i < 600; i++) {
      text.append("s%d,%s,%d\n".formatted(i % 60, Math.sqrt(i), i % 60));
    }
    Columns columns = new Columns("auto", "id", "", List.of("x"), "", List.of("y"));
    Path first = file("a.csv", text.toString());
    Path second = file("b.csv", text.toString());
    DataPlan plan =
        DataPlans.of(Tasks.REGRESSION, DataPlans.files(new LongText(), columns, first, second));
    prepare(plan);
    Map<String, String> bytes = bytes();
    assertThat(bytes).containsKeys("dataset.json", "train/shard-00003.parquet");
    prepare(plan);
    assertThat(bytes()).isEqualTo(bytes);
    spark.stop();
    spark = session(1);
    prepare(plan);
    assertThat(bytes()).isEqualTo(bytes);
  }
}
