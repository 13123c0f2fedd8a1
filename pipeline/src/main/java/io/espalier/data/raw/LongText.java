package io.espalier.data.raw;

import io.espalier.data.Extent;
import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.RowOrigin;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Delimited text with a header and one time step a row. Rows that follow one another with the same
 * id become one piece of a sequence, to be joined by id; without an id column a file is one
 * sequence. A single input column holds tokens for a language model, and also where the options say
 * so. Numbers to predict are kept of every step.
 */
public record LongText() implements RawReader {
  @Override
  public String name() {
    return "long";
  }

  @Override
  public boolean serves(Task task) {
    return true;
  }

  @Override
  public Content content() {
    return Content.EITHER;
  }

  @Override
  public boolean needsColumns() {
    return true;
  }

  @Override
  public Set<String> unheeded() {
    return Set.of("text", "count", "length");
  }

  @Override
  public boolean hasStepRows() {
    return true;
  }

  @Override
  public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
    return new LongRows(options, file, text);
  }

  @Override
  public boolean isSurveyed(ReadOptions options) {
    return options.columns().input().size() == 1
        && options.task().extent() == Extent.WHOLE
        && options.task().truth() != Truth.NEXT_TOKEN
        && options.columns().dialect().notation().content() == Content.EITHER;
  }

  @Override
  public ColumnSurvey survey(ReadOptions options, String file, Reader text) {
    return ColumnSurvey.of(options, options.columns().input().get(0), file, text);
  }

  private static final class LongRows extends TableRows {
    private final ReadOptions options;
    private final Numbers numbers;
    private final ReadOptions.Columns columns;
    private boolean isStarted;
    private boolean isEnded;
    private final boolean isTokens;
    private final Labels labels;
    private Header header = new Header(file(), List.of());
    private int width;
    private Optional<GrowingSequence> open = Optional.empty();
    private Optional<Table.Row> pending = Optional.empty();

    private LongRows(ReadOptions options, String file, Reader text) {
      super(file, text, options.columns().dialect(), Table.Fallback.WHITE_SPACE);
      this.options = options;
      this.columns = options.columns();
      this.numbers = new Numbers(options);
      this.labels = new Labels(options);
      this.isTokens =
          columns.input().size() == 1
              && (options.task().truth() == Truth.NEXT_TOKEN
                  || columns.dialect().notation().content() == Content.TOKENS);
    }

    @Override
    Optional<Parsed> parsed() throws IOException, Table.BadLine {
      if (!isStarted) {
        isStarted = true;
        Optional<RefusedFile> refused = start();
        if (refused.isPresent()) {
          isEnded = true;
          return Optional.of(refused.get());
        }
      }
      while (!isEnded) {
        Optional<Table.Row> row = pending.isPresent() ? pending : row();
        pending = Optional.empty();
        isEnded = row.isEmpty();
        Optional<Parsed> parsed = row.isPresent() ? add(row.get()) : close();
        if (parsed.isPresent()) {
          return parsed;
        }
      }
      return Optional.empty();
    }

    private Optional<RefusedFile> start() throws IOException, Table.BadLine {
      List<String> names = header();
      header = new Header(file(), names);
      width = names.size();
      if (!columns.id().isEmpty()) {
        header.require("data.source.id", columns.id());
      }
      if (!columns.order().isEmpty()) {
        header.require("data.source.order", columns.order());
      }
      columns.input().forEach(name -> header.require("data.source.features", name));
      if (needsLabel()) {
        header.require("data.source.label", columns.label());
      }
      columns.target().forEach(name -> header.require("data.source.target", name));
      Optional<RefusedFile> refusal = header.refusal();
      if (refusal.isEmpty()) {
        pending = row();
        if (pending.isEmpty()) {
          return Optional.of(new RefusedFile(file() + " has a header and no rows"));
        }
      }
      return refusal;
    }

    private boolean needsLabel() {
      return options.task().truth() == Truth.LABEL;
    }

    /** Adds a row to the open piece; a finished piece or a bad row comes back. */
    private Optional<Parsed> add(Table.Row row) throws RefusedText {
      try {
        if (row.cells().size() != width) {
          throw new Numbers.BadCell(
              "%d cells where the header has %d".formatted(row.cells().size(), width));
        }
        String id =
            columns.id().isEmpty() ? file() : labels.present(cell(row, columns.id()), "the id");
        String label = needsLabel() ? labels.label(cell(row, columns.label())) : "";
        if (open.isPresent() && !open.get().id().equals(id)) {
          pending = Optional.of(row);
          return close();
        }
        if (open.isPresent() && !open.get().label().equals(label) && columns.id().isEmpty()) {
          throw new RefusedText(
              row.line(),
              ("the label is '%s' here and '%s' at %s, but without data.source.id a file is one"
                      + " sequence; say which column tells sequences apart")
                  .formatted(label, open.get().label(), open.get().origin()));
        }
        if (open.isPresent() && !open.get().label().equals(label)) {
          throw new Numbers.BadCell(
              "sequence '%s' has the label '%s' here and '%s' at %s"
                  .formatted(id, label, open.get().label(), open.get().origin()));
        }
        append(row, id, label);
        return Optional.empty();
      } catch (Numbers.BadCell e) {
        return Optional.of(bad(row.line(), e.getMessage()));
      }
    }

    private void append(Table.Row row, String id, String label)
        throws Numbers.BadCell, RefusedText {
      double[] target = new double[columns.target().size()];
      for (int i = 0; i < target.length; i++) {
        String name = columns.target().get(i);
        target[i] =
            options.task().extent() == Extent.SERIES
                ? numbers.feature(cell(row, name), name)
                : numbers.number(cell(row, name), name);
      }
      double[] step = new double[isTokens ? 0 : columns.input().size()];
      for (int i = 0; i < step.length; i++) {
        String name = columns.input().get(i);
        step[i] = numbers.feature(cell(row, name), name);
      }
      RowOrigin origin = new RowOrigin(file(), row.line());
      GrowingSequence steps =
          open.orElseGet(() -> new GrowingSequence(id, origin, label, step.length, target.length));
      if (isTokens) {
        String name = columns.input().get(0);
        steps.add(labels.token(cell(row, name), name), target);
      } else {
        steps.add(step, target);
      }
      if (!columns.order().isEmpty()) {
        String key = cell(row, columns.order());
        steps.key(numbers.isMissing(key) ? "" : key, row.line());
      }
      open = Optional.of(steps);
    }

    private Optional<Parsed> close() {
      Optional<Parsed> piece = open.map(GrowingSequence::sequence);
      open = Optional.empty();
      return piece;
    }

    private String cell(Table.Row row, String column) throws RefusedText {
      String cell = row.cells().get(header.position(column));
      checkLines(row, cell);
      return cell;
    }
  }
}
