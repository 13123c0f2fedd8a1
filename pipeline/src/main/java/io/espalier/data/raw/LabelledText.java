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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Delimited text with a header, one text and one label a row; cells may be quoted and hold
 * delimiters and line breaks. Without names of columns the first is the text and the second the
 * label.
 */
public record LabelledText() implements RawReader {
  @Override
  public String name() {
    return "labelled-text";
  }

  @Override
  public boolean serves(Task task) {
    return task.extent() != Extent.SERIES;
  }

  @Override
  public Content content() {
    return Content.TOKENS;
  }

  @Override
  public boolean hasTextColumn() {
    return true;
  }

  @Override
  public Set<String> unheeded() {
    return Set.of(
        "id",
        "id-scope",
        "order",
        "order-type",
        "order-pattern",
        "features",
        "target",
        "content",
        "count",
        "length");
  }

  @Override
  public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
    return new LabelledRows(options, file, text);
  }

  private static final class LabelledRows extends TableRows {
    private final ReadOptions options;
    private final Labels labels;
    private boolean isStarted;
    private boolean isRefused;
    private int columns;
    private int textColumn;
    private int labelColumn;

    private LabelledRows(ReadOptions options, String file, Reader text) {
      super(file, text, options.columns().dialect(), Table.Fallback.COMMA);
      this.options = options;
      this.labels = new Labels(options);
    }

    @Override
    Optional<Parsed> parsed() throws IOException, Table.BadLine {
      if (!isStarted) {
        isStarted = true;
        List<String> header = header();
        Optional<RefusedFile> refused = header.isEmpty() ? Optional.empty() : start(header);
        isRefused = refused.isPresent();
        if (isRefused) {
          return Optional.of(refused.get());
        }
      }
      return isRefused ? Optional.empty() : row().map(this::sequence);
    }

    private Optional<RefusedFile> start(List<String> header) {
      Header names = new Header(file(), header);
      columns = header.size();
      List<String> input = options.columns().input();
      String label = options.columns().label();
      boolean needsLabel = options.task().truth() != Truth.NEXT_TOKEN;
      if (needsLabel && label.isEmpty() && columns < 2) {
        return Optional.of(
            new RefusedFile(
                "%s has one column only, '%s'; labelled text needs a text and a label"
                    .formatted(file(), header.get(0))));
      }
      input.forEach(name -> names.require("data.source.text", name));
      if (!label.isEmpty()) {
        names.require("data.source.label", label);
      }
      textColumn = input.isEmpty() ? 0 : names.position(input.get(0));
      labelColumn = label.isEmpty() ? Math.min(1, columns - 1) : names.position(label);
      return names.refusal();
    }

    private Parsed sequence(Table.Row row) {
      if (row.cells().size() != columns) {
        return bad(
            row.line(), "%d cells where the header has %d".formatted(row.cells().size(), columns));
      }
      String[] tokens = options.unit().split(row.cells().get(textColumn));
      if (tokens.length == 0) {
        return bad(row.line(), "a sequence of length 0: the text is empty");
      }
      try {
        RawTarget target = labels.target(row.cells().get(labelColumn));
        String id = RawSequence.numbered(file(), row.line());
        return RawSequence.ofTokens(id, new RowOrigin(file(), row.line()), tokens, target);
      } catch (Numbers.BadCell e) {
        return bad(row.line(), e.getMessage());
      }
    }
  }
}
