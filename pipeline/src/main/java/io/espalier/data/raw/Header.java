package io.espalier.data.raw;

import io.espalier.data.RefusedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of a file by name, and which of those asked for it does not have. */
final class Header {
  private final String file;
  private final List<String> names;
  private final List<String> missing = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();

  Header(String file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /** Notes that the configuration key names a column. */
  void require(String key, String name) {
    if (!names.contains(name)) {
      missing.add("%s '%s'".formatted(key, name));
    } else if (names.indexOf(name) != names.lastIndexOf(name)) {
      repeated.add("%s '%s'".formatted(key, name));
    }
  }

  /** Position of a column; -1 if there is none, as in {@link List#indexOf}. */
  int position(String name) {
    return names.indexOf(name);
  }

  int[] positions(List<String> wanted) {
    return wanted.stream().mapToInt(this::position).toArray();
  }

  /** What to say if a required column is missing, or is there twice. */
  Optional<RefusedFile> refusal() {
    if (missing.isEmpty() && !repeated.isEmpty()) {
      return Optional.of(
          new RefusedFile(
              "%s has several columns for %s; give each a name of its own"
                  .formatted(file, String.join(", ", repeated))));
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RefusedFile(
                "%s has no column for %s; its columns are %s"
                    .formatted(file, String.join(", ", missing), String.join(", ", names))));
  }
}
