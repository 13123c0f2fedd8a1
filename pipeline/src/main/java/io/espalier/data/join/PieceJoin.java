package io.espalier.data.join;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.Remark;
import io.espalier.data.RowOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes one sequence of its pieces, its steps in the order of their keys. */
public final class PieceJoin {
  private final Grouping grouping;
  private final Function<String, Optional<OrderKey>> keys;

  /**
   * @param grouping with an order that is known, if it has a column for one
   */
  public PieceJoin(Grouping grouping) {
    this.grouping = grouping;
    this.keys = grouping.order().keys();
  }

  private record Step(RawSequence piece, int time, OrderKey key) {
    RowOrigin origin() {
      return new RowOrigin(piece.origin().file(), piece.lines()[time]);
    }

    boolean isAsOld(Step other) {
      return key.compareTo(other.key) == 0;
    }
  }

  /** The sequence, if it has a step that can be used, its bad rows and what is to be said of it. */
  public List<Parsed> join(List<RawSequence> pieces) {
    RawSequence head = pieces.get(0);
    boolean isOrdered = !grouping.column().isEmpty() && head.keys().length > 0;
    if (pieces.size() == 1 && !isOrdered) {
      return List.of(head);
    }
    Optional<BadRow> conflict =
        pieces.stream().map(piece -> conflict(head, piece)).flatMap(Optional::stream).findFirst();
    if (conflict.isPresent()) {
      return List.of(conflict.get());
    }
    List<Parsed> joined = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (RawSequence piece : pieces) {
      for (int t = 0; t < piece.length(); t++) {
        Optional<OrderKey> key = isOrdered ? key(piece.keys()[t]) : Optional.of(OrderKey.NONE);
        if (key.isPresent()) {
          steps.add(new Step(piece, t, key.get()));
        } else {
          RowOrigin origin = new RowOrigin(piece.origin().file(), piece.lines()[t]);
          joined.add(new BadRow(origin, unusable(piece.keys()[t])));
        }
      }
    }
    if (isOrdered) {
      steps.sort(Comparator.comparing(Step::key));
    }
    remarks(head, pieces, isOrdered ? steps : List.of(), joined);
    if (!steps.isEmpty()) {
      joined.add(sequence(head, steps));
    }
    return joined;
  }

  private Optional<BadRow> conflict(RawSequence head, RawSequence piece) {
    String problem =
        !piece.target().label().equals(head.target().label())
            ? "sequence '%s' has the label '%s' here and '%s' at %s"
                .formatted(head.id(), piece.target().label(), head.target().label(), head.origin())
            : piece.features() != head.features()
                ? "sequence '%s' has other columns at %s".formatted(head.id(), head.origin())
                : "";
    boolean isHint = grouping.scope() == IdScope.AUTO && isApart(head, piece);
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BadRow(
                piece.origin(),
                problem + (isHint ? "; data.source.id-scope = file would keep them apart" : "")));
  }

  private Optional<OrderKey> key(String cell) {
    return cell.isEmpty() ? Optional.empty() : keys.apply(cell);
  }

  private String unusable(String cell) {
    return cell.isEmpty()
        ? "no value in %s, the column of data.source.order".formatted(grouping.column())
        : "'%s' in %s, the column of data.source.order, is not %s"
            .formatted(
                cell.length() <= 40 ? cell : cell.substring(0, 40) + "…",
                grouping.column(),
                grouping.order().said());
  }

  private void remarks(
      RawSequence head, List<RawSequence> pieces, List<Step> sorted, List<Parsed> said) {
    Optional<RawSequence> apart = pieces.stream().filter(piece -> isApart(head, piece)).findFirst();
    long same = 0;
    Optional<Remark> twice = Optional.empty();
    Optional<Remark> reused = Optional.empty();
    for (int i = 1; i < sorted.size(); i++) {
      Step before = sorted.get(i - 1);
      Step step = sorted.get(i);
      if (step.isAsOld(before)) {
        same++;
        Remark remark = remark(Remark.Subject.SAME_ORDER, head, before.origin(), step.origin());
        twice = twice.or(() -> Optional.of(remark));
        if (isApart(before.piece(), step.piece())) {
          reused = reused.or(() -> Optional.of(remark));
        }
      }
    }
    if (grouping.scope() == IdScope.AUTO && apart.isPresent()) {
      RowOrigin other = apart.get().origin();
      boolean isOrdered = !sorted.isEmpty() && reused.isEmpty();
      said.add(
          remark(
              isOrdered ? Remark.Subject.SEVERAL_FILES : Remark.Subject.REUSED_ID,
              head,
              head.origin(),
              other));
    }
    long count = same;
    twice.ifPresent(
        remark -> said.add(new Remark(remark.origin(), remark.subject(), remark.example(), count)));
  }

  private static Remark remark(
      Remark.Subject subject, RawSequence head, RowOrigin one, RowOrigin other) {
    return new Remark(
        one, subject, "sequence '%s' at %s and %s".formatted(head.id(), one, other), 1);
  }

  private static boolean isApart(RawSequence one, RawSequence other) {
    return !one.origin().file().equals(other.origin().file());
  }

  private static RawSequence sequence(RawSequence head, List<Step> steps) {
    int features = head.features();
    int width = head.target().width();
    double[] values = new double[steps.size() * features];
    double[] numbers = new double[steps.size() * width];
    List<String> tokens = new ArrayList<>(features > 0 ? 0 : steps.size());
    for (int t = 0; t < steps.size(); t++) {
      Step step = steps.get(t);
      RawSequence piece = step.piece();
      System.arraycopy(piece.values(), step.time() * features, values, t * features, features);
      System.arraycopy(piece.target().numbers(), step.time() * width, numbers, t * width, width);
      if (features == 0) {
        tokens.add(piece.tokens()[step.time()]);
      }
    }
    RawTarget target = new RawTarget(head.target().label(), numbers, width);
    return features > 0
        ? RawSequence.ofValues(head.id(), head.origin(), values, features, target)
        : RawSequence.ofTokens(head.id(), head.origin(), tokens.toArray(String[]::new), target);
  }
}
