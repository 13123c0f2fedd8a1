package io.espalier.store;

import io.espalier.data.DatasetInfo;
import io.espalier.model.InputException;
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
    if (!files.has(NAME)) {
      throw new InputException(
          "%s is no prepared dataset: it has no %s".formatted(files.uri(), NAME));
    }
    return parse(files.readUnverified(NAME), files.uri());
  }

  /**
   * What the file of a dataset's folder says.
   *
   * @throws InputException if it was written in a newer format
   */
  public static DatasetInfo parse(byte[] text, String folder) {
    String origin = folder + "/" + NAME;
    Json.expectFormat(
        text, DatasetInfo.FORMAT, origin, "prepare the dataset again or use a newer version");
    return Json.read(text, DatasetInfo.class, origin);
  }
}
