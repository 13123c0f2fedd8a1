package io.espalier.plan;

import static io.espalier.plan.Interval.atLeast;
import static io.espalier.plan.Interval.from;
import static io.espalier.plan.NumberShapes.integer;
import static io.espalier.plan.NumberShapes.number;
import static io.espalier.plan.NumberShapes.whole;
import static io.espalier.plan.TextShapes.choice;
import static io.espalier.plan.TextShapes.flag;

import io.espalier.data.Anchor;
import io.espalier.data.Task;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.SplitPlan;
import io.espalier.plan.DataPlan.TokenPlan;
import io.espalier.plan.DataPlan.WindowPlan;

/** Declares {@code data}. */
final class DataKeys {
  private static final ValueShape<Anchor> DIFFERENCE =
      flag().as(given -> given ? Anchor.LAST_STEP : Anchor.NONE, Anchor.LAST_STEP::equals);

  private DataKeys() {}

  static DataPlan data(Keys<DataPlan> data) {
    Task task = data.key("task", choice(Task.registered()), DataPlan::task);
    return new DataPlan(
        task,
        SourceKeys.source(data.group("source", DataPlan::source)),
        tokens(data.part(DataPlan::tokens)),
        windows(data.part(DataPlan::windows), task),
        cleaning(data.part(DataPlan::cleaning)),
        splits(data.part(DataPlan::splits)));
  }

  private static TokenPlan tokens(Keys<TokenPlan> data) {
    return new TokenPlan(
        data.key("tokens", choice(TokenUnit.class), TokenPlan::unit),
        data.key("vocabulary", integer(atLeast(1), 10_000_000), TokenPlan::vocabulary),
        data.key("minimum-count", integer(atLeast(1)), TokenPlan::minimumCount),
        data.key("maximum-characters", whole(atLeast(0)), TokenPlan::maximumCharacters));
  }

  private static WindowPlan windows(Keys<WindowPlan> data, Task task) {
    int window = data.key("window", integer(atLeast(1), 1_000_000), WindowPlan::window);
    int stride = data.key("stride", integer(atLeast(0), 1_000_000), WindowPlan::stride);
    return new WindowPlan(
        window,
        stride == 0 ? task.extent().usualStride(window) : stride,
        data.key("horizon", integer(atLeast(1), 1_000_000), WindowPlan::horizon),
        data.key("maximum-steps", integer(atLeast(0), 1_000_000_000), WindowPlan::maximumSteps),
        data.key("difference", DIFFERENCE, WindowPlan::anchor));
  }

  private static CleaningPlan cleaning(Keys<CleaningPlan> data) {
    return new CleaningPlan(
        data.key("normalise", choice(Encoding.Scale.class), CleaningPlan::normalise),
        data.key("missing", choice(Gaps.class), CleaningPlan::missing),
        data.key("bad-rows", choice(CleaningPlan.BadRows.class), CleaningPlan::badRows));
  }

  private static SplitPlan splits(Keys<SplitPlan> data) {
    return new SplitPlan(
        data.key("validation", number(from(0, 1)), SplitPlan::validation),
        data.key("test", number(from(0, 1)), SplitPlan::test),
        data.key("shards", integer(atLeast(1), 10_000), SplitPlan::shards));
  }
}
