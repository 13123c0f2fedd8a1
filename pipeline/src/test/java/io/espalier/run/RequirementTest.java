package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequirementTest {
  @Test
  void lossIsMetUpToItsLimit() {
    assertThat(new Requirement("quality-loss", 0.01, 0.01).isMet()).isTrue();
    assertThat(new Requirement("quality-loss", -0.2, 0.01).isMet()).isTrue();
    assertThat(new Requirement("quality-loss", 0.0100001, 0.01).isMet()).isFalse();
  }

  @Test
  void fractionsAreMetFromTheirLimitOnAndOthersUpToIt() {
    assertThat(new Requirement("metrics.accuracy", 0.91, 0.9).isMet()).isTrue();
    assertThat(new Requirement("metrics.agreement", 0.89, 0.9).isMet()).isFalse();
    assertThat(new Requirement("metrics.log-loss", 0.3, 0.2).isMet()).isFalse();
    assertThat(new Requirement("metrics.rmse", 1.5, 2).isMet()).isTrue();
  }

  @Test
  void whatIsNoNumberMeetsNothing() {
    assertThat(new Requirement("metrics.accuracy", Double.NaN, 0).isMet()).isFalse();
    assertThat(new Requirement("metrics.rmse", Double.NaN, 9).isMet()).isFalse();
    assertThat(new Requirement("quality-loss", Double.POSITIVE_INFINITY, 0.5).isMet()).isFalse();
  }

  @Test
  void sentenceNamesValueKeyAndLimit() {
    assertThat(new Requirement("metrics.accuracy", 0.85, 0.9).sentence())
        .isEqualTo(
            "the last network comes to accuracy 0.85, and evaluate.require.metrics.accuracy asks"
                + " for at least 0.9");
    assertThat(new Requirement("parameters", 1_234_567, 1_000_000).sentence())
        .isEqualTo(
            "the last network comes to parameters 1234567, and evaluate.require.parameters asks for"
                + " at most 1000000");
  }
}
