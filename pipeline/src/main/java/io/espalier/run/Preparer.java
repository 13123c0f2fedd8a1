package io.espalier.run;

import io.espalier.data.DatasetInfo;
import java.util.function.Consumer;

/** Turns raw files into a sharded dataset. */
public interface Preparer {
  /** Identity of the raw files and of what is normalised with: changes when one of them does. */
  String sourceFingerprint();

  /**
   * Writes shards and {@code dataset.json} into a folder.
   *
   * @param check refuses what the dataset will be, its counts aside, before anything is written
   */
  DatasetInfo prepare(String folder, Consumer<DatasetInfo> check);
}
