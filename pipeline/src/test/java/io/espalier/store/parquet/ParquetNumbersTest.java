package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of every type, in every layout of a list. */
class ParquetNumbersTest extends ParquetFixture {
  private static final ReadOptions X = options(Tasks.REGRESSION, columns("", "", List.of("x"), ""));

  /** A type of numbers, and random ones. */
  private enum Numbers {
    DOUBLE("double", "") {
      @Override
      double add(Group to, String field, Random random) {
        double value = random.nextGaussian() * 1e30;
        to.add(field, value);
        return value;
      }
    },
    FLOAT("float", "") {
      @Override
      double add(Group to, String field, Random random) {
        float value = random.nextFloat();
        to.add(field, value);
        return value;
      }
    },
    INT64("int64", "") {
      @Override
      double add(Group to, String field, Random random) {
        long value = random.nextLong() >> random.nextInt(64);
        to.add(field, value);
        return value;
      }
    },
    UINT32("int32", "(INTEGER(32,false))") {
      @Override
      double add(Group to, String field, Random random) {
        int value = random.nextInt();
        to.add(field, value);
        return Integer.toUnsignedLong(value);
      }
    },
    DECIMAL("int64", "(DECIMAL(12,3))") {
      @Override
      double add(Group to, String field, Random random) {
        long value = random.nextInt();
        to.add(field, value);
        return new BigDecimal(value).movePointLeft(3).doubleValue();
      }
    },
    BOOLEAN("boolean", "") {
      @Override
      double add(Group to, String field, Random random) {
        boolean value = random.nextBoolean();
        to.add(field, value);
        return value ? 1 : 0;
      }
    };

    private final String type;
    private final String annotation;

    Numbers(String type, String annotation) {
      this.type = type;
      this.annotation = annotation;
    }

    abstract double add(Group to, String field, Random random);

    String field(String repetition, String name) {
      return "%s %s %s %s; ".formatted(repetition, type, name, annotation);
    }
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void listsOfThreeLevelsMayHaveMissingElements(Numbers numbers) {
    for (String inner : List.of("list", "bag", "array_of_it")) {
      List<Writing> all = Writing.all();
      for (int w = 0; w < all.size(); w++) {
        Random random = new Random(numbers.ordinal());
        List<double[]> expected = new ArrayList<>();
        String fields =
            "optional group x (LIST) { repeated group %s { %s } }"
                .formatted(inner, numbers.field("optional", "item"));
        List<Consumer<Group>> rows =
            rows(
                40,
                (row, i) -> {
                  double[] values = new double[1 + random.nextInt(5)];
                  Group list = row.addGroup("x");
                  for (int t = 0; t < values.length; t++) {
                    Group element = list.addGroup(inner);
                    values[t] =
                        random.nextInt(4) == 0 ? Double.NaN : numbers.add(element, "item", random);
                  }
                  expected.add(values);
                });
        String name = "%s-%d.parquet".formatted(inner, w);
        List<RawSequence> read = sequences(X, write(name, all.get(w), fields, rows));
        assertThat(read).extracting(RawSequence::values).containsExactlyElementsOf(expected);
        assertThat(read).extracting(RawSequence::features).containsOnly(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void listsOfTwoLevelsAndBareRepetitionsAreLists(Numbers numbers) {
    Random random = new Random(numbers.ordinal());
    List<double[]> expected = new ArrayList<>();
    String fields =
        "required group x (LIST) { %s } %s"
            .formatted(numbers.field("repeated", "array"), numbers.field("repeated", "y"));
    List<Consumer<Group>> rows =
        rows(
            40,
            (row, i) -> {
              Group list = row.addGroup("x");
              double[] values = new double[2 * (1 + random.nextInt(5))];
              for (int t = 0; t < values.length; t += 2) {
                values[t] = numbers.add(list, "array", random);
                values[t + 1] = numbers.add(row, "y", random);
              }
              expected.add(values);
            });
    ReadOptions both = options(Tasks.REGRESSION, columns("", "", List.of("x", "y"), ""));
    List<RawSequence> read = sequences(both, write("two.parquet", Writing.USUAL, fields, rows));
    assertThat(read).extracting(RawSequence::values).containsExactlyElementsOf(expected);
    assertThat(read).extracting(RawSequence::features).containsOnly(2);
  }
}
