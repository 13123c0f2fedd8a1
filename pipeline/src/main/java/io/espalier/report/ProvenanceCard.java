package io.espalier.report;

import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Fact;
import io.espalier.run.RunDetails.StageFacts;
import java.util.List;
import java.util.Map;

/** Where the numbers come from: versions, stages, artefacts and the whole plan. */
final class ProvenanceCard {
  private ProvenanceCard() {}

  static Markup of(RunDetails details, Map<String, String> artifacts) {
    Markup card = new Markup().open("section", "class", "card").leaf("h2", "Provenance");
    card.open("dl");
    for (Fact fact : details.provenance().facts()) {
      card.leaf("dt", fact.name()).leaf("dd", fact.value());
    }
    long peak = details.provenance().peakMemoryBytes();
    if (peak > 0) {
      card.leaf("dt", "peak memory").leaf("dd", Figures.bytes(peak));
    }
    artifacts.forEach((name, path) -> card.leaf("dt", name).leaf("dd", path));
    card.close("dl");
    Grid stages = new Grid(List.of("stage", "time", "key"));
    for (StageFacts stage : details.stages()) {
      String time = stage.seconds() > 0 ? Figures.duration(stage.seconds()) : "was there";
      stages.row(List.of(stage.label(), time, stage.key()));
    }
    card.add(stages.markup());
    card.open("details").leaf("summary", "The resolved plan");
    return card.leaf("pre", details.provenance().plan()).close("details").close("section");
  }
}
