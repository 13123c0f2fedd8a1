package io.espalier.jobs;

import io.espalier.model.InputException;
import io.espalier.report.StoreTables;
import io.espalier.store.Garbage;
import io.espalier.store.Garbage.Item;
import io.espalier.store.Removal;
import io.espalier.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that make a store smaller: they say what may go, and delete it if told to. */
final class StoreDeletions {
  private StoreDeletions() {}

  private abstract static class Deletion extends StoreCommand {
    @Option(names = "--yes", description = "Delete what was found.")
    private boolean yes;

    private record Content(List<Item> items, List<String> deleted) {}

    Result result(List<Item> items, Predicate<Item> delete) {
      List<String> deleted = new ArrayList<>();
      if (yes) {
        items.stream().filter(delete).map(Item::path).forEach(deleted::add);
      }
      return Result.fine(
          StoreCommands.tables().garbage(items) + outcome(items, deleted.size()),
          new Content(items, deleted));
    }

    private String outcome(List<Item> items, int deleted) {
      if (items.isEmpty()) {
        return "there is nothing to delete\n";
      }
      return yes
          ? "%d of %d deleted\n".formatted(deleted, items.size())
          : "nothing was deleted; --yes deletes these %d, %s\n"
              .formatted(items.size(), StoreTables.size(items));
    }
  }

  @Command(
      name = "rm",
      description =
          "Find what goes with runs that are given up: their folders, and the stages to which no"
              + " other run refers; --yes deletes it.")
  static final class Rm extends Deletion {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Names of runs.")
    private List<String> names = new ArrayList<>();

    @Override
    Result execute(Store store) {
      Removal removal = Removal.of(store, names);
      return result(removal.items(), removal::delete);
    }
  }

  @Command(
      name = "gc",
      description = "Find what no run refers to and dead drivers left; --yes deletes it.")
  static final class Gc extends Deletion {
    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "1",
        description = "How old it must be at least, in days; ${DEFAULT-VALUE} unless given.")
    private int days;

    @Option(
        names = "--keep-last",
        paramLabel = "N",
        description =
            "Give up all runs but the N newest, as rm does; runs that are not old enough stay too.")
    private Optional<Integer> keepLast = Optional.empty();

    @Option(
        names = "--prefix",
        paramLabel = "TEXT",
        description = "With --keep-last: count, and give up, only runs whose names begin so.")
    private Optional<String> prefix = Optional.empty();

    @Override
    Result execute(Store store) {
      Garbage garbage = garbage(store);
      return result(garbage.items(), garbage::delete);
    }

    private Garbage garbage(Store store) {
      if (days < 0) {
        throw new InputException(
            "--days must be at least 0, got %d; 0 is whatever its age".formatted(days));
      }
      Garbage garbage = Garbage.of(store, Duration.ofDays(days));
      if (keepLast.isEmpty()) {
        if (prefix.isPresent()) {
          throw new InputException("--prefix says which runs --keep-last counts; give both");
        }
        return garbage;
      }
      if (keepLast.get() < 1) {
        throw new InputException(
            "--keep-last must be at least 1, got %d; store rm gives up runs by name"
                .formatted(keepLast.get()));
      }
      return garbage.keepingLast(keepLast.get(), prefix.orElse(""));
    }
  }
}
