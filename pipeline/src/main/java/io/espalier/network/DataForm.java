package io.espalier.network;

import io.espalier.data.Task;
import io.espalier.data.Tasks;
import io.espalier.model.InputException;
import io.espalier.model.NetworkStructure;
import java.io.Serializable;

/**
 * What data a network can be trained with.
 *
 * @param task one label for each sequence, numbers for each sequence, or the next token at each
 *     step
 * @param indices whether it reads token indices rather than vectors
 * @param inputs width of the vectors it reads, or number of tokens it knows
 * @param outputs width of its output
 */
public record DataForm(Task task, boolean indices, int inputs, int outputs)
    implements Serializable {
  /**
   * The form of a structure.
   *
   * @throws InputException if the network is not supported
   */
  public static DataForm of(NetworkStructure structure) {
    Chain chain = Chain.of(structure);
    InputForm form = InputForm.of(chain);
    boolean categorical = Compatibility.givesProbabilities(chain);
    if (form.timedOutput() && !categorical) {
      throw new InputException(
          "layer %s gives numbers at every time step, which is not supported; only language models say something at every step"
              .formatted(chain.output().name()));
    }
    Task task =
        form.timedOutput()
            ? Tasks.LANGUAGE_MODEL
            : categorical ? Tasks.CLASSIFICATION : Tasks.REGRESSION;
    return new DataForm(task, form.indices(), form.inputWidth(), form.outputWidth());
  }
}
