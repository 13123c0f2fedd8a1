package io.espalier.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;

/** Says by name what in a network cannot be trained, pruned and compacted correctly. */
final class Support {
  private static final Set<Class<? extends Layer>> LAYERS =
      Set.of(
          LSTM.class,
          GravesLSTM.class,
          SimpleRnn.class,
          EmbeddingLayer.class,
          EmbeddingSequenceLayer.class,
          DenseLayer.class,
          OutputLayer.class,
          RnnOutputLayer.class,
          LossLayer.class,
          RnnLossLayer.class,
          GlobalPoolingLayer.class,
          DropoutLayer.class,
          ActivationLayer.class);
  private static final Set<Class<? extends InputPreProcessor>> PREPROCESSORS =
      Set.of(RnnToFeedForwardPreProcessor.class, FeedForwardToRnnPreProcessor.class);
  private static final String SUPPORTED =
      "supported are LSTM, GravesLSTM, SimpleRnn, Bidirectional with CONCAT, LastTimeStep, EmbeddingLayer, EmbeddingSequenceLayer, DenseLayer, OutputLayer, RnnOutputLayer, LossLayer, RnnLossLayer, GlobalPoolingLayer, DropoutLayer and ActivationLayer";

  private final List<String> problems = new ArrayList<>();

  private Support() {}

  /** All problems of a chain, in order from input to output; empty where it is supported. */
  static List<String> problems(ComputationGraphConfiguration graph, List<Link> links) {
    Support support = new Support();
    if (graph.getDataType() != DataType.FLOAT) {
      support.problems.add(
          "the network computes in %s, only FLOAT is supported; convert it with convertDataType(DataType.FLOAT)"
              .formatted(graph.getDataType()));
    }
    graph
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer && layer.getPreProcessor() != null) {
                support.preprocessor(name, layer.getPreProcessor());
              } else if (vertex instanceof PreprocessorVertex preprocessor) {
                support.preprocessor(name, preprocessor.getPreProcessor());
              }
            });
    links.forEach(link -> support.layer(link.name(), link.layer()));
    if (support.problems.isEmpty()) {
      support.order(links);
    }
    return support.problems;
  }

  private void preprocessor(String name, InputPreProcessor preprocessor) {
    if (!PREPROCESSORS.contains(preprocessor.getClass())) {
      refuse(
          name,
          preprocessor.getClass(),
          "is not supported as a preprocessor; supported are RnnToFeedForwardPreProcessor and FeedForwardToRnnPreProcessor");
    }
  }

  private void layer(String name, Layer layer) {
    if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
      refuse(
          name,
          layer.getClass(),
          "has constraints on its parameters, which pruning would break; remove them");
    }
    if (layer instanceof Bidirectional both) {
      bidirectional(name, both);
    } else if (layer instanceof LastTimeStep last) {
      layer(name, last.getUnderlying());
    } else if (!LAYERS.contains(layer.getClass())) {
      refuse(name, layer.getClass(), "is not supported; " + SUPPORTED);
    } else {
      details(name, layer);
    }
  }

  private void bidirectional(String name, Bidirectional both) {
    if (both.getMode() != Bidirectional.Mode.CONCAT) {
      refuse(
          name,
          both.getClass(),
          "combines its directions by %s, only CONCAT is supported".formatted(both.getMode()));
    }
    if (!(both.getFwd() instanceof BaseRecurrentLayer)) {
      refuse(
          name,
          both.getClass(),
          "wraps %s, which cannot be trained; put LastTimeStep around Bidirectional"
              .formatted(both.getFwd().getClass().getSimpleName()));
    } else {
      layer(name, both.getFwd());
    }
  }

  private void details(String name, Layer layer) {
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      refuse(name, layer.getClass(), "has weight noise, which pruning would break; remove it");
    }
    if ((layer instanceof DenseLayer dense && dense.hasLayerNorm())
        || (layer instanceof SimpleRnn rnn && rnn.hasLayerNorm())) {
      refuse(name, layer.getClass(), "has layer normalisation, in which units are not independent");
    }
    if (format(layer) == RNNFormat.NWC) {
      refuse(
          name,
          layer.getClass(),
          "reads [batch, time, features], only [batch, features, time] (NCW) is supported");
    }
    if (hiddenActivation(layer) instanceof ActivationSoftmax) {
      refuse(
          name,
          layer.getClass(),
          "has softmax as a hidden activation, in which units are not independent");
    }
  }

  /** The activation of a layer that is not the output; identity where that has none. */
  private static IActivation hiddenActivation(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    boolean hidden = layer instanceof DenseLayer || layer instanceof BaseRecurrentLayer;
    return hidden ? ((BaseLayer) layer).getActivationFn() : new ActivationIdentity();
  }

  private static RNNFormat format(Layer layer) {
    RNNFormat format = RNNFormat.NCW;
    if (layer instanceof BaseRecurrentLayer recurrent) {
      format = recurrent.getRnnDataFormat();
    } else if (layer instanceof EmbeddingSequenceLayer embedding) {
      format = embedding.getOutputFormat();
    } else if (layer instanceof RnnOutputLayer output) {
      format = output.getRnnDataFormat();
    }
    return format;
  }

  private void order(List<Link> links) {
    List<Link> parameterised = links.stream().filter(link -> link.kind().isPresent()).toList();
    if (parameterised.stream().noneMatch(link -> link.core() instanceof BaseRecurrentLayer)) {
      problems.add("the network has no recurrent layer; it needs an LSTM, GravesLSTM or SimpleRnn");
      return;
    }
    Link last = links.get(links.size() - 1);
    if (last.layer() instanceof LossLayer || last.layer() instanceof RnnLossLayer) {
      if (!(parameterised.get(parameterised.size() - 1).layer() instanceof DenseLayer)) {
        refuse(
            last.name(),
            last.layer().getClass(),
            "must follow a DenseLayer, so that the units of a recurrent layer are not the network's output");
      }
    } else if (!(last.layer() instanceof OutputLayer || last.layer() instanceof RnnOutputLayer)) {
      refuse(
          last.name(),
          last.layer().getClass(),
          "is the last layer; that must be an OutputLayer, RnnOutputLayer, LossLayer or RnnLossLayer");
    }
    for (int i = 1; i < parameterised.size(); i++) {
      Link producer = parameterised.get(i - 1);
      Link consumer = parameterised.get(i);
      int width = producer.units() * producer.directions();
      if (consumer.inputs() != width) {
        problems.add(
            "layer %s reads %d numbers, but layer %s before it gives %d"
                .formatted(consumer.name(), consumer.inputs(), producer.name(), width));
      }
      if (consumer.core() instanceof EmbeddingLayer
          || consumer.core() instanceof EmbeddingSequenceLayer) {
        refuse(consumer.name(), consumer.layer().getClass(), "must be the first layer");
      }
    }
  }

  private void refuse(String name, Class<?> type, String reason) {
    problems.add("layer %s (%s) %s".formatted(name, type.getSimpleName(), reason));
  }
}
