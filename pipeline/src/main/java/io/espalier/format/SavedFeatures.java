package io.espalier.format;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names of the input features that a network reads, kept with one that reads fewer than the data
 * has.
 *
 * @param features in the order in which it reads them
 */
public record SavedFeatures(List<String> features) {
  /** Name of the attachment. */
  static final String ATTACHMENT = "espalier-features.json";

  public SavedFeatures {
    features = List.copyOf(features);
  }

  /**
   * What a file carries, if it does.
   *
   * @param file for messages
   * @throws io.espalier.model.InputException naming the file, if its bytes are damaged
   */
  public static Optional<SavedFeatures> of(Map<String, byte[]> attachments, String file) {
    return Optional.ofNullable(attachments.get(ATTACHMENT))
        .map(
            bytes ->
                new ModelJson(Limits.USUAL)
                    .read(bytes, new TypeReference<SavedFeatures>() {}, file + ", " + ATTACHMENT));
  }

  /** Attachments with these names. */
  public SortedMap<String, byte[]> in(Map<String, byte[]> attachments) {
    SortedMap<String, byte[]> changed = new TreeMap<>(attachments);
    changed.put(ATTACHMENT, ModelJson.write(this));
    return changed;
  }
}
