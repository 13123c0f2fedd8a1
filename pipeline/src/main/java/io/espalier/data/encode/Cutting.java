package io.espalier.data.encode;

import io.espalier.data.RawSequence;
import io.espalier.data.Split;
import io.espalier.data.SplitRule;
import io.espalier.data.Task;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * Makes the sequences that a network reads of a raw one: for training and for prediction the same
 * ones, with the same ids. What nobody knows the truth of has {@link
 * io.espalier.data.Target.Unknown}.
 *
 * @param task what the data is for
 * @param rule of the splits
 * @param window steps of a window
 * @param stride steps between starts of windows
 * @param horizon steps from the last one of a window to its target; 0 where none is known
 */
public record Cutting(Task task, SplitRule rule, int window, int stride, int horizon)
    implements Serializable {

  /**
   * The sequences in the order they stand in, made one by one.
   *
   * @param given the split that the raw sequence's file was given for
   */
  public Iterator<Placed> cut(Split given, RawSequence raw, Encoding encoding) {
    Split split = rule.of(given, raw.id());
    return switch (task.extent()) {
      case WHOLE -> List.of(new Placed(split, encoding.encode(raw))).iterator();
      case TOKENS ->
          TokenWindows.whole(
              split, raw.id(), encoding.vocabulary().indices(raw.tokens()), window, stride);
      case SERIES ->
          new SeriesWindows(window, stride, horizon)
              .cut(raw, rule.parts(given, raw.length()), encoding);
    };
  }
}
