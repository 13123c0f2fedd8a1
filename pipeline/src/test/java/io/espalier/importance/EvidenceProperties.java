package io.espalier.importance;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.ParameterLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sums over all the data are what the halves add up to, for every probe. */
class EvidenceProperties {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(2, 3, 2, 4);
  private static final Set<Probe> ALL = EnumSet.complementOf(EnumSet.of(Probe.MOVEMENT));

  @Property(tries = 50)
  void eachProbeSumsForItselfAndTheHalvesAddUp(@ForAll @IntRange(min = 1, max = 6) int batches) {
    Evidence all = DrawnEvidence.of(LAYOUT, ALL, batches);
    List<Evidence> halves = all.halves();
    for (Probe probe : ALL) {
      Evidence alone = DrawnEvidence.of(LAYOUT, Set.of(probe), batches);
      for (int i = 0; i < probe.length(LAYOUT); i++) {
        double sum = all.sums(probe).at(i);
        assertThat(alone.sums(probe).at(i)).isEqualTo(sum);
        assertThat(halves.get(0).sums(probe).at(i) + halves.get(1).sums(probe).at(i))
            .isEqualTo(sum);
      }
    }
  }
}
