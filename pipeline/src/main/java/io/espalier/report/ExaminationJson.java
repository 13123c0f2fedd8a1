package io.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.run.Examination;
import io.espalier.run.Requirement;
import java.util.ArrayList;
import java.util.List;

/** What was found of a network beside its metrics, as keys of its part of a summary. */
final class ExaminationJson {
  private static final String REQUIREMENTS = "requirements";

  private ExaminationJson() {}

  /** Adds the keys of what there is. */
  static void write(Examination examination, ObjectNode network) {
    if (!examination.requirements().isEmpty()) {
      ArrayNode all = network.putArray(REQUIREMENTS);
      examination.requirements().forEach(one -> requirement(one, all.addObject()));
    }
  }

  /** What the keys say; old summaries have none. */
  static Examination read(JsonNode network) {
    List<Requirement> requirements = new ArrayList<>();
    network.path(REQUIREMENTS).forEach(one -> requirements.add(requirement(one)));
    return new Examination(requirements);
  }

  private static void requirement(Requirement requirement, ObjectNode json) {
    json.put("name", requirement.name()).put("value", requirement.value());
    json.put("limit", requirement.limit()).put("met", requirement.isMet());
  }

  private static Requirement requirement(JsonNode json) {
    return new Requirement(
        SummaryReader.text(SummaryReader.need(json, "name")),
        SummaryReader.number(SummaryReader.need(json, "value")),
        SummaryReader.number(SummaryReader.need(json, "limit")));
  }
}
