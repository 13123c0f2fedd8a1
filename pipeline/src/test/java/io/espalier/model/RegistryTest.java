package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.AddedServices.Action;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  @TempDir private Path folder;

  /** A kind of which nothing is registered. */
  public interface Tune extends Named {}

  /** One of the kind. */
  public record Waltz() implements Tune {
    @Override
    public String name() {
      return "waltz";
    }
  }

  /** Another one under the same name. */
  public record OtherWaltz() implements Tune {
    @Override
    public String name() {
      return "waltz";
    }
  }

  @Test
  void knowsWhatTheClassPathAddsAndNothingElse() throws Exception {
    assertThat(Registry.of(Tune.class, "dance").names()).isEmpty();
    AddedServices.during(
        folder,
        Map.of(Tune.class, Waltz.class),
        () -> {
          assertThat(Registry.of(Tune.class, "dance").named("waltz")).isEqualTo(new Waltz());
          assertThatThrownBy(() -> Registry.of(Tune.class, "dance").named("walz"))
              .isInstanceOf(InputException.class)
              .hasMessage("dance must be one of waltz, got walz; did you mean waltz?");
        });
    assertThat(Registry.of(Tune.class, "dance").names()).isEmpty();
  }

  @Test
  void refusesTwoOfOneName() throws Exception {
    Action both =
        () ->
            assertThatThrownBy(() -> Registry.of(Tune.class, "dance"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are both called waltz");
    AddedServices.during(
        folder.resolve("one"),
        Map.of(Tune.class, Waltz.class),
        () ->
            AddedServices.during(
                folder.resolve("other"), Map.of(Tune.class, OtherWaltz.class), both));
  }
}
