package io.espalier.it;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the tests of a build have seen, for people and programs. */
final class SiteFindings {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<Fault> faults = new ArrayList<>();
  private final List<Layout> layouts = new ArrayList<>();

  /**
   * @param fault what was done to a run
   * @param outcome what became of it
   * @param roundsLost rounds of training that were begun again
   * @param identical whether the final bytes are those of the undisturbed run
   */
  @JsonPropertyOrder({"fault", "outcome", "rounds-lost", "identical"})
  record Fault(
      String fault,
      String outcome,
      @JsonProperty("rounds-lost") int roundsLost,
      boolean identical) {}

  /**
   * @param layout where the plan ran
   * @param identical whether the final bytes are those of the undisturbed run
   */
  record Layout(String layout, boolean identical) {}

  synchronized void add(Fault fault) {
    faults.add(fault);
  }

  synchronized void add(Layout layout) {
    layouts.add(layout);
  }

  /** Writes {@code faults.json} and {@code layouts.json}. */
  synchronized void write(Path folder) throws IOException {
    faults.sort(Comparator.comparing(Fault::fault));
    layouts.sort(Comparator.comparing(Layout::layout));
    JSON.writeValue(folder.resolve("faults.json").toFile(), faults);
    JSON.writeValue(folder.resolve("layouts.json").toFile(), layouts);
  }
}
