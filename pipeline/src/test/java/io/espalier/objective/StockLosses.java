package io.espalier.objective;

import io.espalier.model.Loss;
import io.espalier.model.Loss.Kind;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossMultiLabel;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;

/** Deeplearning4j's losses beside ours. */
final class StockLosses {
  private static final List<Double> NONE = List.of();

  private StockLosses() {}

  /** A loss of ours and the same of Deeplearning4j's. */
  record Pair(Loss ours, ILossFunction stock) {
    @Override
    public String toString() {
      return ours.toString();
    }
  }

  /** Every loss, with weights of so many outputs where it takes some. */
  static List<Pair> all(int outputs) {
    List<Double> weights = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      weights.add(0.5 + 0.25 * k);
    }
    INDArray row = Nd4j.createFromArray(weights.toArray(new Double[0])).reshape(1, outputs);
    List<Pair> all = new ArrayList<>();
    for (double eps : new double[] {1e-10, 0.1}) {
      List<Double> bound = List.of(eps);
      add(all, Kind.CROSS_ENTROPY, NONE, bound, new LossMCXENT(eps, null));
      add(all, Kind.CROSS_ENTROPY, weights, bound, new LossMCXENT(eps, row));
      add(all, Kind.SPARSE_CROSS_ENTROPY, NONE, bound, new LossSparseMCXENT(eps, null));
    }
    for (double eps : new double[] {1e-5, 0.1}) {
      List<Double> bound = List.of(eps);
      add(all, Kind.BINARY_CROSS_ENTROPY, NONE, bound, new LossBinaryXENT(eps, null));
      add(all, Kind.BINARY_CROSS_ENTROPY, weights, bound, new LossBinaryXENT(eps, row));
    }
    add(all, Kind.MEAN_SQUARED, NONE, NONE, new LossMSE());
    add(all, Kind.MEAN_SQUARED, weights, NONE, new LossMSE(row));
    add(all, Kind.SQUARED, NONE, NONE, new LossL2());
    add(all, Kind.SQUARED, weights, NONE, new LossL2(row));
    add(all, Kind.MEAN_ABSOLUTE, NONE, NONE, new LossMAE());
    add(all, Kind.MEAN_ABSOLUTE, weights, NONE, new LossMAE(row));
    add(all, Kind.ABSOLUTE, NONE, NONE, new LossL1());
    add(all, Kind.ABSOLUTE, weights, NONE, new LossL1(row));
    add(all, Kind.MEAN_ABSOLUTE_PERCENTAGE, NONE, NONE, new LossMAPE());
    add(all, Kind.MEAN_ABSOLUTE_PERCENTAGE, weights, NONE, new LossMAPE(row));
    add(all, Kind.MEAN_SQUARED_LOGARITHMIC, NONE, NONE, new LossMSLE());
    add(all, Kind.MEAN_SQUARED_LOGARITHMIC, weights, NONE, new LossMSLE(row));
    add(all, Kind.KULLBACK_LEIBLER, NONE, NONE, new LossKLD());
    add(all, Kind.POISSON, NONE, NONE, new LossPoisson());
    add(all, Kind.HINGE, NONE, NONE, new LossHinge());
    add(all, Kind.SQUARED_HINGE, NONE, NONE, new LossSquaredHinge());
    add(all, Kind.WASSERSTEIN, NONE, NONE, new LossWasserstein());
    add(all, Kind.MULTI_LABEL, NONE, NONE, new LossMultiLabel());
    if (outputs > 1) {
      add(all, Kind.COSINE_PROXIMITY, NONE, NONE, new LossCosineProximity());
    }
    if (outputs <= 2) {
      add(all, Kind.F_MEASURE, NONE, List.of(1.5), new LossFMeasure(1.5));
    }
    if (outputs == 12) {
      LossMixtureDensity stock = LossMixtureDensity.builder().gaussians(3).labelWidth(2).build();
      add(all, Kind.MIXTURE_DENSITY, NONE, List.of(3.0, 2.0), stock);
    }
    return all;
  }

  private static void add(
      List<Pair> all, Kind kind, List<Double> weights, List<Double> numbers, ILossFunction stock) {
    all.add(new Pair(new Loss(kind, weights, numbers), stock));
  }
}
