package io.espalier.data.join;

import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RefusedFile;
import io.espalier.data.RowOrigin;
import io.espalier.model.InputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the cells of a column that orders steps are, all of them; mergeable, of constant size. */
public final class OrderEvidence implements Serializable {
  /** So much of a column must be of one type for the rest to be errors. */
  private static final double CLEAR = 0.9;

  private final EnumMap<OrderType, Found> found = new EnumMap<>(OrderType.class);
  private boolean isRefused;

  /** Cells of a type, and the first of them. */
  private record Found(long count, String cell, RowOrigin origin) implements Serializable {
    Found and(Found other) {
      Found first = origin.compareTo(other.origin) <= 0 ? this : other;
      return new Found(count + other.count, first.cell, first.origin);
    }
  }

  /** Adds the cells of a piece of a sequence. */
  public void add(Parsed parsed) {
    if (parsed instanceof RefusedFile) {
      isRefused = true;
    } else if (parsed instanceof RawSequence piece) {
      for (int t = 0; t < piece.keys().length; t++) {
        String cell = piece.keys()[t];
        if (!cell.isEmpty()) {
          OrderType type = OrderType.of(cell).orElse(OrderType.TEXT);
          RowOrigin origin = new RowOrigin(piece.origin().file(), piece.lines()[t]);
          found.merge(type, new Found(1, cell, origin), Found::and);
        }
      }
    }
  }

  /** Adds what another has found. */
  public OrderEvidence merge(OrderEvidence other) {
    other.found.forEach((type, cells) -> found.merge(type, cells, Found::and));
    isRefused |= other.isRefused;
    return this;
  }

  /**
   * The order of the column.
   *
   * @throws InputException if it is not clearly of one type
   */
  public StepOrder order(String column) {
    long all = found.values().stream().mapToLong(Found::count).sum();
    if (all == 0 || isRefused) {
      return new StepOrder(OrderType.NUMBER, "");
    }
    Map.Entry<OrderType, Found> most =
        found.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().count()))
            .orElseThrow();
    if (most.getKey() == OrderType.TEXT || most.getValue().count() < CLEAR * all) {
      throw new InputException(problem(column));
    }
    return new StepOrder(most.getKey(), "");
  }

  private String problem(String column) {
    List<String> said = new ArrayList<>();
    found.forEach(
        (type, cells) ->
            said.add(
                "%,d like '%s' (%s), %s"
                    .formatted(
                        cells.count(),
                        cells.cell(),
                        cells.origin(),
                        type == OrderType.TEXT ? "not " + OrderType.AUTO.said() : type.said())));
    return ("data.source.order: the cells of %s are not clearly of one type: %s; say what they are"
            + " by data.source.order-pattern, such as \"M/d/yyyy h:mm a\", or by"
            + " data.source.order-type (text sorts '10' before '9')")
        .formatted(column, String.join("; ", said));
  }
}
