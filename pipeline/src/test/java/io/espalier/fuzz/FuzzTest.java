package io.espalier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.raw.TextInputs;
import io.espalier.format.NetworkFileInputs;
import io.espalier.plan.ConfigurationInputs;
import io.espalier.store.parquet.ParquetInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is read ends with what it says, or with a refusal in one sentence that names the place;
 * {@code -Dfuzz.seconds} in all, {@code -Dfuzz.seed} and {@code -Dfuzz.part} to meet a find again.
 */
class FuzzTest {
  private static final Fuzz.Limits LIMITS =
      new Fuzz.Limits(Duration.ofSeconds(5), Duration.ofSeconds(60), 256 << 20);

  private static Stream<FuzzPart> parts() {
    return Stream.concat(
        TextInputs.parts(),
        Stream.of(
            new ConfigurationInputs(),
            new NetworkFileInputs("dl4j"),
            new NetworkFileInputs("espalier"),
            new ParquetInputs(),
            new StoreInputs(),
            new PreparationInputs()));
  }

  @Test
  void everyInputIsTakenOrRefusedInOneSentence() throws Exception {
    String only = System.getProperty("fuzz.part", "");
    long seed = Long.getLong("fuzz.seed", System.currentTimeMillis() * 1_000_000);
    List<FuzzPart> parts =
        parts().filter(part -> only.isEmpty() || part.name().equals(only)).toList();
    assertThat(parts).as("parts named " + only).isNotEmpty();
    Duration time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 10)).dividedBy(parts.size());
    List<String> finds = new ArrayList<>();
    StringBuilder table = new StringBuilder(FuzzTally.HEADINGS);
    for (FuzzPart part : parts) {
      FuzzTally tally = new Fuzz(part, LIMITS).run(seed, time);
      table.append('\n').append(tally.row());
      finds.addAll(tally.finds());
      assertThat(tally.inputs()).as(part.name()).isPositive();
    }
    System.out.printf("%nfuzz.seed = %d%n%s%n%n", seed, table);

    assertThat(finds).as("fuzz.seed = %d%n%s", seed, table).isEmpty();
  }
}
