package io.espalier.app;

import io.espalier.format.Content;
import io.espalier.model.Mask;
import io.espalier.plan.Plan;
import io.espalier.run.Start;
import io.espalier.store.NetworkFiles;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The network that a plan starts from, where it names a file. */
final class GivenNetwork {
  private static final String KEY = "network.from";

  private GivenNetwork() {}

  static Optional<Start> of(Plan plan, Configuration hadoop) {
    return plan.network().isGiven()
        ? Optional.of(read(plan.network().from(), hadoop))
        : Optional.empty();
  }

  private static Start read(String file, Configuration hadoop) {
    Content content = NetworkFiles.read(KEY, file, hadoop);
    Mask mask = content.mask().orElseGet(() -> Mask.all(content.parameters().length));
    float[] parameters = mask.applyTo(content.parameters());
    return new Start(
        content.network(),
        () -> parameters,
        mask,
        NetworkFiles.sha256(KEY, file, hadoop),
        content.notes(),
        content.attachments());
  }
}
