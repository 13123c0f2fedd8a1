package io.espalier.jobs;

import io.espalier.report.StoreTables;
import io.espalier.store.FolderDetails;
import io.espalier.store.Garbage;
import io.espalier.store.Inventory;
import io.espalier.store.Inventory.Run;
import io.espalier.store.Inventory.Stage;
import io.espalier.store.Store;
import io.espalier.store.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What people do with a store. */
@Command(
    name = "store",
    description = "Look after a store: ls, show, verify or gc.",
    synopsisSubcommandLabel = "(ls | show | verify | gc)",
    subcommands = {
      StoreCommands.Ls.class,
      StoreCommands.Show.class,
      StoreCommands.Verify.class,
      StoreCommands.Gc.class
    })
final class StoreCommands {
  @ParentCommand private Espalier espalier;

  Streams streams() {
    return espalier.streams();
  }

  private static StoreTables tables() {
    return new StoreTables(System.currentTimeMillis());
  }

  @Command(name = "ls", description = "List runs and stages, and which run refers to which stage.")
  static final class Ls extends StoreCommand {
    private record Content(List<Run> runs, List<Stage> stages) {}

    @Override
    Result execute(Store store) {
      Inventory inventory = Inventory.of(store);
      Content content = new Content(inventory.runs(), inventory.stages());
      return Result.fine(tables().list(content.runs(), content.stages()), content);
    }
  }

  @Command(name = "show", description = "Show what a run or stage is made from, and its files.")
  static final class Show extends StoreCommand {
    @Parameters(
        index = "1",
        paramLabel = "KEY|RUN",
        description = "Name of a run, or the beginning of a stage's key.")
    private String name;

    private record Content(
        String uri, List<String> parts, Map<String, String> stages, Map<String, Long> files) {}

    @Override
    Result execute(Store store) {
      FolderDetails details = Inventory.of(store).details(name);
      List<String> parts = details.origin().map(origin -> origin.parts()).orElse(List.of());
      return Result.fine(
          tables().show(details),
          new Content(details.uri(), parts, details.stages(), details.files()));
    }
  }

  @Command(name = "verify", description = "Read all that was committed, and name what is damaged.")
  static final class Verify extends StoreCommand {
    @Override
    Result execute(Store store) {
      Verification found = Verification.of(store, folder -> {});
      return new Result(
          StoreTables.verified(found),
          found,
          found.damage().isEmpty() ? Failures.FINE : Failures.FAILED);
    }
  }

  @Command(
      name = "gc",
      description = "Find what no run refers to and dead drivers left; --yes deletes it.")
  static final class Gc extends StoreCommand {
    @Option(names = "--yes", description = "Delete what was found.")
    private boolean yes;

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "1",
        description = "How old it must be at least, in days; ${DEFAULT-VALUE} unless given.")
    private int days;

    private record Content(List<Garbage.Item> items, List<String> deleted) {}

    @Override
    Result execute(Store store) {
      Garbage garbage = Garbage.of(store, Duration.ofDays(days));
      List<Garbage.Item> items = garbage.items();
      List<String> deleted = new ArrayList<>();
      if (yes) {
        items.stream().filter(garbage::delete).map(Garbage.Item::path).forEach(deleted::add);
      }
      return Result.fine(
          tables().garbage(items) + outcome(items.size(), deleted.size()),
          new Content(items, deleted));
    }

    private String outcome(int found, int deleted) {
      if (found == 0) {
        return "there is nothing to delete\n";
      }
      return yes
          ? "%d of %d deleted\n".formatted(deleted, found)
          : "nothing was deleted; --yes deletes these %d\n".formatted(found);
    }
  }
}
