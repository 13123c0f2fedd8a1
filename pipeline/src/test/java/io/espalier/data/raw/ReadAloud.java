package io.espalier.data.raw;

import io.espalier.data.RawSequence;
import io.espalier.model.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What delimited text says, as one reads it aloud, to compare with what a reader took. */
enum ReadAloud {
  /** A label and numbers; markers at the end of a row are padding. */
  WIDE {
    @Override
    List<String> said(List<List<String>> rows) {
      List<String> said = new ArrayList<>();
      for (List<String> row : rows) {
        int length = row.size();
        while (length > 0 && isMissing(row.get(length - 1))) {
          length--;
        }
        said.add(row.get(0) + row.subList(1, length).stream().map(ReadAloud::number).toList());
      }
      return said;
    }

    @Override
    List<String> taken(RawSequence sequence) {
      List<Double> values = Arrays.stream(sequence.values()).boxed().toList();
      return List.of(sequence.target().label() + values);
    }
  },

  /** Steps in columns {@code id}, {@code x} and {@code label}. */
  LONG {
    @Override
    List<String> said(List<List<String>> rows) {
      List<String> names = rows.get(0);
      List<String> said = new ArrayList<>();
      for (List<String> row : rows.subList(1, rows.size())) {
        said.add(
            step(
                row.get(names.indexOf("id")),
                number(row.get(names.indexOf("x"))),
                row.get(names.indexOf("label"))));
      }
      return said;
    }

    @Override
    List<String> taken(RawSequence sequence) {
      return Arrays.stream(sequence.values())
          .mapToObj(value -> step(sequence.id(), value, sequence.target().label()))
          .toList();
    }

    private String step(String id, double value, String label) {
      return "%s: %s of %s".formatted(id, value, label);
    }
  },

  /** Labels in the second column of two. */
  LABELLED_TEXT {
    @Override
    List<String> said(List<List<String>> rows) {
      return rows.stream().skip(1).map(row -> row.get(1)).toList();
    }

    @Override
    List<String> taken(RawSequence sequence) {
      return List.of(sequence.target().label());
    }
  };

  /** What there is of text in the usual dialect that was taken without a word. */
  static Optional<ReadAloud> of(RawReader reader) {
    return Arrays.stream(values()).filter(each -> Names.of(each).equals(reader.name())).findFirst();
  }

  abstract List<String> said(List<List<String>> rows);

  abstract List<String> taken(RawSequence sequence);

  List<String> said(String text) {
    List<List<String>> rows = StrictCsv.rows(text).orElseThrow();
    return rows.isEmpty() ? List.of() : said(rows);
  }

  private static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equalsIgnoreCase("NA");
  }

  private static double number(String cell) {
    return isMissing(cell) ? Double.NaN : Double.parseDouble(cell);
  }
}
