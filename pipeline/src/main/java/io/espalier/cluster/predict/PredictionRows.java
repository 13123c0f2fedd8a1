package io.espalier.cluster.predict;

import io.espalier.data.Batch;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.metric.OutputRows;
import io.espalier.metric.Outputs;
import io.espalier.metric.TargetScale;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of predictions. All have {@code id}; then
 *
 * <ul>
 *   <li>classification: {@code prediction}, the name of the class, its {@code probability}, and the
 *       {@code probabilities} of all classes in their order
 *   <li>language-model: {@code tokens} predicted, the mean {@code log_loss} of one in nats, and
 *       {@code perplexity} e^log_loss
 *   <li>regression and forecast: {@code prediction}, the numbers in their original units; for data
 *       with an anchor, the change from the window's last step
 * </ul>
 *
 * @param info of the data
 * @param scale of its targets
 */
record PredictionRows(DatasetInfo info, TargetScale scale) implements Serializable {

  static PredictionRows of(DatasetInfo info) {
    return new PredictionRows(info, TargetScale.of(info));
  }

  StructType schema() {
    StructType id = new StructType().add("id", DataTypes.StringType, false);
    var floats = DataTypes.createArrayType(DataTypes.FloatType, false);
    return switch (info.task().truth()) {
      case LABEL ->
          id.add("prediction", DataTypes.StringType, false)
              .add("probability", DataTypes.DoubleType, false)
              .add("probabilities", floats, false);
      case NEXT_TOKEN ->
          id.add("tokens", DataTypes.IntegerType, false)
              .add("log_loss", DataTypes.DoubleType, false)
              .add("perplexity", DataTypes.DoubleType, false);
      case NUMBERS ->
          id.add("prediction", DataTypes.createArrayType(DataTypes.DoubleType, false), false);
    };
  }

  /** A row for each sequence of a batch. */
  List<Row> of(Outputs outputs, Batch batch) {
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (Sequence sequence : batch.sequences()) {
      switch (info.task().truth()) {
        case LABEL -> rows.add(classified(sequence, outputs, at++));
        case NEXT_TOKEN -> {
          rows.add(foreseen(sequence, outputs, at));
          at += sequence.steps();
        }
        case NUMBERS -> rows.add(RowFactory.create(sequence.id(), numbers(outputs, at++)));
      }
    }
    return rows;
  }

  private Row classified(Sequence sequence, Outputs outputs, int row) {
    int best = OutputRows.best(outputs, row);
    Float[] probabilities = new Float[outputs.width()];
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = outputs.values()[row * outputs.width() + k];
    }
    return RowFactory.create(
        sequence.id(),
        info.output().classes().get(best),
        probabilities[best].doubleValue(),
        probabilities);
  }

  private static Row foreseen(Sequence sequence, Outputs outputs, int firstRow) {
    double logLoss = 0;
    for (int step = 0; step < sequence.steps(); step++) {
      logLoss += OutputRows.logLoss(outputs, firstRow + step, sequence.tokens()[step + 1]);
    }
    double mean = logLoss / sequence.steps();
    return RowFactory.create(sequence.id(), sequence.steps(), mean, Math.exp(mean));
  }

  private Double[] numbers(Outputs outputs, int row) {
    Double[] numbers = new Double[outputs.width()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = scale.original(outputs.values()[row * outputs.width() + k], k);
    }
    return numbers;
  }
}
