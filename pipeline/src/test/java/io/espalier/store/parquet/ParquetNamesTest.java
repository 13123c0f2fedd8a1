package io.espalier.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
import io.espalier.model.InputException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and labels of every type that Parquet has. */
class ParquetNamesTest extends ParquetFixture {
  /** A type that can name something, random values of it, and what they are as text. */
  private enum Names {
    TEXT("binary name (STRING)") {
      @Override
      String add(Group row, Random random) {
        String text =
            List.of("a b", "é", "\"", "न्", "🙂", "\n").get(random.nextInt(6)) + random.nextInt(40);
        row.add("name", text);
        return text;
      }
    },
    ENUMERATION("binary name (ENUM)") {
      @Override
      String add(Group row, Random random) {
        String text = List.of("LOW", "HIGH", "high").get(random.nextInt(3));
        row.add("name", text);
        return text;
      }
    },
    INT32("int32 name") {
      @Override
      String add(Group row, Random random) {
        int value = random.nextInt();
        row.add("name", value);
        return "" + value;
      }
    },
    INT64("int64 name") {
      @Override
      String add(Group row, Random random) {
        long value = random.nextLong();
        row.add("name", value);
        return "" + value;
      }
    },
    INT8("int32 name (INTEGER(8,true))") {
      @Override
      String add(Group row, Random random) {
        int value = random.nextInt(256) - 128;
        row.add("name", value);
        return "" + value;
      }
    },
    UINT16("int32 name (INTEGER(16,false))") {
      @Override
      String add(Group row, Random random) {
        int value = random.nextInt(65_536);
        row.add("name", value);
        return "" + value;
      }
    },
    UINT32("int32 name (INTEGER(32,false))") {
      @Override
      String add(Group row, Random random) {
        int value = random.nextInt();
        row.add("name", value);
        return "" + (value & 0xFFFF_FFFFL);
      }
    },
    UINT64("int64 name (INTEGER(64,false))") {
      @Override
      String add(Group row, Random random) {
        BigInteger value = new BigInteger(64, random);
        row.add("name", value.longValue());
        return value.toString();
      }
    },
    BOOLEAN("boolean name") {
      @Override
      String add(Group row, Random random) {
        boolean value = random.nextBoolean();
        row.add("name", value);
        return value ? "true" : "false";
      }
    },
    DATE("int32 name (DATE)") {
      @Override
      String add(Group row, Random random) {
        LocalDate date = LocalDate.of(1900 + random.nextInt(300), 1 + random.nextInt(12), 28);
        row.add("name", (int) date.toEpochDay());
        return "%04d-%02d-28".formatted(date.getYear(), date.getMonthValue());
      }
    },
    UUIDS("fixed_len_byte_array(16) name (UUID)") {
      @Override
      String add(Group row, Random random) {
        UUID value = new UUID(random.nextLong(), random.nextLong());
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(value.getMostSignificantBits());
        bytes.putLong(value.getLeastSignificantBits());
        row.add("name", Binary.fromConstantByteArray(bytes.array()));
        return value.toString();
      }
    },
    WHOLE_DECIMAL("fixed_len_byte_array(9) name (DECIMAL(20,0))") {
      @Override
      String add(Group row, Random random) {
        BigInteger value = new BigInteger(60, random).subtract(BigInteger.TWO.pow(59));
        ByteBuffer bytes = ByteBuffer.allocate(9).put((byte) (value.signum() < 0 ? -1 : 0));
        row.add("name", Binary.fromConstantByteArray(bytes.putLong(value.longValue()).array()));
        return value.toString();
      }
    };

    private final String column;

    Names(String column) {
      this.column = column;
    }

    /** Adds a random value and says what it is as text. */
    abstract String add(Group row, Random random);
  }

