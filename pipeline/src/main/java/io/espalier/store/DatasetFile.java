package io.espalier.store;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The file {@code dataset.json} that says what the shards beside it hold. */
public final class DatasetFile {
  /** Name of the file in the dataset's folder. */
  public static final String NAME = "dataset.json";

  private DatasetFile() {}

  /** Writes the file into a dataset's folder. */
  public static void write(Configuration configuration, String folder, DatasetInfo info) {
    Folder.at(folder, configuration).write(NAME, Json.write(info));
  }

  /**
   * Reads the file of a dataset's folder.
   *
   * @throws InputException if there is none, or it was written in a newer format
   */
  public static DatasetInfo read(Configuration configuration, String folder) {
    Folder files = Folder.at(folder, configuration);
    String origin = files.uri() + "/" + NAME;
    if (!files.has(NAME)) {
      throw new InputException(
          "%s is no prepared dataset: it has no %s".formatted(files.uri(), NAME));
    }
    byte[] text = files.readUnverified(NAME);
    if (Json.read(text, Map.class, origin).get("format") instanceof Integer format
        && format > DatasetInfo.FORMAT) {
      throw new InputException(
          "%s has format %d, and this version reads formats up to %d; prepare the dataset again or use a newer version"
              .formatted(origin, format, DatasetInfo.FORMAT));
    }
    return Json.read(text, DatasetInfo.class, origin);
  }
}
