package io.espalier.cluster.predict;

import io.espalier.cluster.networks.ShippedNetwork;
import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * What a network says about sequences, in their order. Holds a few batches at a time, within which
 * sequences of similar length are batched together.
 */
final class Predicting implements Iterator<Row> {
  private static final int BATCHES = 16;

  private final ShippedNetwork network;
  private final PredictionRows rows;
  private final int batchSize;
  private final Iterator<Sequence> sequences;
  private Iterator<Row> said = List.<Row>of().iterator();

  Predicting(
      ShippedNetwork network, PredictionRows rows, int batchSize, Iterator<Sequence> sequences) {
    this.network = network;
    this.rows = rows;
    this.batchSize = batchSize;
    this.sequences = sequences;
  }

  @Override
  public boolean hasNext() {
    return said.hasNext() || sequences.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!said.hasNext()) {
      List<Sequence> some = new ArrayList<>();
      while (some.size() < BATCHES * batchSize && sequences.hasNext()) {
        some.add(sequences.next());
      }
      said = Arrays.asList(network.look(predictor -> say(predictor, some))).iterator();
    }
    return said.next();
  }

  private Row[] say(Predictor predictor, List<Sequence> some) {
    List<Integer> byLength =
        IntStream.range(0, some.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> some.get(place).steps()))
            .toList();
    Row[] all = new Row[some.size()];
    for (int start = 0; start < all.length; start += batchSize) {
      List<Integer> places = byLength.subList(start, Math.min(start + batchSize, all.length));
      Batch batch = Batch.of(places.stream().map(some::get).toList());
      List<Row> rowsOfBatch = rows.of(predictor.outputs(batch), batch);
      for (int i = 0; i < places.size(); i++) {
        all[places.get(i)] = rowsOfBatch.get(i);
      }
    }
    return all;
  }
}
