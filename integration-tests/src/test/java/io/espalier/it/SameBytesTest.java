package io.espalier.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One plan on clusters of several shapes, with its configuration, data and results on HDFS. */
@ExtendWith(OnSite.class)
class SameBytesTest {
  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]", "local-cluster[1,2,1024]", "local-cluster[2,1,1024]"})
  void doNotDependOnTheMaster(String master, Site site) throws IOException, InterruptedException {
    Case here = site.newCase(master.replaceAll("\\W+", "-"));

    Outcome outcome = here.run("--master=" + master);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(here.bytes()).isEqualTo(site.undisturbed().bytes());
    site.findings().add(new Findings.Layout(master, true));
  }
}
