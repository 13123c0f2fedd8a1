package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaReleaseTest {
  @Test
  void otherReleasesThanTheOneThatIsTestedAreNamedWithWhatToDo() {
    assertThat(JavaRelease.complaint(17, "/opt/jdk-17")).isEmpty();
    assertThat(JavaRelease.complaint(21, "/opt/jdk-21"))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .startsWith("Java 17 is needed, and this is Java 21 (/opt/jdk-21)")
                    .contains("set JAVA_HOME to a JDK 17"));
    assertThat(JavaRelease.complaint(25, "")).isPresent();
    assertThat(JavaRelease.complaint()).isEmpty();
  }
}
