package io.espalier.data.raw;

import io.espalier.data.Extent;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RefusedFile;
import io.espalier.data.RowOrigin;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code .ts} format of the UEA archive and sktime (Bagnall et al. 2018, arXiv 1811.00075): a
 * header of lines with # and @, then one sequence a line with its dimensions apart by colons and
 * the label or target last. Sequences may differ in length, the dimensions of one may not. Series
 * with time stamps are refused.
 */
public record TsFile() implements RawReader {
  @Override
  public String name() {
    return "ts";
  }

  @Override
  public boolean serves(Task task) {
    return task.extent() == Extent.WHOLE;
  }

  @Override
  public Content content() {
    return Content.NUMBERS;
  }

  @Override
  public Set<String> unheeded() {
    return Set.of(
        "delimiter",
        "quote",
        "escape",
        "comment",
        "decimal",
        "content",
        "id",
        "id-scope",
        "order-type",
        "order-pattern",
        "order",
        "features",
        "label",
        "target",
        "text",
        "count",
        "length");
  }

  @Override
  public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
    return new TsRows(options, file, new BoundedLines(text));
  }

  @Override
  public String comment(Dialect dialect) {
    return "#";
  }

  private static final class TsRows extends ParsedRows {
    private final ReadOptions options;
    private final Labels labels;
    private final Numbers numbers;
    private final BoundedLines reader;
    private boolean isData;
    private boolean isRefused;
    private int dimensions;
    private List<String> classes = List.of();

    private TsRows(ReadOptions options, String file, BoundedLines reader) {
      super(file);
      this.options = options;
      this.labels = new Labels(options);
      this.numbers = new Numbers(options);
      this.reader = reader;
    }

    @Override
    Optional<Parsed> advance() throws IOException {
      while (!isRefused) {
        Optional<String> line = reader.next();
        if (line.isEmpty()) {
          return Optional.empty();
        }
        String text = line.get().strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        if (isData) {
          return Optional.of(sequence(text));
        }
        Optional<String> problem = header(text);
        if (problem.isPresent()) {
          isRefused = true;
          return Optional.of(new RefusedFile("%s %s".formatted(file(), problem.get())));
        }
      }
      return Optional.empty();
    }

    /** Reads a line of the header; what does not fit comes back. */
    private Optional<String> header(String line) {
      List<String> words = List.of(line.split("\\s+"));
      String key = words.get(0).toLowerCase(Locale.ROOT);
      String value = words.size() > 1 ? words.get(1).toLowerCase(Locale.ROOT) : "";
      switch (key) {
        case "@timestamps":
          return refuseIf(
              value.equals("true"),
              "has series with time stamps, which are not read; write the values alone, evenly"
                  + " spaced");
        case "@classlabel":
          classes = words.subList(Math.min(2, words.size()), words.size());
          return refuseIf(
              value.equals("false") && options.task().truth() == Truth.LABEL,
              "has no class labels (@classLabel false), which data.task = %s needs"
                  .formatted(options.task().name()));
        case "@targetlabel":
          return refuseIf(
              value.equals("false") && options.task().truth() == Truth.NUMBERS,
              "has no targets (@targetLabel false), which data.task = %s needs"
                  .formatted(options.task().name()));
        case "@dimensions":
        case "@dimension":
          dimensions = value.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(value) : 0;
          return refuseIf(
              dimensions == 0, "says '@dimensions %s', which is no number".formatted(value));
        case "@data":
          isData = true;
          return Optional.empty();
        default:
          return key.matches("@relation|[^@].*")
              ? Optional.of(
                  FileBeginning.kind(line)
                      .orElse(
                          "is no .ts file: line %d stands before @data%s"
                              .formatted(
                                  reader.line(),
                                  key.startsWith("%") ? ", as in ARFF files (Weka)" : "")))
              : Optional.empty();
      }
    }

    private Optional<String> refuseIf(boolean isWrong, String problem) {
      return isWrong ? Optional.of(problem) : Optional.empty();
    }

    private Parsed sequence(String line) {
      long number = reader.line();
      String label = label(line);
      boolean isAlone = label.length() == line.length();
      String[] parts =
          isAlone
              ? new String[0]
              : line.substring(0, line.length() - label.length() - 1).split(":", -1);
      if (Arrays.stream(parts).anyMatch(part -> part.strip().startsWith("("))) {
        return bad(number, "the series has time stamps, which are not read");
      }
      int count = parts.length;
      dimensions = dimensions == 0 ? count : dimensions;
      if (count != dimensions || count == 0) {
        return bad(number, "%d dimensions where %d are expected".formatted(count, dimensions));
      }
      try {
        RawTarget target = labels.target(label.strip());
        double[] values = values(parts);
        return values.length == 0
            ? bad(number, "a sequence of length 0")
            : RawSequence.ofValues(
                RawSequence.numbered(file(), number),
                new RowOrigin(file(), number),
                values,
                count,
                target);
      } catch (Numbers.BadCell e) {
        return bad(number, e.getMessage());
      }
    }

    /** The class of the header that the line ends in, or what stands after its last colon. */
    private String label(String line) {
      return classes.stream()
          .filter(label -> line.endsWith(":" + label))
          .max(Comparator.comparingInt(String::length))
          .orElse(line.substring(line.lastIndexOf(':') + 1));
    }

    private double[] values(String[] parts) throws Numbers.BadCell {
      int count = parts.length;
      double[] values = new double[0];
      for (int d = 0; d < count; d++) {
        String[] cells = parts[d].isBlank() ? new String[0] : parts[d].split(",", -1);
        if (d == 0) {
          values = new double[cells.length * count];
        } else if (cells.length * count != values.length) {
          throw new Numbers.BadCell(
              "dimension %d has %d values and dimension 1 has %d"
                  .formatted(d + 1, cells.length, values.length / count));
        }
        for (int t = 0; t < cells.length; t++) {
          values[t * count + d] = numbers.feature(cells[t].strip(), "dimension " + (d + 1));
        }
      }
      return values;
    }
  }
}
