package io.espalier.network;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Task;
import io.espalier.model.InputException;
import io.espalier.model.LayerKind;
import io.espalier.model.NetworkStructure;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Whether a network and a dataset fit together. */
public final class Compatibility {
  private Compatibility() {}

  /**
   * Checks widths and what the output means.
   *
   * @throws InputException with everything that does not fit
   */
  public static void check(NetworkStructure structure, DatasetInfo data) {
    Chain chain = Chain.of(structure);
    InputForm form = InputForm.of(chain);
    List<String> problems = new ArrayList<>();
    input(chain, form, data, problems);
    output(chain, form, data, problems);
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static void input(Chain chain, InputForm form, DatasetInfo data, List<String> problems) {
    Link first = chain.parameterised().get(0);
    boolean tokens = data.input().isTokens();
    String read = tokens ? "tokens" : "features";
    if (first.kind().orElseThrow() == LayerKind.EMBEDDING && !tokens) {
      problems.add(
          "layer %s reads tokens, but the data has %d numeric features"
              .formatted(first.name(), data.input().width()));
    } else if (form.inputWidth() != data.input().width()) {
      problems.add(
          "layer %s reads %d %s, but the data has %d"
              .formatted(first.name(), form.inputWidth(), read, data.input().width()));
    }
  }

  private static void output(Chain chain, InputForm form, DatasetInfo data, List<String> problems) {
    String name = chain.output().name();
    Task task = data.task();
    if (form.outputWidth() != data.outputWidth()) {
      problems.add(
          "layer %s gives %d numbers, but the data has %d %s"
              .formatted(
                  name,
                  form.outputWidth(),
                  data.outputWidth(),
                  task.truth().isCategorical() ? "classes or tokens" : "targets"));
    }
    boolean timed = task.truth().isTimed();
    if (form.timedOutput() != timed) {
      problems.add(
          "layer %s gives one output %s, but a %s network must give one %s"
              .formatted(name, each(form.timedOutput()), task.name(), each(timed)));
    } else if (!timed && chain.output().timed()) {
      problems.add(
          "layer %s reads every time step; put LastTimeStep or GlobalPoolingLayer before it"
              .formatted(name));
    }
    boolean probabilities = givesProbabilities(chain);
    if (task.truth().isCategorical() && !probabilities) {
      problems.add(
          "layer %s must have softmax and the loss MCXENT for %s".formatted(name, task.name()));
    } else if (!task.truth().isCategorical() && isSoftmax(chain)) {
      problems.add(
          "layer %s has softmax, which cannot predict the numbers of %s"
              .formatted(name, task.name()));
    }
  }

  /** Whether the output is a probability for each class or token. */
  static boolean givesProbabilities(Chain chain) {
    return isSoftmax(chain) && loss(chain) instanceof LossMCXENT;
  }

  private static boolean isSoftmax(Chain chain) {
    return ((BaseLayer) chain.output().layer()).getActivationFn() instanceof ActivationSoftmax;
  }

  private static ILossFunction loss(Chain chain) {
    if (chain.output().layer() instanceof BaseOutputLayer output) {
      return output.getLossFn();
    }
    return chain.output().layer() instanceof LossLayer loss
        ? loss.getLossFn()
        : ((RnnLossLayer) chain.output().layer()).getLossFn();
  }

  private static String each(boolean timed) {
    return timed ? "a time step" : "a sequence";
  }
}
