package io.espalier.it;

import io.espalier.store.Folder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Files that a user might hand over. */
final class ModelFiles {
  private ModelFiles() {}

  /** A zip of texts: name, content, name, content ... */
  static Path zip(Path file, String... entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** An LSTM that reads {@code inputs} features and tells {@code classes} classes apart. */
  static Path lstm(Path file, int inputs, int classes) throws IOException {
    return save(file, inputs, classes, new LastTimeStep(new LSTM.Builder().nOut(4).build()));
  }

  /** Replaces the parameters by bytes that are none. */
  static Path damaged(Path file) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("coefficients.bin"), "what is this");
    }
    return file;
  }

  /** An LSTM whose third parameter is not a number. */
  static Path withNaN(Path file) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(lstm(file, 1, 2).toFile(), false);
    network.params().putScalar(2, Float.NaN);
    ModelSerializer.writeModel(network, file.toFile(), false);
    return file;
  }

  static Path withConvolution(Path file) throws IOException {
    return save(
        file,
        1,
        2,
        new Convolution1D.Builder(3).nOut(4).build(),
        new LastTimeStep(new LSTM.Builder().nOut(4).build()));
  }

  @SuppressWarnings("deprecation") // Old models have it.
  static Path withGravesBidirectional(Path file) throws IOException {
    return save(
        file, 1, 2, new LastTimeStep(new GravesBidirectionalLSTM.Builder().nOut(4).build()));
  }

  private static Path save(Path file, int inputs, int classes, Layer... layers) throws IOException {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(1).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerConfiguration configuration = list.setInputType(InputType.recurrent(inputs)).build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    ModelSerializer.writeModel(network, file.toFile(), false);
    return file;
  }

  /** Turns the store's only prepared dataset into one of format 2, and returns its folder. */
  static Path newerDataset(Path store) throws IOException {
    Path folder = store.resolve(StoreFiles.stages(store).firstKey()).getParent();
    Path file = folder.resolve("dataset.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
    Folder.at(folder.toUri().toString(), new Configuration())
        .commit("prepare", folder.getFileName().toString());
    return folder;
  }
}
