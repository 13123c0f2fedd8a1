package io.espalier.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Spark logged of the applications of one store.
 *
 * @param folder of the logs
 */
record EventLogs(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rounds of training that were begun, by all applications together. */
  int rounds() throws IOException {
    int rounds = 0;
    for (JsonNode event : events("SparkListenerJobStart")) {
      String description = event.path("Properties").path("spark.job.description").asText();
      rounds += description.contains(" · round ") ? 1 : 0;
    }
    return rounds;
  }

  /** Tasks that failed or were lost, and did not merely come second. */
  int failedTasks() throws IOException {
    int failed = 0;
    for (JsonNode event : events("SparkListenerTaskEnd")) {
      String reason = event.path("Task End Reason").path("Reason").asText();
      failed += reason.equals("Success") || reason.equals("TaskKilled") ? 0 : 1;
    }
    return failed;
  }

  /** Second attempts that Spark started while the first was running. */
  int speculativeTasks() throws IOException {
    int speculative = 0;
    for (JsonNode event : events("SparkListenerTaskStart")) {
      speculative += event.path("Task Info").path("Speculative").asBoolean() ? 1 : 0;
    }
    return speculative;
  }

  private List<JsonNode> events(String kind) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (Path log : StoreFiles.below(folder)) {
      for (String line : Files.readAllLines(log)) {
        // A killed driver leaves half a line.
        if (line.startsWith("{\"Event\":\"" + kind + "\"") && line.endsWith("}")) {
          events.add(JSON.readTree(line));
        }
      }
    }
    return events;
  }
}
