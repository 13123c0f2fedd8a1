package io.espalier.data;

import java.io.Serializable;
import java.util.List;

/**
 * A prepared dataset.
 *
 * @param folder URI of the folder that holds its shards
 * @param info what it holds
 */
public record Dataset(String folder, DatasetInfo info) implements Serializable {
  /** The same, read without these features, numbered from 0. */
  public Dataset withoutFeatures(List<Integer> features) {
    return features.isEmpty() ? this : new Dataset(folder, info.withoutFeatures(features));
  }
}
