package io.espalier.run;

import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.data.encode.Encoding.Given;
import io.espalier.data.encode.Encoding.Scale;
import io.espalier.format.SavedNormaliser;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Names;
import io.espalier.model.Network;
import io.espalier.plan.Plan;
import java.util.Optional;

/**
 * What becomes of the normaliser that a given network's file carries: it is used where {@code
 * data.normalise} fits it, otherwise that is said. Exports give it back.
 *
 * @param used what numbers are normalised with in the place of the training split's own
 * @param said one line for people; empty where there is nothing to say
 */
public record CarriedNormaliser(Optional<Given> used, String said) {
  /**
   * Decides.
   *
   * @throws InputException if the file's normaliser is damaged, does not fit the network, or is
   *     another than the plan asks for
   */
  public static CarriedNormaliser of(Plan plan, Optional<Start> given) {
    String file = plan.network().from();
    Scale scale = plan.data().cleaning().normalise();
    return given
        .flatMap(
            start ->
                SavedNormaliser.of(start.attachments(), file)
                    .map(saved -> decided(saved, scale, start.network(), file)))
        .orElseGet(() -> none(scale, file));
  }

  private static CarriedNormaliser none(Scale scale, String file) {
    if (scale == Scale.NETWORK) {
      throw new InputException(
          "data.normalise = network needs a normaliser in network.from, and %s carries none"
              .formatted(file));
    }
    return unused("");
  }

  private static CarriedNormaliser decided(
      SavedNormaliser saved, Scale scale, Network network, String file) {
    String carried = "%s carries a normaliser, %s".formatted(file, saved.name());
    if (readsTokens(network)) {
      return unused(carried + "; its network reads tokens, so that it is not used");
    } else if (scale == Scale.NONE) {
      return unused(
          carried
              + "; data.normalise = none leaves numbers as they are, so they must be normalised"
              + " with it already");
    } else if (saved.features().isEmpty() || (scale == Scale.STANDARD && !saved.isStandard())) {
      throw new InputException(
          "data.normalise = %s does not fit: %s; legal is %snone, for numbers that are normalised"
                  .formatted(
                      Names.of(scale), carried, saved.features().isEmpty() ? "" : "network or ")
              + " with it already");
    }
    check(saved.features(), network.width(network.inputs().get(0)), "features", carried);
    if (!saved.labels().isEmpty()) {
      check(saved.labels(), network.width(network.output()), "outputs", carried);
    }
    return new CarriedNormaliser(
        Optional.of(new Given(saved.features(), saved.labels())),
        carried + ", which is used in the place of one from the training split");
  }

  private static CarriedNormaliser unused(String said) {
    return new CarriedNormaliser(Optional.empty(), said);
  }

  private static boolean readsTokens(Network network) {
    return network.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Embedding);
  }

  private static void check(Normaliser saved, int width, String what, String carried) {
    if (saved.mean().length != width) {
      throw new InputException(
          "%s of %d columns, but its network has %d %s"
              .formatted(carried, saved.mean().length, width, what));
    }
  }
}
