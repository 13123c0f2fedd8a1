package io.espalier.engine.inference;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.DrawnNetwork;
import io.espalier.engine.DrawnNetwork.Kind;
import io.espalier.kernel.Closeness;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void saysWhatIsSaidAboutWholeSequences() {
    Random random = new Random(1);
    for (int trial = 0; trial < 60; trial++) {
      DrawnNetwork drawn = DrawnNetwork.of(Kind.CAUSAL_CHAIN, random);
      InferenceNetwork network = InferenceNetwork.of(drawn.network(), drawn.parameters());
      Session session = network.session();
      float[] said = new float[network.outputs()];
      for (Sequence sequence : drawn.batch(random, 70, 1, 9).sequences()) {
        session.reset();
        for (int step = 0; step < sequence.steps(); step++) {
          step(session, sequence, step, said);
        }
        float[] all = network.outputs(Batch.of(List.of(sequence))).values();
        Closeness.assertClose(
            drawn.network().toString(),
            said,
            Arrays.copyOfRange(all, all.length - said.length, all.length),
            1e-5);
      }
    }
  }

  private static void step(Session session, Sequence sequence, int step, float[] into) {
    int width = sequence.features();
    if (width == 0) {
      session.step(sequence.tokens()[step], into);
    } else {
      session.step(Arrays.copyOfRange(sequence.values(), step * width, (step + 1) * width), into);
    }
  }
}
