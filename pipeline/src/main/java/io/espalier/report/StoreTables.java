package io.espalier.report;

import io.espalier.model.TrainingState.EpochFacts;
import io.espalier.store.Checkpoints;
import io.espalier.store.FolderDetails;
import io.espalier.store.Garbage;
import io.espalier.store.Inventory;
import io.espalier.store.Inventory.Run;
import io.espalier.store.Inventory.Stage;
import io.espalier.store.Verification;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A store as tables of text. */
public final class StoreTables {
  /** Of a key, enough to tell stages apart. */
  private static final int SHORT_KEY = 12;

  private final long now;

  /**
   * @param now the time from which ages are counted, milliseconds
   */
  public StoreTables(long now) {
    this.now = now;
  }

  /**
   * Runs and stages. The size of a run is that of its files and of all stages it refers to; alone
   * are those to which no other run refers.
   */
  public String list(List<Run> runs, List<Stage> stages) {
    TextTable first = new TextTable(List.of("run", "state", "stages", "size", "alone", "age"), 2);
    for (Run run : runs) {
      first.row(
          List.of(
              run.name(),
              run.state(),
              Figures.count(run.stages().size()),
              Figures.bytes(run.room().bytes()),
              Figures.bytes(run.room().alone()),
              age(run.extent())));
    }
    TextTable second =
        new TextTable(List.of("stage", "kind", "state", "runs", "size", "age", "lock"), 4);
    for (Stage stage : stages) {
      second.row(
          List.of(
              stage.key().substring(0, Math.min(SHORT_KEY, stage.key().length())),
              stage.kind(),
              stage.state(),
              stage.runs().isEmpty() ? "none" : String.join(", ", stage.runs()),
              Figures.bytes(stage.extent().bytes()),
              age(stage.extent()),
              stage.lock()));
    }
    long bytes = runs.stream().mapToLong(run -> run.extent().bytes()).sum();
    bytes += stages.stream().mapToLong(stage -> stage.extent().bytes()).sum();
    return "%s\n%s\n  %s in %d runs and %d stages\n"
        .formatted(
            first.render(), second.render(), Figures.bytes(bytes), runs.size(), stages.size());
  }

  /** One sentence for each file that is not what was written there. */
  public static String damaged(Collection<String> damage) {
    return damage.stream().map(line -> "\ndamaged: " + line + "\n").collect(Collectors.joining());
  }

  /**
   * One run or stage: what it is made from, how it did, and its files.
   *
   * @param damage told of a summary that is none
   */
  public String show(FolderDetails details, Consumer<String> damage) {
    StringBuilder text = new StringBuilder();
    text.append(details.uri()).append('\n');
    details
        .origin()
        .ifPresent(
            origin -> {
              text.append("\n").append(origin.kind()).append(", made from\n");
              origin.parts().forEach(part -> text.append("  ").append(part).append('\n'));
            });
    details.newestRound().ifPresent(round -> text.append(round(round)));
    details.text("evaluation.json").ifPresent(json -> text.append("\nmetrics\n").append(json));
    details.text("speed.json").ifPresent(json -> text.append("\nspeed\n").append(json));
    summary(details, damage).ifPresent(table -> text.append('\n').append(table));
    details.text("plan.conf").ifPresent(plan -> text.append("\nplan\n").append(plan));
    if (!details.stages().isEmpty()) {
      TextTable stages = new TextTable(List.of("stage", "key"), 2);
      details.stages().forEach((label, key) -> stages.row(List.of(label, key)));
      text.append('\n').append(stages.render());
    }
    TextTable files = new TextTable(List.of("file", "bytes"), 1);
    details.files().forEach((file, bytes) -> files.row(List.of(file, Figures.count(bytes))));
    return text.append('\n').append(files.render()).toString();
  }

  private static Optional<String> summary(FolderDetails details, Consumer<String> damage) {
    try {
      return details
          .text(SummaryFile.NAME)
          .map(json -> SummaryTable.render(SummaryFile.read(json)));
    } catch (IllegalArgumentException e) {
      damage.accept(
          "%s/%s is not what was written there: %s"
              .formatted(details.uri(), SummaryFile.NAME, e.getMessage()));
      return Optional.empty();
    }
  }

  private static String round(Checkpoints.Facts round) {
    TextTable table = new TextTable(List.of("epoch", "training loss", "validation loss"), 0);
    for (EpochFacts epoch : round.curve()) {
      table.row(
          List.of(
              Figures.count(epoch.epoch()),
              Figures.number(epoch.trainingLoss()),
              Figures.number(epoch.validationLoss())));
    }
    return "\nnewest checkpoint: round %d, %d optimiser steps, %d epochs finished\n%s"
        .formatted(
            round.progress().round(),
            round.progress().iteration(),
            round.curve().size(),
            round.curve().isEmpty() ? "" : table.render());
  }

  /** What was read again, and what is damaged. */
  public static String verified(Verification verification) {
    return "%s%s read in %d files of %d committed folders, %s\n"
        .formatted(
            String.join("", verification.damage().stream().map(line -> line + "\n").toList()),
            Figures.bytes(verification.bytes()),
            verification.files(),
            verification.folders(),
            verification.damage().isEmpty()
                ? "all as they were committed"
                : verification.damage().size() + " of them damaged");
  }

  /** What may go. */
  public String garbage(List<Garbage.Item> items) {
    TextTable table = new TextTable(List.of("path", "why", "size", "age"), 2);
    for (Garbage.Item item : items) {
      table.row(
          List.of(
              item.path(), item.why(), Figures.bytes(item.extent().bytes()), age(item.extent())));
    }
    return items.isEmpty() ? "" : table.render();
  }

  /** How large all of it is. */
  public static String size(List<Garbage.Item> items) {
    return Figures.bytes(items.stream().mapToLong(item -> item.extent().bytes()).sum());
  }

  private String age(Inventory.Extent extent) {
    return extent.files() == 0 ? "" : Figures.age((now - extent.modified()) / 1000.0);
  }
}
