package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.espalier.model.ExampleGraphs;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.store.Inventory.Run;
import io.espalier.store.Inventory.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a finished run, one that stopped in the middle, and a stage of neither. */
class InventoryTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path temporary;
  private Store store;

  @BeforeEach
  void fill() {
    store = Store.at(temporary.toUri().toString(), HADOOP, "test");
    store.create();
    for (String key : List.of("aa11", "aa22", "cc33")) {
      new StageOrigin("train", List.of("{}")).write(store.stage(key));
      store.stage(key).write("training.bin", new byte[100]);
      store.stage(key).commit("train", key);
    }
    new StageOrigin("finetune", List.of("7", "aa22")).write(store.stage("bb44"));
    TrainingState start =
        TrainingState.start(
            new NetworkState(
                ExampleGraphs.chain(), new float[2], new float[0], new TrainingProgress(0, 12, 40)),
            Mask.all(2));
    new Checkpoints(store.stage("bb44"), "bb44", 1, 3).save(start);
    References.of(store.run("done"), told -> {}).add("train", "aa11");
    References.finish(store.run("done"), Map.of("train", "aa11"));
    store.run("done").commit("run", "done");
    References stopped = References.of(store.run("stopped"), told -> {});
    stopped.add("train", "aa22");
    stopped.add("level 1/1 · finetune", "bb44");
  }

  @Test
  void tellsHowFarRunsAndStagesAreAndWhoRefersToThem() {
    Inventory inventory = Inventory.of(store, told -> {});
    assertThat(inventory.runs())
        .extracting(Run::name, Run::state)
        .containsExactly(tuple("done", "finished"), tuple("stopped", "unfinished"));
    assertThat(inventory.runs().get(1).stages())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("train", "aa22", "level 1/1 · finetune", "bb44"));
    Map<String, Stage> stages =
        inventory.stages().stream().collect(Collectors.toMap(Stage::key, stage -> stage));
    assertThat(stages).containsOnlyKeys("aa11", "aa22", "bb44", "cc33");
    assertThat(stages.get("bb44").kind()).isEqualTo("finetune");
    assertThat(stages.get("bb44").state()).isEqualTo("round 12");
    assertThat(stages.get("bb44").runs()).containsExactly("stopped");
    assertThat(stages.get("aa11").state()).isEqualTo("finished");
    assertThat(stages.get("cc33").runs()).isEmpty();
    assertThat(stages.get("cc33").extent().bytes()).isGreaterThan(100);
  }

  @Test
  void namesTheHolderOfAStageUnderWay() {
    try (Lock lock = store.await("bb44", "finetune", Duration.ZERO, line -> {})) {
      assertThat(lock).isNotNull();
      assertThat(Inventory.of(store, told -> {}).stages())
          .filteredOn(stage -> !stage.lock().equals("free"))
          .singleElement()
          .satisfies(
              stage -> {
                assertThat(stage.key()).isEqualTo("bb44");
                assertThat(stage.lock()).contains("process " + ProcessHandle.current().pid());
              });
    }
  }

  @Test
  void findsStagesByTheBeginningOfTheirKey() {
    Inventory inventory = Inventory.of(store, told -> {});
    FolderDetails details = inventory.details("b");
    assertThat(details.name()).isEqualTo("bb44");
    assertThat(details.origin()).contains(new StageOrigin("finetune", List.of("7", "aa22")));
    assertThat(details.newestRound().orElseThrow().progress().round()).isEqualTo(12);
    assertThat(inventory.details("done").stages()).containsEntry("train", "aa11");
    assertThatThrownBy(() -> inventory.details("aa"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("aa11, aa22");
    assertThatThrownBy(() -> inventory.details("zz")).isInstanceOf(InputException.class);
  }

  @Test
  void aFinishedRunRefersToWhatItIsMadeOfAlone() {
    References again = References.of(store.run("stopped"), told -> {});
    again.add("train", "cc33");
    References.finish(store.run("stopped"), Map.of("train", "cc33"));
    assertThat(References.all(store.run("stopped"), told -> {})).isEqualTo(Map.of("train", "cc33"));
  }

  @Test
  void verifiesEveryCommittedFile() throws IOException {
    Verification sound = Verification.of(store, folder -> {});
    assertThat(sound.damage()).isEmpty();
    assertThat(sound.folders()).isEqualTo(5);
    Files.write(temporary.resolve("stages/aa22/training.bin"), new byte[99]);
    Files.delete(temporary.resolve("stages/bb44/rounds/12/state.bin"));
    Files.writeString(temporary.resolve("runs/done/manifest.json"), "{");
    assertThat(Verification.of(store, folder -> {}).damage())
        .hasSize(3)
        .anyMatch(line -> line.contains("aa22/training.bin is damaged: 99 bytes"))
        .anyMatch(line -> line.contains("rounds/12/state.bin is missing"))
        .anyMatch(line -> line.contains("runs/done/manifest.json"));
  }

  @Test
  void whatNoRunRefersToAndLeftoversMayGoOnceTheyAreOld() throws IOException {
    Path leftover = temporary.resolve("stages/aa11/.tmp-0-a.bin");
    Files.write(leftover, new byte[5]);
    assertThat(Garbage.of(store, Duration.ofDays(1)).items()).isEmpty();
    makeOld();
    Garbage garbage = Garbage.of(store, Duration.ofDays(1));
    assertThat(garbage.items())
        .extracting(Garbage.Item::path)
        .containsExactly("stages/aa11/.tmp-0-a.bin", "stages/cc33");
    assertThat(garbage.items()).allMatch(garbage::delete);
    assertThat(leftover).doesNotExist();
    assertThat(temporary.resolve("stages/cc33")).doesNotExist();
    assertThat(temporary.resolve("stages/aa11/training.bin")).exists();
    assertThat(garbage.items()).isEmpty();
    assertThat(Verification.of(store, folder -> {}).damage()).isEmpty();
  }

  @Test
  void whatDeadDriversDidNotFinishGoesWithItsEmptyFolders() throws IOException {
    List<Path> leftovers =
        List.of(
            leave("espalier-store"),
            leave("runs/begun/under-way.json"),
            leave("runs/done/summary.json"),
            leave("stages/bb44/mask.bin"),
            leave("stages/bb44/rounds/14/state.bin"));
    makeOld();
    leave("runs/new/under-way.json"); // of a driver that may live
    Garbage garbage = Garbage.of(store, Duration.ZERO);

    List<Garbage.Item> items = garbage.items().stream().filter(InventoryTest::isHidden).toList();

    assertThat(items)
        .extracting(item -> temporary.resolve(item.path()))
        .containsExactlyInAnyOrderElementsOf(leftovers);
    assertThat(items).allMatch(garbage::delete);
    assertThat(leftovers).noneMatch(Files::exists);
    assertThat(temporary.resolve("stages/bb44/rounds")).isDirectoryNotContaining("glob:**/14");
    assertThat(temporary.resolve("runs")).isDirectoryNotContaining("glob:**/begun");
    assertThat(temporary.resolve("runs")).isDirectoryContaining("glob:**/new");
    assertThat(Verification.of(store, folder -> {}).folders()).isEqualTo(5);
  }

  @Test
  void whatALivingDriverHasNotFinishedStays() throws IOException {
    Path unfinished = leave("stages/bb44/rounds/14/state.bin");
    makeOld();
    Garbage garbage = Garbage.of(store, Duration.ZERO);
    List<Garbage.Item> items = garbage.items().stream().filter(InventoryTest::isHidden).toList();

    try (Lock lock = store.await("bb44", "finetune", Duration.ZERO, line -> {})) {
      assertThat(lock).isNotNull();
      assertThat(garbage.items()).noneMatch(InventoryTest::isHidden);
      assertThat(items).hasSize(1).noneMatch(garbage::delete);
    }

    assertThat(unfinished).exists();
    assertThat(items).allMatch(garbage::delete);
  }

  /** Leaves what a driver leaves that is killed while it writes a file. */
  private Path leave(String file) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(
        path.resolveSibling(Replacing.TEMPORARY + "0-" + path.getFileName()), new byte[5]);
  }

  private static boolean isHidden(Garbage.Item item) {
    return Path.of(item.path()).getFileName().toString().startsWith(".");
  }

  @Test
  void whatSomebodyHasComeToNeedStays() throws IOException {
    makeOld();
    Garbage garbage = Garbage.of(store, Duration.ofDays(1));
    Garbage.Item item = garbage.items().get(0);
    References.of(store.run("new"), told -> {}).add("train", "cc33");
    assertThat(garbage.delete(item)).isFalse();
    assertThat(temporary.resolve("stages/cc33/training.bin")).exists();
  }

  @Test
  void whatIsLockedStaysUntilItsHolderIsDead() throws IOException {
    try (Lock lock = store.await("cc33", "train", Duration.ZERO, line -> {})) {
      assertThat(lock).isNotNull();
      makeOld();
      assertThat(Garbage.of(store, Duration.ZERO).items()).isEmpty();
    }
    assertThat(Garbage.of(store, Duration.ofDays(1)).items())
        .extracting(Garbage.Item::path)
        .containsExactly("stages/cc33");
  }

  @Test
  void refusesAFolderThatIsNoStore() {
    String elsewhere = temporary.resolve("stages").toUri().toString();
    assertThatThrownBy(() -> Store.existing(elsewhere, HADOOP))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no store at");
  }

  private void makeOld() throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    try (var files = Files.walk(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }
}
