package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.ExampleLayouts;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnreadLayersTest {
  private static final ParameterLayout LAYOUT = ExampleLayouts.stack(3, 5, 2, 6);

  @Test
  void aLayerIsReadWhileOneWeightReadsIt() {
    float[] parameters = ones();
    clear(parameters, "dense-2.W");
    parameters[block("dense-2.W").index(5, 3)] = 1;
    assertThat(UnreadLayers.of(LAYOUT, parameters)).isEmpty();
  }

  @Test
  void whatOnlyUnreadLayersReadIsUnreadToo() {
    float[] parameters = ones();
    clear(parameters, "dense-2.W");
    assertThat(UnreadLayers.of(LAYOUT, parameters)).containsExactly("lstm-0", "lstm-1");
  }

  @Test
  void aLayerThatReadsItselfIsStillUnread() {
    float[] parameters = ones();
    clear(parameters, "lstm-1.W");
    assertThat(UnreadLayers.of(LAYOUT, parameters)).containsExactly("lstm-0");
  }

  private static float[] ones() {
    float[] ones = new float[LAYOUT.length()];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static void clear(float[] parameters, String name) {
    Arrays.fill(parameters, block(name).offset(), block(name).end(), 0f);
  }

  private static ParameterBlock block(String name) {
    return LAYOUT.blocks().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }
}