  @ParameterizedTest
  @EnumSource(Names.class)
  void idsAndLabelsAreTheTextOfTheirValues(Names names) {
    Random random = new Random(names.ordinal());
    List<Writing> writings = Writing.all();
    for (int w = names.ordinal() % 2; w < writings.size(); w += 2) {
      List<String> expected = new ArrayList<>();
      List<Consumer<Group>> rows =
          rows(
              60,
              (row, i) -> {
                expected.add(names.add(row, random));
                addAll(row, "x", i);
              });
      String fields = "optional " + names.column + "; " + doubles("x");
      ReadOptions both = options(Tasks.CLASSIFICATION, columns("name", "", List.of("x"), "name"));
      List<RawSequence> read =
          sequences(
              both, write("%s-%d.parquet".formatted(names, w), writings.get(w), fields, rows));
      assertThat(read).extracting(RawSequence::id).containsExactlyElementsOf(expected);
      assertThat(read)
          .extracting(sequence -> sequence.target().label())
          .containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binary name",
        "float name",
        "double name",
        "int96 name",
        "fixed_len_byte_array(2) name",
        "fixed_len_byte_array(12) name (INTERVAL)",
        "int32 name (DECIMAL(9,2))",
        "int64 name (TIMESTAMP(MICROS,true))",
        "int32 name (TIME(MILLIS,true))",
        "binary name (BSON)",
        "group name { required int32 a; }",
        "group name (LIST) { repeated group list { optional binary element (STRING); } }",
        "group name (MAP) { repeated group key_value { required int32 key; required int32 value; }"
            + " }"
      })
  void otherTypesAreNoNames(String column) {
    String end = column.endsWith("}") ? " " : "; ";
    Path file = write("other.parquet", "optional " + column + end + doubles("x"), List.of());
    for (ReadOptions options :
        List.of(
            options(Tasks.CLASSIFICATION, columns("", "", List.of("x"), "name")),
            options(Tasks.LANGUAGE_MODEL, columns("name", "", List.of("x"), "")))) {
      assertThatThrownBy(() -> open(options, file))
          .isInstanceOf(InputException.class)
          .hasMessageMatching(
              "(?s).*data\\.source\\.(id|label): column 'name' of other.parquet is .+; .+");
    }
  }

  @Test
  void missingIdsAndLabelsAreBadRows() {
    List<String> labels = List.of("a", "NA", "nan", "?", "null", "", "b");
    Path file =
        write(
            "missing.parquet",
            "optional binary id (STRING); optional binary y (STRING); " + doubles("x"),
            rows(
                9,
                (row, i) -> {
                  addAll(row, "x", i);
                  if (i != 7) {
                    row.add("id", "s" + i);
                  }
                  if (i != 8) {
                    row.add("y", i == 7 ? "a" : labels.get(i));
                  }
                }));
    List<Parsed> read =
        read(options(Tasks.CLASSIFICATION, columns("id", "", List.of("x"), "y")), file);
    assertThat(read).hasSize(9);
    assertThat(reasons(read)).hasSize(7);
    assertThat(reasons(read).subList(0, 4))
        .allMatch(reason -> reason.contains("is among data.source.missing-markers"));
    assertThat(reasons(read).subList(4, 7))
        .containsExactly("the label is empty", "the id is empty", "the label is empty");
  }

  @Test
  void namesThatMeanSomethingElsewhereKeepTheirValues() {
    List<String> names =
        List.of(
            "_metadata", "row_index", "file_name", "file_path", "a.b", "a`b", "ID", "id", "a b");
    StringBuilder fields =
        new StringBuilder(doubles("x") + "optional group a { optional int32 b; } ");
    names.forEach(
        name -> fields.append("optional binary %s (STRING); ".formatted(name.replace(' ', '_'))));
    List<String> written = names.stream().map(name -> name.replace(' ', '_')).toList();
    Path file =
        write(
            "named.parquet",
            fields.toString(),
            rows(
                3,
                (row, i) -> {
                  addAll(row, "x", i);
                  written.forEach(name -> row.add(name, name + i));
                  row.addGroup("a").add("b", 77);
                }));
    for (String name : written) {
      ReadOptions options = options(Tasks.CLASSIFICATION, columns(name, "", List.of("x"), name));
      assertThat(sequences(options, file))
          .extracting(RawSequence::id)
          .containsExactly(name + 0, name + 1, name + 2);
    }
  }
}
