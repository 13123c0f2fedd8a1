package io.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.plan.Plan;
import io.espalier.run.Experiment;
import io.espalier.run.Findings;
import io.espalier.run.Verb;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocaleTest {
  @TempDir private Path usual;
  @TempDir private Path other;

  /** Numbers are written in digits of their own there. */
  private static final Locale EGYPT = Locale.forLanguageTag("ar-EG-u-nu-arab");

  @Test
  void filesAndKeysDoNotDependOnTheLanguageOfTheMachine() {
    Plan plan = LocalSpark.plan();
    Findings found = LocalSpark.experiment(plan, usual).runTo(Verb.SCORE);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(EGYPT);
      assertThat("%d".formatted(1)).isNotEqualTo("1");
      Experiment again = LocalSpark.experiment(plan, usual);
      assertThat(again.runTo(Verb.SCORE).dataset().info()).isEqualTo(found.dataset().info());
      assertThat(again.seconds()).isEmpty();
      Experiment fresh = LocalSpark.experiment(plan, other);
      assertThat(fresh.runTo(Verb.SCORE).dataset().info()).isEqualTo(found.dataset().info());
      assertThat(fresh.keys()).isEqualTo(again.keys());
    } finally {
      Locale.setDefault(before);
    }
  }
}
