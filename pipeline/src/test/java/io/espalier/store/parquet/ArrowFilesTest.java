package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.model.InputException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code arrow.py} wrote, of whose columns many are of types that nobody asks for. */
class ArrowFilesTest extends ParquetFixture {
  private static final double NONE = Double.NaN;
  private static final double[][] LISTS = {
    {0.5, -1.25, 3}, {1e30, NONE, -0.0}, {7, 8, 9}, {2.5, 2.5, 2.5}, {0.125, 4, -6}
  };

  private static Path file(String name) {
    URL url = ArrowFilesTest.class.getResource("arrow-%s.parquet".formatted(name));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-1",
        "snappy-2",
        "gzip-1",
        "zstd-1",
        "zstd-2",
        "lz4-1",
        "int96-1",
        "encodings-2"
      })
  void everyColumnHoldsWhatWasWritten(String name) {
    Path file = file(name);
    for (String column : List.of("string", "large_string", "dictionary", "view")) {
      assertThat(labels(file, column)).containsExactly("ü1", "b", "ü1", "naïve 🙂", "b");
    }
    assertThat(labels(file, "bool"))
        .containsExactly("true", "false", "the label is empty", "true", "false");
    for (String column : List.of("date32", "date64")) {
      assertThat(labels(file, column))
          .containsExactly("2021-03-28", "2021-03-29", "2021-03-30", "2021-03-31", "2021-04-01");
    }
    assertThat(labels(file, "uuid").get(4)).isEqualTo("04040404-0404-0404-0404-040404040404");
    orders(file, name.startsWith("int96"));
    integers(file);
    reals(file);
    sequences(file);
  }

  private static void orders(Path file, boolean isInt96) {
    String day = "2021-03-2%dT02:30:00.%s";
    for (String column : List.of("utc_ms", "utc_us", "utc_ns", "local_us")) {
      String part = column.equals("utc_ms") ? "123000000" : "123456000";
      String zone = isInt96 || column.startsWith("local") ? "" : "Z";
      assertThat(keys(file, column))
          .startsWith(day.formatted(8, part) + zone, day.formatted(9, part) + zone);
    }
    assertThat(keys(file, "time")).containsOnly("02:30:00.123456000");
  }

  private static void integers(Path file) {
    for (int width : List.of(8, 16, 32, 64)) {
      double top = Math.pow(2, width - 1);
      assertThat(numbers(file, "int" + width)).containsExactly(-top, -1, 0, 1, top - 1);
      assertThat(numbers(file, "uint" + width)).containsExactly(0, 1, 2, top, 2 * top - 1);
    }
    assertThat(labels(file, "int64").get(4)).isEqualTo("9223372036854775807");
    assertThat(labels(file, "uint64").get(4)).isEqualTo("18446744073709551615");
  }

  private static void reals(Path file) {
    assertThat(numbers(file, "nothing")).containsOnly(NONE);
    assertThat(numbers(file, "float32")).containsExactly(0.1f, NONE, -2.5, 1e-40f, 3e38f);
    for (String column : List.of("decimal", "decimal256")) {
      assertThat(numbers(file, column)).containsExactly(1.05, -2.5, 0, 99.99, 7.1);
    }
  }

  private static void sequences(Path file) {
    for (String column : List.of("list", "large_list", "fixed_list", "structs.a")) {
      assertThat(values(file, column)).containsExactly(LISTS);
    }
    assertThat(values(file, "floats").get(4)).containsExactly(0.1f, 0.2f, 0.3f);
    assertThat(values(file, "fixed_lists").get(1)).containsExactly(1e30, 1, NONE, 1, -0.0, 1);
    for (String column : List.of("tokens", "token_dictionary")) {
      ReadOptions options = options(Tasks.LANGUAGE_MODEL, columns("", "", List.of(column), ""));
      assertThat(sequences(options, file).get(3).tokens())
          .containsExactly("the", "cat", "naïve 🙂");
    }
  }

  @Test
  void whatNoTypeHereCanBeIsRefusedWhereItIsAskedFor() {
    for (String column : List.of("half", "map", "bytes")) {
      ReadOptions options = options(Tasks.REGRESSION, columns("", "", List.of(column), ""));
      assertThatThrownBy(() -> open(options, file("plain-1")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("column '%s' of arrow-plain-1.parquet".formatted(column));
    }
  }

  @Test
  void aCodecWithoutItsLibraryIsNamed() {
    ReadOptions options = options(Tasks.REGRESSION, columns("", "", List.of("list"), ""));
    assertThatThrownBy(() -> open(options, file("brotli-1")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("arrow-brotli-1.parquet is compressed with brotli, whose library");
  }

  private static List<String> labels(Path file, String column) {
    List<String> labels = new ArrayList<>();
    ReadOptions options =
        options(Tasks.CLASSIFICATION, columns("", "", List.of("large_list"), column));
    for (Parsed parsed : read(options, file)) {
      labels.add(
          parsed instanceof RawSequence raw
              ? raw.target().label()
              : reasons(List.of(parsed)).get(0));
    }
    return labels;
  }

  private static RawSequence steps(Path file, String order, String input) {
    return sequences(options(Tasks.REGRESSION, columns("", order, List.of(input), "")), file)
        .get(0);
  }

  private static String[] keys(Path file, String column) {
    return steps(file, column, "int8").keys();
  }

  private static double[] numbers(Path file, String column) {
    return steps(file, "", column).values();
  }

  private static List<double[]> values(Path file, String column) {
    return sequences(options(Tasks.REGRESSION, columns("", "", List.of(column), "")), file).stream()
        .map(RawSequence::values)
        .toList();
  }
}
