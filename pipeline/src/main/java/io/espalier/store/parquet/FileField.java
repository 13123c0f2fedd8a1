package io.espalier.store.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * A column of a file, or a field inside its structures: {@code a.b} is the field b of the column a,
 * unless there is a column of that name.
 *
 * @param path names in the file's schema down to a primitive, a vector, or what holds neither
 * @param depth number of lists that it is in; a vector is one itself
 * @param end what stands at the end of the path
 */
record FileField(List<String> path, int depth, Type end) {
  /** Fields of a vector, and the number of lists that each is. */
  private static final Map<String, Integer> VECTOR =
      Map.of("type", 0, "size", 0, "indices", 1, "values", 1);

  FileField {
    path = List.copyOf(path);
  }

  /** The field of this name, in exactly this writing. */
  static Optional<FileField> find(GroupType group, String name) {
    return find(new FileField(List.of(), 0, group), group, name);
  }

  private static Optional<FileField> find(FileField above, GroupType group, String name) {
    if (group.containsField(name)) {
      return Optional.of(above.step(group.getType(name)).throughLists());
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      String first = name.substring(0, dot);
      if (group.containsField(first)) {
        FileField field = above.step(group.getType(first)).throughLists();
        if (field.isStructure()) {
          Optional<FileField> found = find(field, field.end.asGroupType(), name.substring(dot + 1));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private FileField step(Type child) {
    List<String> longer = new ArrayList<>(path);
    longer.add(child.getName());
    return new FileField(
        longer, depth + (child.isRepetition(Type.Repetition.REPEATED) ? 1 : 0), child);
  }

  /** The element of lists, however their writer lays them out; a vector as one list more. */
  private FileField throughLists() {
    if (isVector()) {
      return new FileField(path, depth + 1, end);
    }
    if (end.isPrimitive()
        || !(end.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation)
        || end.asGroupType().getFieldCount() != 1) {
      return this;
    }
    Type repeated = end.asGroupType().getType(0);
    FileField inner = step(repeated);
    boolean isElement =
        repeated.isPrimitive()
            || repeated.asGroupType().getFieldCount() != 1
            || repeated.getName().equals("array")
            || repeated.getName().equals(end.getName() + "_tuple");
    return (isElement ? inner : inner.step(repeated.asGroupType().getType(0))).throughLists();
  }

  /** Whether it is a vector of Spark's machine learning, dense or sparse. */
  boolean isVector() {
    if (end.isPrimitive()) {
      return false;
    }
    GroupType group = end.asGroupType();
    Set<String> names = group.getFields().stream().map(Type::getName).collect(Collectors.toSet());
    return group.getFieldCount() == VECTOR.size()
        && names.equals(VECTOR.keySet())
        && VECTOR.entrySet().stream()
            .allMatch(
                part ->
                    find(group, part.getKey())
                        .filter(field -> field.depth == part.getValue() && field.kind().isNumber())
                        .isPresent());
  }

  /** Whether it has fields with names of their own. */
  boolean isStructure() {
    return !end.isPrimitive() && !isVector() && (end.getLogicalTypeAnnotation() == null);
  }

  /** The type of its values, if it is a primitive or a vector. */
  Optional<LeafType> leaf() {
    if (end.isPrimitive()) {
      return Optional.of(LeafType.of(end.asPrimitiveType()));
    }
    return isVector()
        ? find(end.asGroupType(), "values").flatMap(FileField::leaf)
        : Optional.empty();
  }

  /** What its values are. */
  LeafType.Kind kind() {
    return leaf().map(LeafType::kind).orElse(LeafType.Kind.OTHER);
  }

  /** Its type, for people. */
  String typeName() {
    int lists = isVector() ? depth - 1 : depth;
    return "array<".repeat(lists) + elementName() + ">".repeat(lists);
  }

  private String elementName() {
    if (isVector()) {
      return "vector";
    }
    if (isStructure()) {
      return end.asGroupType().getFields().stream()
          .map(Type::getName)
          .collect(Collectors.joining(", ", "struct<", ">"));
    }
    return leaf()
        .map(LeafType::name)
        .orElseGet(() -> end.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT));
  }
}
