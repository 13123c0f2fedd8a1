package io.espalier.data.encode;

import io.espalier.data.Anchor;
import io.espalier.data.Extent;
import io.espalier.data.RawSequence;
import io.espalier.data.Sequence;
import io.espalier.data.SplitRule;
import io.espalier.data.Target;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Cuts a series into windows for {@link Extent#SERIES}: {@code window} feature vectors, and the
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

  /**
   * The windows of a series in the order of time, made one by one; every one that the series fills
   * where nobody knows the targets and the horizon is 0.
   */
  public Iterator<Placed> cut(RawSequence series, SplitRule.Parts parts, Encoding encoding) {
    EncodedSeries encoded = encoding.series(series);
    int room = series.length() - window - horizon;
    return IntStream.range(0, room < 0 ? 0 : room / stride + 1)
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
                      encoded.target(last, last + horizon)));
            })
        .filter(placed -> isWhole(placed.sequence().target()))
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
