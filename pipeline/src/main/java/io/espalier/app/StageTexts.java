package io.espalier.app;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetSummary;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.network.Layouts;
import io.espalier.run.Findings;
import io.espalier.run.NetworkText;
import io.espalier.run.Stage;
import io.espalier.run.Trained;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a command that stops half-way says it found. */
final class StageTexts {
  private StageTexts() {}

  static String of(Stage stage, Findings findings) {
    return switch (stage) {
      case PREPARE -> dataset(findings.dataset().orElseThrow());
      case TRAIN -> curve("train", findings.dense().orElseThrow());
      case SCORE -> scores(findings);
      case PRUNE, FINETUNE -> levels(findings);
      case EVALUATE, EXPORT -> throw new IllegalArgumentException(stage + " has a summary");
    };
  }

  static String dataset(Dataset dataset) {
    return DatasetSummary.lines(dataset.info()).stream()
        .map(line -> "  " + line + "\n")
        .collect(Collectors.joining("", dataset.folder() + "\n", ""));
  }

  private static String curve(String title, Trained network) {
    StringBuilder text = new StringBuilder();
    text.append(title).append('\n').append("  epoch  training loss  validation loss\n");
    for (EpochFacts epoch : network.curve()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %5d  %13.4f  %15.4f%n",
              epoch.epoch(),
              epoch.trainingLoss(),
              epoch.validationLoss()));
    }
    return text.toString();
  }

  private static String scores(Findings findings) {
    Trained dense = findings.dense().orElseThrow();
    return "importance\n"
        + NetworkText.importance(
            Layouts.of(dense.network().structure()), findings.scores().orElseThrow());
  }

  private static String levels(Findings findings) {
    Trained dense = findings.dense().orElseThrow();
    StringBuilder text = new StringBuilder();
    findings
        .networks()
        .forEach(
            (index, network) -> {
              String title =
                  "level %d, sparsity %s".formatted(index, findings.levels().get(index).sparsity());
              text.append(network.curve().isEmpty() ? title + "\n" : curve(title, network));
              text.append(density(network, dense));
            });
    return text.toString();
  }

  private static String density(Trained network, Trained dense) {
    ParameterLayout layout = Layouts.of(network.network().structure());
    Mask mask = network.mask();
    return mask.isAll()
        ? NetworkText.units(layout, Layouts.of(dense.network().structure()))
        : NetworkText.density(layout, mask);
  }
}
