package io.espalier.app;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetSummary;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.run.Findings;
import io.espalier.run.Judged;
import io.espalier.run.NetworkText;
import io.espalier.run.Notices;
import io.espalier.run.Step;
import io.espalier.run.Trained;
import io.espalier.run.Verb;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a command that stops half-way says it found. */
final class StageTexts {
  private StageTexts() {}

  static String of(Verb verb, Findings findings) {
    return switch (verb) {
      case PREPARE -> dataset(findings.dataset());
      case TRAIN ->
          findings.dense().network().curve().isEmpty()
              ? "train\n  the network stays as it is\n"
              : curve("train", findings.dense().network());
      case SCORE -> scores(findings);
      case PRUNE, FINETUNE ->
          findings.steps().stream()
              .map(judged -> level(judged, findings))
              .collect(Collectors.joining());
      case EVALUATE, EXPORT -> throw new IllegalArgumentException(verb + " has a summary");
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
    return "importance\n"
        + NetworkText.importance(layout(findings.dense()), findings.scores().orElseThrow());
  }

  private static String level(Judged judged, Findings findings) {
    Step step = judged.step().orElseThrow();
    String title =
        "level %d, sparsity %s"
            .formatted(step.index(), Notices.pruned(findings, judged).sparsity());
    Trained network = judged.network();
    Mask mask = network.mask();
    boolean isSmaller = !layout(judged).equals(layout(findings.dense()));
    return (network.curve().isEmpty() ? title + "\n" : curve(title, network))
        + (isSmaller ? NetworkText.units(layout(judged), layout(findings.dense())) : "")
        + (mask.isAll() && isSmaller ? "" : NetworkText.density(layout(judged), mask))
        + Notices.of(findings, judged).stream()
            .map(notice -> "  " + notice + "\n")
            .collect(Collectors.joining());
  }

  private static ParameterLayout layout(Judged judged) {
    return judged.network().network().network().layout();
  }
}
