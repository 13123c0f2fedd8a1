package io.espalier.run;

import io.espalier.data.DatasetInfo;

/** Turns raw files into a sharded dataset. */
public interface Preparer {
  /** Identity of the raw files: changes when one of them does. */
  String sourceFingerprint();

  /** Writes shards and {@code dataset.json} into a folder. */
  DatasetInfo prepare(String folder);
}
