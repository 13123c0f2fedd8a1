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
import java.util.stream.IntStream;

/**
 * What Spark logged of the applications of one store.
 *
 * @param folder of the logs
 */
record EventLogs(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One round, or several that go together. */
  private static final Pattern ROUNDS =
      Pattern.compile("(?<epoch>.* · )rounds? (?<first>\\d+)(-(?<last>\\d+))?/\\d+");

  /** Rounds of training in the jobs that were begun, by all applications together. */
  int rounds() throws IOException {
    return begun().size();
  }

  /** Rounds that were begun again, each time counted: what a fault has cost. */
  int roundsLost() throws IOException {
    List<String> begun = begun();
    return begun.size() - new HashSet<>(begun).size();
  }

  private List<String> begun() throws IOException {
    List<String> rounds = new ArrayList<>();
    for (JsonNode event : events("SparkListenerJobStart")) {
      rounds.addAll(rounds(description(event)));
    }
    return rounds;
  }

  /** The rounds that were begun last, if they have not ended, by the description of their job. */
  Optional<String> roundsUnderWay() throws IOException {
    Set<Integer> ended = new HashSet<>();
    for (JsonNode event : events("SparkListenerJobEnd")) {
      ended.add(event.path("Job ID").asInt());
    }
    Optional<String> underWay = Optional.empty();
    for (JsonNode event : events("SparkListenerJobStart")) {
      if (!ended.contains(event.path("Job ID").asInt())) {
        underWay = Optional.of(description(event)).filter(job -> !rounds(job).isEmpty());
      }
    }
    return underWay;
  }

  private static String description(JsonNode jobStart) {
    return jobStart.path("Properties").path("spark.job.description").asText();
  }

  /** Each round of a job by a name of its own; none if it is another job. */
  private static List<String> rounds(String description) {
    Matcher job = ROUNDS.matcher(description);
    if (!job.matches()) {
      return List.of();
    }
    int first = Integer.parseInt(job.group("first"));
    int last = Optional.ofNullable(job.group("last")).map(Integer::valueOf).orElse(first);
    return IntStream.rangeClosed(first, last)
        .mapToObj(round -> job.group("epoch") + round)
        .toList();
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
