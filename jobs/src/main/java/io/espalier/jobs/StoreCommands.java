package io.espalier.jobs;

import io.espalier.report.StoreTables;
import io.espalier.store.FolderDetails;
import io.espalier.store.Inventory;
import io.espalier.store.Inventory.Run;
import io.espalier.store.Inventory.Stage;
import io.espalier.store.Store;
import io.espalier.store.Verification;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What people do with a store. */
@Command(
    name = "store",
    description = "Look after a store: ls, show, verify, rm or gc.",
    synopsisSubcommandLabel = "(ls | show | verify | rm | gc)",
    subcommands = {
      StoreCommands.Ls.class,
      StoreCommands.Show.class,
      StoreCommands.Verify.class,
      StoreDeletions.Rm.class,
      StoreDeletions.Gc.class
    })
final class StoreCommands {
  @ParentCommand private Espalier espalier;

  Streams streams() {
    return espalier.streams();
  }

  static StoreTables tables() {
    return new StoreTables(System.currentTimeMillis());
  }

  @Command(
      name = "ls",
      description =
          "List runs and stages: how far, how large, and which run refers to which stage.")
  static final class Ls extends StoreCommand {
    private record Content(List<Run> runs, List<Stage> stages, Set<String> damage) {}

    @Override
    Result execute(Store store) {
      Set<String> damage = new LinkedHashSet<>();
      Inventory inventory = Inventory.of(store, damage::add);
      Content content = new Content(inventory.runs(), inventory.stages(), damage);
      return Result.fine(
          tables().list(content.runs(), content.stages()) + StoreTables.damaged(damage), content);
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
        String uri,
        List<String> parts,
        Map<String, String> stages,
        Map<String, Long> files,
        Set<String> damage) {}

    @Override
    Result execute(Store store) {
      Set<String> damage = new LinkedHashSet<>();
      FolderDetails details = Inventory.of(store, damage::add).details(name);
      List<String> parts = details.origin().map(origin -> origin.parts()).orElse(List.of());
      String text = tables().show(details, damage::add);
      return Result.fine(
          text + StoreTables.damaged(damage),
          new Content(details.uri(), parts, details.stages(), details.files(), damage));
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
}
