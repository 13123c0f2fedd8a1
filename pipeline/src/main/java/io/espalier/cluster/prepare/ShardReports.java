package io.espalier.cluster.prepare;

import io.espalier.cluster.shards.ShardReport;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.LengthCounts;
import io.espalier.data.Split;
import io.espalier.data.Task;
import io.espalier.data.encode.Census;
import io.espalier.data.encode.Encoding;
import io.espalier.store.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the reports about shards together. */
final class ShardReports {
  private ShardReports() {}

  /** What the dataset holds. */
  static DatasetInfo info(Task task, Encoding encoding, Census census, List<ShardReport> reports) {
    Map<Split, SplitInfo> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<ShardReport> own = reports.stream().filter(r -> r.split() == split).toList();
      splits.put(split, split(own, encoding.output().classes().size(), census.missing(split)));
    }
    String digests = reports.stream().map(ShardReport::sha256).collect(Collectors.joining("\n"));
    return new DatasetInfo(
        DatasetInfo.FORMAT,
        task,
        encoding.input(),
        encoding.output(),
        splits,
        Digests.sha256(digests));
  }

  /** What was written, in a few words. */
  static String outcome(List<ShardReport> reports) {
    long sequences = reports.stream().mapToLong(report -> report.lengths().sequences()).sum();
    return "%,d sequences in %d shards".formatted(sequences, reports.size());
  }

  private static SplitInfo split(List<ShardReport> reports, int classes, long missing) {
    LengthCounts lengths = new LengthCounts();
    List<Integer> shards = new ArrayList<>();
    long[] classCounts = new long[classes];
    for (ShardReport report : reports) {
      shards.add(Math.toIntExact(report.lengths().sequences()));
      lengths.merge(report.lengths());
      for (int c = 0; c < classes; c++) {
        classCounts[c] += report.classCounts()[c];
      }
    }
    return new SplitInfo(
        List.copyOf(shards),
        lengths.sequences(),
        lengths.steps(),
        lengths.quantiles(),
        Arrays.stream(classCounts).boxed().toList(),
        missing);
  }
}
