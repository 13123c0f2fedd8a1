package io.espalier.data.raw;

import io.espalier.data.RowOrigin;
import io.espalier.data.SourceFormat.Content;
import io.espalier.model.InputException;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many cells of a column are numbers, how many other texts and how many missing, over all of
 * its files; mergeable.
 */
public final class ColumnSurvey implements Serializable {
  private long numbers;
  private long texts;
  private long missing;
  private final List<Found> first = new ArrayList<>();

  private record Found(Content content, String cell, RowOrigin origin) implements Serializable {
    @Override
    public String toString() {
      return "'%s' at %s".formatted(cell, origin);
    }
  }

  /** Looks at one column of a table with a header; what cannot be read is left to reading. */
  static ColumnSurvey of(ReadOptions options, String column, String file, Reader reader) {
    ColumnSurvey survey = new ColumnSurvey();
    Numbers kinds = new Numbers(options);
    try {
      Table table = Table.open(reader, options.columns().dialect(), Table.Fallback.WHITE_SPACE);
      int position = -1;
      for (Optional<Table.Row> row = next(table); row.isPresent(); row = next(table)) {
        List<String> cells = row.get().cells();
        if (position < 0) {
          position = cells.indexOf(column);
          if (position < 0) {
            return survey;
          }
        } else if (position < cells.size()) {
          survey.add(cells.get(position), new RowOrigin(file, row.get().line()), kinds);
        }
      }
    } catch (RefusedText e) {
      return survey;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return survey;
  }

  private static Optional<Table.Row> next(Table table) throws IOException {
    while (true) {
      try {
        return table.next();
      } catch (Table.BadLine e) {
        continue; // reading will name it
      }
    }
  }

  private void add(String cell, RowOrigin origin, Numbers kinds) {
    if (kinds.isMissing(cell)) {
      missing++;
    } else if (kinds.resembles(cell)) {
      numbers++;
      note(new Found(Content.NUMBERS, cell, origin));
    } else {
      texts++;
      note(new Found(Content.TOKENS, cell, origin));
    }
  }

  /** Adds what another has found in later files. */
  public ColumnSurvey merge(ColumnSurvey later) {
    numbers += later.numbers;
    texts += later.texts;
    missing += later.missing;
    later.first.forEach(this::note);
    return this;
  }

  private void note(Found found) {
    if (first.stream().noneMatch(noted -> noted.content == found.content)) {
      first.add(found);
    }
  }

  private Found first(Content content) {
    return first.stream().filter(found -> found.content == content).findFirst().orElseThrow();
  }

  /**
   * What the column holds.
   *
   * @throws InputException if it holds both
   */
  public Content content(String column) {
    if (numbers > 0 && texts > 0) {
      throw new InputException(
          ("data.source.features: column '%s' holds %,d numbers (first %s) and %,d other texts"
                  + " (first %s); say data.source.content = numbers, which makes the others bad"
                  + " rows, or data.source.content = tokens, which takes every cell as a token")
              .formatted(column, numbers, first(Content.NUMBERS), texts, first(Content.TOKENS)));
    }
    return texts > 0 ? Content.TOKENS : Content.NUMBERS;
  }

  /** What was found, in a few words. */
  public String outcome(String column) {
    return "column '%s': %,d numbers, %,d other texts, %,d missing; %s"
        .formatted(
            column,
            numbers,
            texts,
            missing,
            texts == 0 ? "numbers" : numbers == 0 ? "tokens" : "numbers or tokens?");
  }
}
