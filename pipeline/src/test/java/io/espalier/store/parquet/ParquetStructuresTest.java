package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RowOrigin;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.RowContent;
import io.espalier.model.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;

/** Vectors, structures, lists of lists, tokens, and rows that are steps. */
class ParquetStructuresTest extends ParquetFixture {
  private static final String VECTOR =
      " { required int32 type (INTEGER(8,true)); optional int32 size;"
          + " optional group indices (LIST) { repeated group list { required int32 element; } }"
          + " optional group values (LIST) { repeated group list { required double element; } } } ";
  private static final ReadOptions X =
      options(Tasks.LANGUAGE_MODEL, columns("", "", List.of("x"), ""));

  private static void dense(Group vector, double... values) {
    vector.add("type", 1);
    addAll(vector, "values", values);
  }

  private static void sparse(Group vector, int size, int index, double value) {
    vector.add("type", 0);
    vector.add("size", size);
    vector.addGroup("indices").addGroup("list").add("element", index);
    addAll(vector, "values", value);
  }

  @Test
  void aVectorIsASequenceAndAnArrayOfVectorsHasOneAStep() {
    String fields =
        "optional group v %s optional group x (LIST) { repeated group list { optional group element %s } }"
            .formatted(VECTOR, VECTOR);
    Path file =
        write(
            "vectors.parquet",
            fields,
            rows(
                3,
                (row, i) -> {
                  sparse(row.addGroup("v"), 4, i, 2.5);
                  Group list = row.addGroup("x");
                  dense(list.addGroup("list").addGroup("element"), i, 8, 9);
                  sparse(list.addGroup("list").addGroup("element"), 3, 1, i);
                }));
    ReadOptions v = options(Tasks.REGRESSION, columns("", "", List.of("v"), ""));
    assertThat(sequences(v, file))
        .extracting(RawSequence::values)
        .containsExactly(
            new double[] {2.5, 0, 0, 0}, new double[] {0, 2.5, 0, 0}, new double[] {0, 0, 2.5, 0});
    List<RawSequence> steps =
        sequences(options(Tasks.REGRESSION, columns("", "", List.of("x"), "")), file);
    assertThat(steps).extracting(RawSequence::features).containsOnly(3);
    assertThat(steps.get(2).values()).containsExactly(2, 8, 9, 0, 2, 0);
  }

  @Test
  void vectorsThatContradictThemselvesAreDamage() {
    Path file =
        write(
            "vector.parquet",
            "optional group x" + VECTOR,
            rows(2, (row, i) -> sparse(row.addGroup("x"), 4, 3 + i, 1)));
    List<Parsed> read = read(options(Tasks.REGRESSION, columns("", "", List.of("x"), "")), file);
    assertThat(read).hasSize(2);
    assertThat(reasons(read).get(0))
        .contains("vector.parquet is damaged in column 'x'")
        .contains("a sparse vector of size 4.0 with the index 4.0");
  }

