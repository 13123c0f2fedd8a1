package io.espalier.plan;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code train.teacher}: a file, or a group of {@code network} and {@code train}, in which {@code
 * train} of the plan has what is left out.
 */
final class TeacherShape {
  private static final String LEGAL =
      "a network file, or a network to train first such as { network.layers = [{ type = lstm, units"
          + " = 128 }] }";

  /** What a teacher is trained towards is its own. */
  private static final List<String> OWN =
      List.of("objective", "teacher", "distil", "kl", "contrastive", "adversarial");

  private static final ValueShape<String> FILE = TextShapes.text();

  private TeacherShape() {}

  /** A file; empty for the dense network. */
  static ValueShape<TeacherPlan> file() {
    return FILE.as(
        path -> path.isEmpty() ? new TeacherPlan.Dense() : new TeacherPlan.File(path),
        teacher -> teacher instanceof TeacherPlan.File file ? file.path() : "");
  }

  /** A file or a network of its own; empty for none. */
  static ValueShape<TeacherPlan> fileOrOwn() {
    return new ValueShape<>(
        LEGAL,
        given -> given.value() instanceof ConfigObject keys ? own(given, keys) : file().read(given),
        teacher ->
            teacher instanceof TeacherPlan.Own own ? written(own) : file().writer().apply(teacher),
        new TeacherPlan.Dense());
  }

  private static ConfigObject reference() {
    ConfigObject reference = PlanReader.reference();
    return ConfigFactory.empty()
        .root()
        .withValue("network", reference.get("network"))
        .withValue("train", reference.get("train"));
  }

  private static Optional<TeacherPlan> own(GivenValue given, ConfigObject keys) {
    KnownKeys.check(given.path(), keys, reference(), given.problems());
    TeacherPlan.Own own = teacher(new ReadKeys<>(section(given.path(), keys, given.problems())));
    if (own.network().isGiven() == !own.network().layers().isEmpty()) {
      return given.say("must have network.layers, or network.from with a network to train further");
    }
    return Optional.of(own);
  }

  private static Section section(String path, ConfigObject keys, Problems problems) {
    ConfigObject reference = reference();
    return new Section(path, (ConfigObject) keys.withFallback(reference), reference, problems);
  }

  /** The group of a teacher of its own, which has been read without a problem. */
  static Section section(Section train) {
    return section(
        train.pathOf("teacher"), (ConfigObject) train.value("teacher"), train.problems());
  }

  private static TeacherPlan.Own teacher(Keys<TeacherPlan.Own> teacher) {
    return new TeacherPlan.Own(
        NetworkKeys.other(teacher.group("network", TeacherPlan.Own::network)),
        TrainKeys.train(teacher.group("train", TeacherPlan.Own::train)));
  }

  private static Map<String, Object> written(TeacherPlan.Own own) {
    Map<String, Object> written = new LinkedHashMap<>();
    teacher(new WrittenKeys<>(own, written));
    return written;
  }

  /** A configuration in which a teacher of its own has the keys of {@code train} left out. */
  static ConfigObject complete(ConfigObject root) {
    if (!(root.get("train") instanceof ConfigObject train)
        || !(train.get("teacher") instanceof ConfigObject teacher)) {
      return root;
    }
    ConfigObject lent = train;
    for (String key : OWN) {
      lent = lent.withoutKey(key);
    }
    ConfigValue own = teacher.get("train") == null ? lent : teacher.get("train").withFallback(lent);
    ConfigObject completed = teacher.withValue("train", own);
    return root.withValue("train", train.withValue("teacher", completed));
  }
}
