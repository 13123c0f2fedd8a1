package io.espalier.store.parquet;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Finds which column of a damaged file cannot be read, by reading each of them alone. */
final class Damage {
  private Damage() {}

  /** The first such column, if there is one. */
  static Optional<String> column(
      TableInput input, TablePart part, Function<TableColumns, RowSelection> choose) {
    try (GroupReader all = new GroupReader(input, part, choose)) {
      return all.selection().requested().getFields().stream()
          .filter(column -> isDamaged(input, part, choose, column))
          .map(Type::getName)
          .findFirst();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  private static boolean isDamaged(
      TableInput input, TablePart part, Function<TableColumns, RowSelection> choose, Type column) {
    try (GroupReader one =
        new GroupReader(input, part, choose, all -> new MessageType("column", column))) {
      while (one.next()) {}
      return false;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return true;
    }
  }
}
