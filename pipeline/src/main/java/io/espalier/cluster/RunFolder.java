package io.espalier.cluster;

import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanHocon;
import io.espalier.report.HtmlReport;
import io.espalier.report.SummaryFile;
import io.espalier.run.Findings;
import io.espalier.run.ResultSteps;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.StageFacts;
import io.espalier.run.RunSummary;
import io.espalier.run.StageKey;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run leaves for people: {@code runs/<name>/}. */
final class RunFolder {
  private static final String TIMINGS = "timings.json";

  private final Folder folder;

  RunFolder(Folder folder) {
    this.folder = folder;
  }

  String uri() {
    return folder.uri();
  }

  String reportUri() {
    return folder.uri() + "/" + HtmlReport.NAME;
  }

  /** The stages of a run with the time each took when it was computed, in this run or before. */
  List<StageFacts> stages(Map<String, StageKey> keys, Map<String, Double> seconds) {
    Map<String, Double> timings = new TreeMap<>();
    if (folder.has(TIMINGS)) {
      timings.putAll(Json.read(folder.readUnverified(TIMINGS), Timings.class, TIMINGS).seconds());
    }
    timings.putAll(seconds);
    folder.write(TIMINGS, Json.write(new Timings(timings)));
    List<StageFacts> stages = new ArrayList<>();
    keys.forEach(
        (label, key) ->
            stages.add(new StageFacts(label, key.text(), timings.getOrDefault(key.text(), 0.0))));
    return stages;
  }

  private record Timings(Map<String, Double> seconds) {}

  /** Writes everything, then the manifest. */
  Manifest write(Plan plan, Findings findings, RunSummary summary, RunDetails details) {
    for (Map.Entry<Format, byte[]> export : findings.exports().entrySet()) {
      folder.write(ResultSteps.fileName(export.getKey()), export.getValue());
    }
    Map<String, String> keys = new LinkedHashMap<>();
    details.stages().forEach(stage -> keys.put(stage.label(), stage.key()));
    folder.write("stages.json", Json.write(keys));
    folder.write("plan.conf", bytes(PlanHocon.of(plan)));
    folder.write(SummaryFile.NAME, bytes(SummaryFile.write(summary)));
    folder.write(HtmlReport.NAME, bytes(HtmlReport.render(summary, details)));
    return folder.commit("run", plan.run().name());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
