package io.espalier.app;

import io.espalier.format.Content;
import io.espalier.model.Mask;
import io.espalier.plan.Plan;
import io.espalier.run.Given;
import io.espalier.run.Start;
import io.espalier.store.NetworkFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The networks that a plan starts from or learns from, where it names files. */
final class GivenNetworks {
  private GivenNetworks() {}

  static Given of(Plan plan, Configuration hadoop) {
    Map<String, Start> teachers = new LinkedHashMap<>();
    Given.teachers(plan).forEach((path, key) -> teachers.put(path, read(key, path, hadoop)));
    return new Given(
        plan.network().isGiven()
            ? Optional.of(read("network.from", plan.network().from(), hadoop))
            : Optional.empty(),
        teachers);
  }

  private static Start read(String key, String file, Configuration hadoop) {
    Content content = NetworkFiles.read(key, file, hadoop);
    Mask mask = content.mask().orElseGet(() -> Mask.all(content.parameters().length));
    float[] parameters = mask.applyTo(content.parameters());
    return new Start(
        content.network(),
        () -> parameters,
        mask,
        NetworkFiles.sha256(key, file, hadoop),
        content.notes(),
        content.attachments());
  }
}