  @Test
  void structuresOfAStepAreNamedByTheirFields() {
    Path file =
        write(
            "structs.parquet",
            "optional group steps (LIST) { repeated group list { optional group element {"
                + " optional double a; optional binary note (STRING); optional int32 b; } } }"
                + " optional group who { optional binary name (STRING); }",
            rows(
                2,
                (row, i) -> {
                  Group list = row.addGroup("steps");
                  Group first = list.addGroup("list").addGroup("element");
                  first.add("a", 1.5);
                  first.add("b", i);
                  list.addGroup("list");
                  list.addGroup("list").addGroup("element").add("b", 7);
                  row.addGroup("who").add("name", "p" + i);
                }));
    Columns columns = columns("who.name", "", List.of("steps.b", "steps.a"), "who.name");
    List<RawSequence> read = sequences(options(Tasks.CLASSIFICATION, columns), file);
    double none = Double.NaN;
    assertThat(read.get(1).values()).containsExactly(1, 1.5, none, none, 7, none);
    assertThat(read).extracting(RawSequence::id).containsExactly("p0", "p1");
    Columns whole = columns("", "", List.of("steps"), "who");
    assertThatThrownBy(() -> open(options(Tasks.CLASSIFICATION, whole), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "data.source.features: column 'steps' of structs.parquet is array<struct<a, note, b>>;"
                + " name its fields, as in 'steps.a', 'steps.b'")
        .hasMessageContaining(
            "data.source.label: column 'who' of structs.parquet is struct<name>; name its fields,"
                + " as in 'who.name'");
    Columns wrong = columns("", "", List.of("steps.c"), "who.name");
    assertThatThrownBy(() -> open(options(Tasks.CLASSIFICATION, wrong), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no column 'steps.c'; its columns are steps, who");
  }

  @Test
  void listsOfListsHaveAStepEach() {
    Path file =
        write(
            "nested.parquet",
            "optional group x (LIST) { repeated group list { optional group element (LIST) {"
                + " repeated group list { optional double element; } } } }",
            rows(
                2,
                (row, i) -> {
                  Group list = row.addGroup("x");
                  for (int t = 0; t < 3; t++) {
                    Group element = list.addGroup("list");
                    addAll(element, "element", List.of(Optional.of(1.0 * t), Optional.empty()));
                  }
                  if (i == 1) {
                    addAll(list.addGroup("list"), "element", 5);
                  }
                }));
    List<Parsed> read = read(options(Tasks.REGRESSION, columns("", "", List.of("x"), "")), file);
    double none = Double.NaN;
    assertThat(((RawSequence) read.get(0)).values()).containsExactly(0, none, 1, none, 2, none);
    assertThat(reasons(read)).containsExactly("steps of different widths in x");
  }

  @Test
  void tokensAreTextOrWholeNumbersAndNoneMayBeMissing() {
    Path file =
        write(
            "tokens.parquet",
            "optional group x (LIST) { repeated group list { optional binary element (STRING); } }",
            rows(
                4,
                (row, i) -> {
                  Group list = row.addGroup("x");
                  list.addGroup("list").add("element", "a" + i);
                  if (i < 3) {
                    list.addGroup("list").add("element", "NA");
                  } else {
                    list.addGroup("list");
                  }
                }));
    List<Parsed> read = read(X, file);
    assertThat(((RawSequence) read.get(2)).tokens()).containsExactly("a2", "NA");
    assertThat(reasons(read)).containsExactly("a missing token in x");
  }

  @Test
  void aRowIsAStepWhereFeaturesAreSingleValues() {
    Path file =
        write(
            "long.parquet",
            "required binary id (STRING); required int64 t; optional double a; optional int32 b;"
                + " required boolean y;",
            rows(
                6,
                (row, i) -> {
                  row.add("id", i < 3 ? "u" : "w");
                  row.add("t", 100L - i);
                  row.add("a", i + 0.5);
                  if (i != 1) {
                    row.add("b", i);
                  }
                  row.add("y", i < 3);
                }));
    ReadOptions options = options(Tasks.CLASSIFICATION, columns("id", "t", List.of("a", "b"), "y"));
    assertThat(open(options, file).content().extent()).isEqualTo(RowContent.Extent.STEP);
    List<RawSequence> pieces = sequences(options, file);
    assertThat(pieces).extracting(RawSequence::id).containsExactly("u", "w");
    assertThat(pieces).extracting(p -> p.target().label()).containsExactly("true", "false");
    assertThat(pieces.get(0).values()).containsExactly(0.5, 0, 1.5, Double.NaN, 2.5, 2);
    assertThat(pieces.get(1).origin()).isEqualTo(new RowOrigin("long.parquet", 4));
    assertThat(joined(options, pieces.get(1)).values()).containsExactly(5.5, 5, 4.5, 4, 3.5, 3);
  }

  @Test
  void aVectorIsAStepWhereThereIsAnOrder() {
    Path file =
        write(
            "ordered.parquet",
            "required int32 id; required int64 t (TIMESTAMP(MILLIS,true)); optional group x"
                + VECTOR,
            rows(
                4,
                (row, i) -> {
                  row.add("id", i / 2);
                  row.add("t", -10L * i);
                  dense(row.addGroup("x"), i, 2 * i);
                }));
    ReadOptions options = options(Tasks.REGRESSION, columns("id", "t", List.of("x"), ""));
    List<RawSequence> read = sequences(options, file);
    assertThat(read).extracting(RawSequence::features).containsOnly(2);
    assertThat(joined(options, read.get(1)).values()).containsExactly(3, 6, 2, 4);
  }
}
