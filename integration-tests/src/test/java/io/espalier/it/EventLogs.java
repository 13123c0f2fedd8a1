package io.espalier.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark logged of the applications of one store.
 *
 * @param folder of the logs
 */
record EventLogs(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the description of a job: its round, or its first and last. */
  private static final Pattern ROUNDS = Pattern.compile(" · rounds? (\\d+)(?:-(\\d+))?/");

  /** Rounds of training that were begun, by all applications together. */
  int rounds() throws IOException {
    int rounds = 0;
    for (JsonNode event : events("SparkListenerJobStart")) {
      Matcher named = ROUNDS.matcher(description(event));
      if (named.find()) {
        int first = Integer.parseInt(named.group(1));
        rounds += 1 + (named.group(2) == null ? 0 : Integer.parseInt(named.group(2)) - first);
      }
    }
    return rounds;
  }

  /** The rounds that were begun last, if they have not ended, by the description of its job. */
  Optional<String> roundUnderWay() throws IOException {
    Set<Integer> ended = new HashSet<>();
    for (JsonNode event : events("SparkListenerJobEnd")) {
      ended.add(event.path("Job ID").asInt());
    }
    Optional<String> round = Optional.empty();
    for (JsonNode event : events("SparkListenerJobStart")) {
      if (!ended.contains(event.path("Job ID").asInt())) {
        round = Optional.of(description(event)).filter(ROUNDS.asPredicate());
      }
    }
    return round;
  }

  private static String description(JsonNode jobStart) {
    return jobStart.path("Properties").path("spark.job.description").asText();
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
