package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsEdits() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("same", "same")).isZero();
  }

  @Test
  void findsTheNearestAndAmongEqualsTheFirstInTheAlphabet() {
    assertThat(Nearest.of("adan", List.of("sgd", "adam"))).contains("adam");
    assertThat(Nearest.of("bat", List.of("cat", "bar"))).contains("bar");
  }

  @Test
  void findsNothingThatIsNotSimilar() {
    assertThat(Nearest.of("hello", List.of("format", "train"))).isEmpty();
  }
}
