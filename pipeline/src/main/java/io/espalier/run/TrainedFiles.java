package io.espalier.run;

import io.espalier.format.Content;
import io.espalier.format.EspalierFormat;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.importance.Scores;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.StateCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files in which a stage keeps a network: itself with its mask, its units and its curve. */
final class TrainedFiles {
  private static final String NETWORK = "network.espalier";
  private static final String SURVIVORS = "survivors.json";
  private static final String REMOVED_FEATURES = "removed-features.json";
  private static final String CURVE = "curve.json";
  private static final String MOVEMENT = "movement.bin";

  private TrainedFiles() {}

  private record Curve(List<EpochFacts> epochs) {}

  private record Units(List<List<Integer>> units) {}

  private record Removed(List<Integer> features) {}

  static void write(Trained trained, Folder into) {
    into.write(NETWORK, networkFile(trained));
    Survivors survivors = trained.survivors();
    into.write(SURVIVORS, Json.write(new Units(survivors.units())));
    if (!survivors.removedFeatures().isEmpty()) {
      into.write(REMOVED_FEATURES, Json.write(new Removed(survivors.removedFeatures())));
    }
    into.write(CURVE, Json.write(new Curve(trained.curve())));
    trained
        .movement()
        .ifPresent(movement -> into.write(MOVEMENT, StateCodec.write(movement.values())));
  }

  static Trained read(Stage.Files files) {
    String name = files.folder().uri() + "/" + NETWORK;
    Content content =
        new EspalierFormat().read(SeekableInput.of(files.read(NETWORK), name), Limits.USUAL);
    return new Trained(
        NetworkState.of(content.network(), content.parameters()),
        content.mask().orElseThrow(),
        new Survivors(
            Json.read(files.read(SURVIVORS), Units.class, SURVIVORS).units(),
            files.folder().has(REMOVED_FEATURES)
                ? Json.read(files.read(REMOVED_FEATURES), Removed.class, REMOVED_FEATURES)
                    .features()
                : List.of()),
        Json.read(files.read(CURVE), Curve.class, CURVE).epochs(),
        files.folder().has(MOVEMENT)
            ? Optional.of(Scores.of(StateCodec.readFloats(files.read(MOVEMENT))))
            : Optional.empty());
  }

  /** The network and its mask as a file of Espalier's. */
  static byte[] networkFile(Trained trained) {
    NetworkState state = trained.network();
    Content content =
        new Content(
            state.network(),
            state.parameters(),
            Optional.empty(),
            Optional.of(trained.mask()),
            Map.of(),
            Map.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new EspalierFormat().write(content, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
