package io.espalier.network;

import io.espalier.kernel.LstmCell;
import io.espalier.kernel.LstmShape;
import io.espalier.kernel.LstmState;
import io.espalier.kernel.LstmWeights;
import io.espalier.kernel.Steps;
import io.espalier.kernel.WeightCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer's accelerated arithmetic as Deeplearning4j calls it. Deeplearning4j runs the forward pass
 * a second time before it back-propagates; the first one is used again if nothing it depends on has
 * changed. Answering null hands the call back to Deeplearning4j's own arithmetic.
 */
final class CellHelper implements LSTMHelper, AutoCloseable {
  /** A forward pass whose trace is in the cell. */
  private static final class TracedPass extends FwdPassReturn {}

  private final LSTM layer;
  private final InputError inputErrorUse;
  private final OutputOrder outputOrder;
  private final LstmCell cell = new LstmCell();
  private final StepsReader inputs = new StepsReader();
  private final CellArrays arrays = new CellArrays();
  private final StepsReader errors = new StepsReader();
  private final StepsReader inputErrors = new StepsReader();
  private Optional<CellPass> traced = Optional.empty();
  private final WeightCopy tracedWeights = new WeightCopy();
  private Optional<Steps> tracedInput = Optional.empty();

  CellHelper(LSTM layer, InputError inputErrorUse, OutputOrder outputOrder) {
    this.outputOrder = outputOrder;
    this.layer = layer;
    this.inputErrorUse = inputErrorUse;
  }

  @Override
  public FwdPassReturn activate(
      Layer owner,
      NeuralNetConfiguration conf,
      IActivation gateFunction,
      INDArray input,
      INDArray recurrentWeights,
      INDArray inputWeights,
      INDArray biases,
      boolean training,
      INDArray previousOutput,
      INDArray previousCell,
      boolean forBackprop,
      boolean forwards,
      String inputWeightKey,
      INDArray maskArray,
      boolean peepholes,
      LayerWorkspaceMgr workspaces) {
    boolean covered =
        forwards
            && checkSupported(gateFunction, layer.layerConf().getActivationFn(), peepholes)
            && input.dataType() == DataType.FLOAT
            && input.rank() == 3;
    if (!covered) {
      return null;
    }
    int units = (int) recurrentWeights.size(0);
    LstmShape shape =
        new LstmShape((int) input.size(0), (int) input.size(1), units, (int) input.size(2));
    LstmWeights weights = arrays.weights(inputWeights, recurrentWeights, biases);
    CellPass pass =
        new CellPass(
            shape,
            CellArrays.gates(gateFunction),
            CellPass.Place.of(input),
            arrays.state(shape, previousOutput, previousCell),
            arrays.mask(maskArray));
    boolean again =
        forBackprop
            && traced.isPresent()
            && traced.get().sameAs(pass)
            && tracedWeights.matches(weights);
    if (!again) {
      run(
          pass,
          weights,
          input,
          training || forBackprop ? LstmCell.Keep.ALL_STEPS : LstmCell.Keep.OUTPUT);
    }
    TracedPass result = new TracedPass();
    if (!forBackprop) {
      result.fwdPassOutput = outputOrder.array(cell.hidden(), shape, workspaces);
    }
    LstmState last = cell.last();
    result.lastAct = state(last.hidden(), shape, workspaces);
    result.lastMemCell = state(last.cell(), shape, workspaces);
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      NeuralNetConfiguration conf,
      IActivation gateFunction,
      INDArray input,
      INDArray recurrentWeights,
      INDArray inputWeights,
      INDArray epsilon,
      boolean truncated,
      int truncatedLength,
      FwdPassReturn forward,
      boolean forwards,
      String inputWeightKey,
      String recurrentWeightKey,
      String biasKey,
      Map<String, INDArray> gradientViews,
      INDArray maskArray,
      boolean peepholes,
      LayerWorkspaceMgr workspaces) {
    if (!(forward instanceof TracedPass)) {
      return null;
    }
    if (maskArray != null) {
      throw new IllegalStateException("an LSTM layer is not expected to mask its backward pass");
    }
    LstmShape shape = traced.orElseThrow().shape();
    int firstStep = truncated ? Math.max(0, shape.steps() - truncatedLength) : 0;
    INDArray inputError =
        workspaces.create(
            ArrayType.ACTIVATION_GRAD,
            DataType.FLOAT,
            new long[] {shape.batch(), shape.inputs(), shape.steps()},
            'f');
    Optional<Steps> inputErrorSteps =
        inputErrorUse == InputError.NEEDED
            ? Optional.of(inputErrors.read(inputError))
            : Optional.empty();
    float[] biasGradient = new float[4 * shape.units()];
    LstmWeights gradients =
        new LstmWeights(
            FloatViews.columnMajorSpan(gradientViews.get(inputWeightKey)),
            FloatViews.columnMajorSpan(gradientViews.get(recurrentWeightKey)),
            biasGradient);
    LstmWeights weights = CellArrays.weights(inputWeights, recurrentWeights, biasGradient);
    cell.backward(
        weights,
        tracedInput.orElseThrow(),
        errors.read(epsilon.castTo(DataType.FLOAT)),
        firstStep,
        gradients,
        inputErrorSteps);
    forget();
    FloatViews.span(gradientViews.get(biasKey)).buffer().put(0, biasGradient);
    Gradient gradient = new DefaultGradient();
    for (String key : List.of(inputWeightKey, recurrentWeightKey, biasKey)) {
      gradient.gradientForVariable().put(key, gradientViews.get(key));
    }
    return new Pair<>(gradient, inputError);
  }

  private void run(CellPass pass, LstmWeights weights, INDArray input, LstmCell.Keep keep) {
    forget();
    Steps steps = inputs.read(input);
    cell.forward(pass.shape(), pass.gates(), weights, steps, pass.start(), pass.mask(), keep);
    if (keep == LstmCell.Keep.ALL_STEPS) {
      traced = Optional.of(pass);
      tracedInput = Optional.of(steps);
      tracedWeights.take(weights);
    }
  }

  private void forget() {
    traced = Optional.empty();
    tracedInput = Optional.empty();
  }

  private static INDArray state(float[] values, LstmShape shape, LayerWorkspaceMgr workspaces) {
    INDArray state =
        workspaces.createUninitialized(
            ArrayType.FF_WORKING_MEM,
            DataType.FLOAT,
            new long[] {shape.batch(), shape.units()},
            'f');
    FloatViews.span(state).buffer().put(0, values);
    return state;
  }

  @Override
  public boolean checkSupported(IActivation gates, IActivation activation, boolean peepholes) {
    boolean gatesCovered =
        gates instanceof ActivationSigmoid || gates instanceof ActivationHardSigmoid;
    return gatesCovered && activation instanceof ActivationTanH && !peepholes;
  }

  @Override
  public boolean checkSupported() {
    return true;
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return Map.of("lstm trace", cell.traceBytes());
  }

  @Override
  public void close() {
    forget();
    cell.close();
    tracedWeights.close();
    arrays.close();
    inputs.close();
    errors.close();
    inputErrors.close();
  }
}
