package io.espalier.importance;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.model.HiddenUnits;
import io.espalier.model.InputFeatures;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/** What can be summed over calibration data. */
public enum Probe {
  /** Σg of each parameter, g the gradient of the mean loss of one minibatch. */
  GRADIENT {
    @Override
    void add(Observation seen, double[] sum) {
      addAll(seen.gradient(), sum);
    }
  },
  /** Σg² of each parameter, g the gradient of the mean loss of one minibatch. */
  GRADIENT_SQUARE {
    @Override
    void add(Observation seen, double[] sum) {
      addSquares(seen.gradient(), sum);
    }
  },
  /** Σ|g| of each parameter, g the gradient of the loss of one sequence. */
  SEQUENCE_GRADIENT_MAGNITUDE {
    @Override
    void add(Observation seen, double[] sum) {
      for (Observation sequence : seen.sequences()) {
        float[] gradient = sequence.gradient();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += Math.abs(gradient[i]);
        }
      }
    }
  },
  /** Σg² of each parameter, g the gradient of the loss of one sequence. */
  SEQUENCE_GRADIENT_SQUARE {
    @Override
    void add(Observation seen, double[] sum) {
      seen.sequences().forEach(sequence -> addSquares(sequence.gradient(), sum));
    }
  },
  /** Σ|h| of each hidden unit over valid steps, in the order of {@link HiddenUnits}. */
  ACTIVATION_MAGNITUDE {
    @Override
    public int length(ParameterLayout layout) {
      return HiddenUnits.of(layout).count();
    }

    @Override
    void add(Observation seen, double[] sum) {
      addAll(seen.activity(), sum);
    }
  },
  /** Σx² of what each row of each block reads over valid steps, in the order of the rows. */
  INPUT_SQUARE {
    @Override
    public int length(ParameterLayout layout) {
      return InputRows.count(layout);
    }

    @Override
    void add(Observation seen, double[] sum) {
      addAll(seen.inputSquares(), sum);
    }
  },
  /**
   * For each input feature by how much the summed loss grows when every sequence of the batch reads
   * the feature of the next one, its time order kept.
   */
  PERMUTED_LOSS {
    @Override
    public int length(ParameterLayout layout) {
      return InputFeatures.of(layout).count();
    }

    @Override
    void add(Observation seen, double[] sum) {
      double before = seen.lossOf(batch -> batch);
      for (int i = 0; i < seen.features(); i++) {
        int feature = i;
        sum[i] += seen.lossOf(batch -> permuted(batch, feature)) - before;
      }
    }
  },
  /**
   * Σ∂‖J·1‖₂/∂w of each parameter over sequences, J the Jacobian of a recurrent direction's last
   * output by the one four steps before.
   */
  JACOBIAN_GRADIENT {
    @Override
    void add(Observation seen, double[] sum) {
      seen.sequences().forEach(sequence -> addAll(sequence.jacobianGradient(), sum));
    }
  },
  /** −Σw·g of each parameter over the steps of the training that the network comes from. */
  MOVEMENT {
    @Override
    public boolean looks() {
      return false;
    }

    @Override
    void add(Observation seen, double[] sum) {
      throw new IllegalStateException("movement is summed in training");
    }
  };

  /** Whether it looks at calibration data; what it sums is otherwise known already. */
  public boolean looks() {
    return true;
  }

  /** How many numbers it sums: as many as there are parameters, units, rows or features. */
  public int length(ParameterLayout layout) {
    return layout.length();
  }

  /** Adds a batch to the sums. */
  abstract void add(Observation seen, double[] sum);

  private static void addAll(float[] more, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static void addAll(double[] more, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static void addSquares(float[] gradient, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) gradient[i] * gradient[i];
    }
  }

  private static Batch permuted(Batch batch, int feature) {
    List<Sequence> all = batch.sequences();
    List<Sequence> permuted = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      permuted.add(all.get(i).withFeature(feature, all.get((i + 1) % all.size())));
    }
    return Batch.of(permuted);
  }
}
