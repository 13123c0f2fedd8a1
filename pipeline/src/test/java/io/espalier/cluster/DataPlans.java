package io.espalier.cluster;

import io.espalier.data.Anchor;
import io.espalier.data.SourceFormat;
import io.espalier.data.Task;
import io.espalier.data.encode.Encoding;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.data.raw.ReadOptions.Gaps;
import io.espalier.data.raw.TokenUnit;
import io.espalier.plan.DataPlan;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.DataPlan.CleaningPlan.BadRows;
import io.espalier.plan.DataPlan.SplitPlan;
import io.espalier.plan.DataPlan.TokenPlan;
import io.espalier.plan.DataPlan.WindowPlan;
import io.espalier.plan.SourcePlan;
import io.espalier.plan.SourcePlan.Generator;
import java.nio.file.Path;
import java.util.List;

/** Plans for tests: four shards, a fifth each for validation and testing. */
public final class DataPlans {
  private DataPlans() {}

  public static final Columns NO_COLUMNS = new Columns("auto", "", "", List.of(), "", List.of());

  public static DataPlan of(Task task, SourcePlan source) {
    return new DataPlan(
        task,
        source,
        new TokenPlan(TokenUnit.WORDS, 20_000, 1, 0),
        new WindowPlan(10, 10, 1, 0, Anchor.NONE),
        new CleaningPlan(Encoding.Scale.STANDARD, Gaps.FAIL, BadRows.FAIL),
        new SplitPlan(0.2, 0.2, 4));
  }

  public static SourcePlan files(SourceFormat format, Columns columns, Path... train) {
    return new SourcePlan(
        format,
        List.of(train).stream().map(Path::toString).toList(),
        List.of(),
        List.of(),
        columns,
        new Generator(0, 0));
  }

  public static SourcePlan withTest(SourcePlan source, Path test) {
    return new SourcePlan(
        source.format(),
        source.train(),
        source.validation(),
        List.of(test.toString()),
        source.columns(),
        source.generator());
  }

  public static SourcePlan generated(SourceFormat format, int count) {
    return new SourcePlan(
        format, List.of(), List.of(), List.of(), NO_COLUMNS, new Generator(count, 30));
  }

  public static DataPlan with(DataPlan plan, TokenPlan tokens) {
    return new DataPlan(
        plan.task(), plan.source(), tokens, plan.windows(), plan.cleaning(), plan.splits());
  }

  public static DataPlan with(DataPlan plan, WindowPlan windows) {
    return new DataPlan(
        plan.task(), plan.source(), plan.tokens(), windows, plan.cleaning(), plan.splits());
  }

  public static DataPlan with(DataPlan plan, CleaningPlan cleaning) {
    return new DataPlan(
        plan.task(), plan.source(), plan.tokens(), plan.windows(), cleaning, plan.splits());
  }

  public static DataPlan with(DataPlan plan, SplitPlan splits) {
    return new DataPlan(
        plan.task(), plan.source(), plan.tokens(), plan.windows(), plan.cleaning(), splits);
  }
}
