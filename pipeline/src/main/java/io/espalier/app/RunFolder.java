package io.espalier.app;

import io.espalier.model.Printable;
import io.espalier.plan.ExportPlan.Format;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanHocon;
import io.espalier.report.HtmlReport;
import io.espalier.report.SensitivityReport;
import io.espalier.report.SummaryFile;
import io.espalier.run.Controls.ControlResult;
import io.espalier.run.Findings;
import io.espalier.run.RoundFacts;
import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.StageFacts;
import io.espalier.run.RunSummary;
import io.espalier.run.Sensitivity;
import io.espalier.run.StageKey;
import io.espalier.store.Folder;
import io.espalier.store.Json;
import io.espalier.store.Manifest;
import io.espalier.store.References;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a run leaves for people: {@code runs/<name>/}. */
final class RunFolder {
  private static final String TIMINGS = "timings.json";
  private static final String CONTROLS = "controls.json";

  private final Folder folder;
  private final Consumer<String> say;

  /**
   * @param say told of what is damaged, and begun anew
   */
  RunFolder(Folder folder, Consumer<String> say) {
    this.folder = folder;
    this.say = say;
  }

  String uri() {
    return folder.uri();
  }

  String reportUri() {
    return folder.uri() + "/" + HtmlReport.NAME;
  }

  /**
   * What was measured of a run, when its stages were computed.
   *
   * @param seconds each stage took, by key
   * @param peakMemoryBytes largest memory of the driver's process
   */
  record Timings(Map<String, Double> seconds, long peakMemoryBytes) {
    /** The stages with the time each took, and its rounds. */
    List<StageFacts> stages(
        Map<String, StageKey> keys, Function<StageKey, List<RoundFacts>> rounds) {
      List<StageFacts> stages = new ArrayList<>();
      keys.forEach(
          (label, key) ->
              stages.add(
                  new StageFacts(
                      label,
                      key.text(),
                      seconds.getOrDefault(key.text(), 0.0),
                      rounds.apply(key))));
      return stages;
    }
  }

  /** Adds what this process measured to what earlier ones did of the same run. */
  Timings timings(Timings now) {
    Map<String, Double> seconds = new TreeMap<>();
    long peak = now.peakMemoryBytes();
    Optional<Timings> before =
        folder.json(
            TIMINGS, Timings.class, damage -> say.accept(damage + "; the times in it are lost"));
    if (before.isPresent()) {
      seconds.putAll(before.get().seconds());
      peak = Math.max(peak, before.get().peakMemoryBytes());
    }
    seconds.putAll(now.seconds());
    Timings all = new Timings(seconds, peak);
    folder.write(TIMINGS, Json.write(all));
    return all;
  }

  /**
   * Writes sensitivities beside what the run left, or will leave, and commits it again if it was.
   *
   * @return where their page is
   */
  String add(String run, List<Sensitivity> found) {
    boolean wasCommitted = folder.isCommitted();
    folder.begin(say);
    folder.write(SensitivityReport.NUMBERS, bytes(SensitivityReport.json(found)));
    folder.write(SensitivityReport.PAGE, bytes(SensitivityReport.page(run, found)));
    if (wasCommitted) {
      folder.commit("run", run);
    }
    return folder.uri() + "/" + SensitivityReport.PAGE;
  }

  /** What was found of controls; the first is the result that they were run beside. */
  private record Controlled(List<ControlResult> found) {}

  /** Keeps what was found, for the reports that are written from now on. */
  void keep(List<ControlResult> found) {
    folder.write(CONTROLS, Json.write(new Controlled(found)));
  }

  /** Controls of this very result; none where they were not run. */
  private List<ControlResult> controls(RunSummary summary) {
    return folder
        .json(CONTROLS, Controlled.class, damage -> say.accept(damage + "; controls are left out"))
        .map(Controlled::found)
        .filter(
            found ->
                summary.last().stream().anyMatch(last -> last.test().equals(found.get(0).test())))
        .orElse(List.of());
  }

  /** Writes everything, then the manifest. */
  Manifest write(Plan plan, Findings findings, RunSummary summary, RunDetails details) {
    folder.begin(say);
    for (Map.Entry<Format, byte[]> export : findings.exports().entrySet()) {
      folder.write(RunSummary.fileName(export.getKey()), export.getValue());
    }
    Map<String, String> keys = new LinkedHashMap<>();
    details.stages().forEach(stage -> keys.put(stage.label(), stage.key()));
    folder.write("plan.conf", bytes(Printable.lines(PlanHocon.of(plan))));
    folder.write(SummaryFile.NAME, bytes(SummaryFile.write(summary)));
    folder.write(HtmlReport.NAME, bytes(HtmlReport.render(summary, details, controls(summary))));
    References.finish(folder, keys);
    return folder.commit("run", plan.run().name());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
