package io.espalier.plan;

import io.espalier.data.Anchor;
import io.espalier.data.Task;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.SplitPlan;
import io.espalier.plan.DataPlan.TokenPlan;
import io.espalier.plan.DataPlan.WindowPlan;

/** Reads {@code data}. */
final class DataReader {
  private DataReader() {}

  static DataPlan data(Section data) {
    Task task = data.choice("task", Task.registered());
    return new DataPlan(
        task,
        SourceReader.source(data.group("source")),
        tokens(data),
        windows(data, task),
        cleaning(data),
        splits(data));
  }

  private static TokenPlan tokens(Section data) {
    return new TokenPlan(
        data.choice("tokens", TokenUnit.class),
        data.integer("vocabulary", Interval.atLeast(1)),
        data.integer("minimum-count", Interval.atLeast(1)),
        data.whole("maximum-characters", Interval.atLeast(0)));
  }

  private static WindowPlan windows(Section data, Task task) {
    int window = data.integer("window", Interval.atLeast(1));
    int stride = data.integer("stride", Interval.atLeast(0));
    return new WindowPlan(
        window,
        stride == 0 ? task.extent().usualStride(window) : stride,
        data.integer("horizon", Interval.atLeast(1)),
        data.integer("maximum-steps", Interval.atLeast(0)),
        data.flag("difference") ? Anchor.LAST_STEP : Anchor.NONE);
  }

  private static CleaningPlan cleaning(Section data) {
    return new CleaningPlan(
        data.choice("normalise", Encoding.Scale.class),
        data.choice("missing", Gaps.class),
        data.choice("bad-rows", CleaningPlan.BadRows.class));
  }

  private static SplitPlan splits(Section data) {
    return new SplitPlan(
        data.number("validation", Interval.from(0, 1)),
        data.number("test", Interval.from(0, 1)),
        data.integer("shards", Interval.atLeast(1)));
  }
}
