package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.DataPlans;
import io.espalier.cluster.prepare.SparkPreparation.Prepared;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetSummary;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Tasks;
import io.espalier.data.generate.ControlCharts;
import io.espalier.data.generate.EmbeddedReber;
import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.StepOrder;
import io.espalier.data.raw.Dialect;
import io.espalier.data.raw.LongText;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.plan.DataPlan;
import io.espalier.store.DatasetFile;
import io.espalier.store.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SparkPreparationTest extends PreparationFixture {
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
  void bytesAreTheSameTwiceAndOnAnyNumberOfCores() throws IOException {
    StringBuilder text = new StringBuilder("id,x,y\n");
    for (int i = 0; i < 600; i++) {
      text.append("s%d,%s,%d\n".formatted(i % 60, Math.sqrt(i), i % 60));
    }
    Grouping all = new Grouping("id", IdScope.ALL, "", StepOrder.AUTO);
    Columns columns = new Columns(Dialect.USUAL, all, List.of("x"), "", List.of("y"));
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
