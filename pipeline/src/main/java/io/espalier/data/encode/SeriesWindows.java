package io.espalier.data.encode;

import io.espalier.data.Anchor;
import io.espalier.data.RawSequence;
import io.espalier.data.Sequence;
import io.espalier.data.SplitRule;
import io.espalier.data.Target;
import io.espalier.data.Task;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Cuts a series into windows for {@link Task#FORECAST}: {@code window} feature vectors, and the
 * target columns {@code horizon} steps after the last of them.
 *
 * <p>A window belongs to the split that its target lies in. A window of the validation or test
 * split may therefore read steps before the boundary, which are known at that time, as its input;
 * no window of the training split sees anything after it. Windows with a missing target are left
 * out. With an {@link Anchor} features and target are relative to the window's last step.
 */
public final class SeriesWindows {
  private final int window;
  private final int stride;
  private final int horizon;

  /**
   * @param window steps of a window
   * @param stride steps between starts of windows
   * @param horizon steps from the last one of a window to its target
   */
  public SeriesWindows(int window, int stride, int horizon) {
    this.window = window;
    this.stride = stride;
    this.horizon = horizon;
  }

  /** The windows of a series in the order of time, made one by one. */
  public Iterator<Placed> cut(RawSequence series, SplitRule.Parts parts, Encoding encoding) {
    EncodedSeries encoded = encoding.series(series);
    int starts = (series.length() - window - horizon) / stride + 1;
    return IntStream.range(0, Math.max(0, starts))
        .mapToObj(
            number -> {
              int start = number * stride;
              int last = start + window - 1;
              return new Placed(
                  parts.at(last + horizon),
                  Sequence.ofValues(
                      RawSequence.numbered(series.id(), number),
                      encoded.window(start, last),
                      series.features(),
                      new Target.Values(encoded.target(last, last + horizon))));
            })
        .filter(placed -> isWhole(placed.sequence().target()))
        .iterator();
  }

  /**
   * The windows of a series whose targets nobody knows, in the order of time: every one that the
   * series fills, known by the same ids as those of {@link #cut}.
   */
  public Iterator<Sequence> unlabelled(RawSequence series, Encoding encoding) {
    EncodedSeries encoded = encoding.series(series);
    int starts = series.length() < window ? 0 : (series.length() - window) / stride + 1;
    return IntStream.range(0, starts)
        .mapToObj(
            number -> {
              int start = number * stride;
              return Sequence.ofValues(
                  RawSequence.numbered(series.id(), number),
                  encoded.window(start, start + window - 1),
                  series.features(),
                  new Target.Unknown());
            })
        .iterator();
  }

  private static boolean isWhole(Target target) {
    if (target instanceof Target.Values numbers) {
      for (float number : numbers.values()) {
        if (Float.isNaN(number)) {
          return false;
        }
      }
    }
    return true;
  }
}
