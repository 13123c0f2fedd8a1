package io.espalier.kernel;

import io.espalier.model.Activation;
import io.espalier.model.Activation.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Deeplearning4j's functions, by ours. */
public final class StockActivations {
  private StockActivations() {}

  /** Every function, with parameters other than the usual where it has some. */
  public static Map<Activation, IActivation> all() {
    Map<Activation, IActivation> all = new LinkedHashMap<>();
    all.put(Activation.IDENTITY, new ActivationIdentity());
    all.put(Activation.TANH, new ActivationTanH());
    all.put(Activation.SIGMOID, new ActivationSigmoid());
    all.put(Activation.SOFTMAX, new ActivationSoftmax());
    all.put(Activation.RELU, new ActivationReLU());
    all.put(Activation.of(Kind.RELU, 1.5, 0, 0), new ActivationReLU(1.5, null, null));
    all.put(Activation.of(Kind.RELU, 1.5, 0, 0.2), new ActivationReLU(1.5, null, 0.2));
    all.put(Activation.of(Kind.RELU, 1.5, 0.5, 0.2), new ActivationReLU(1.5, 0.5, 0.2));
    all.put(Activation.of(Kind.HARD_SIGMOID), new ActivationHardSigmoid());
    all.put(Activation.of(Kind.HARD_TANH), new ActivationHardTanH());
    all.put(Activation.of(Kind.RATIONAL_TANH), new ActivationRationalTanh());
    all.put(Activation.of(Kind.RECTIFIED_TANH), new ActivationRectifiedTanh());
    all.put(Activation.of(Kind.RELU6), new ActivationReLU6());
    all.put(Activation.of(Kind.LEAKY_RELU, 0.1), new ActivationLReLU(0.1));
    all.put(Activation.of(Kind.RANDOMISED_RELU, 0.1, 0.4), new ActivationRReLU(0.1, 0.4));
    all.put(Activation.of(Kind.THRESHOLDED_RELU, 0.7), new ActivationThresholdedReLU(0.7));
    all.put(Activation.of(Kind.ELU, 1), new ActivationELU(1));
    all.put(Activation.of(Kind.ELU, 0.7), new ActivationELU(0.7));
    all.put(Activation.of(Kind.SELU), new ActivationSELU());
    all.put(Activation.of(Kind.GELU, 0), new ActivationGELU(false));
    all.put(Activation.of(Kind.GELU, 1), new ActivationGELU(true));
    all.put(Activation.of(Kind.MISH), new ActivationMish());
    all.put(Activation.of(Kind.SWISH), new ActivationSwish());
    all.put(Activation.of(Kind.SOFTPLUS), new ActivationSoftPlus());
    all.put(Activation.of(Kind.SOFTSIGN), new ActivationSoftSign());
    all.put(Activation.of(Kind.CUBE), new ActivationCube());
    return all;
  }
}
