package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of the stages to which runs refer, of a finished run and of one under way. */
class DamagedListsTest {
  @TempDir private Path temporary;
  private Store store;

  @BeforeEach
  void fill() throws IOException {
    store = Store.at(temporary.toUri().toString(), new Configuration(), "test");
    store.create();
    for (String key : List.of("aa11", "bb22", "cc33")) {
      store.stage(key).write("result.bin", new byte[100]);
      store.stage(key).commit("train", key);
    }
    References.finish(store.run("done"), Map.of("train", "aa11"));
    store.run("done").commit("run", "done");
    References.of(store.run("begun"), told -> {}).add("train", "bb22");
    makeOld();
  }

  private void makeOld() throws IOException {
    try (var files = Files.walk(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "done/stages.json  | ''",
        "done/stages.json  | {",
        "done/stages.json  | {}",
        "done/stages.json  | []",
        "done/stages.json  | null",
        "done/stages.json  | {\"train\":\"cc33\"}",
        "done/stages.json  | {\"train\":null}",
        "done/manifest.json | {",
        "done/manifest.json | {}",
        "done/manifest.json | {\"format\":99}",
        "begun/under-way.json | ''",
        "begun/under-way.json | {}",
        "begun/under-way.json | {\"train\":[\"bb22\"]}",
        "begun/under-way.json | {\"train\":\"../../elsewhere\"}",
      })
  void keepGcFromDeleting(String file, String content) throws IOException {
    Files.writeString(temporary.resolve("runs").resolve(file), content);
    expectRefused("runs/" + file);
  }

  @ParameterizedTest
  @CsvSource({"done/stages.json", "begun/under-way.json"})
  void keepGcFromDeletingWhereAFolderIsInTheirPlace(String file) throws IOException {
    Files.delete(temporary.resolve("runs").resolve(file));
    Files.createDirectory(temporary.resolve("runs").resolve(file));
    Files.createFile(temporary.resolve("runs").resolve(file).resolve("inside"));
    expectRefused("runs/" + file);
  }

  @Test
  void keepGcFromDeletingWhereTheManifestKnowsOneThatIsGone() throws IOException {
    Files.delete(temporary.resolve("runs/done/stages.json"));
    expectRefused("runs/done/stages.json");
  }

  @Test
  void keepGcFromDeletingWhereAllAreGone() throws IOException {
    Files.delete(temporary.resolve("runs/done/stages.json"));
    Files.delete(temporary.resolve("runs/done/manifest.json"));
    Files.createFile(temporary.resolve("runs/done/report.html"));
    expectRefused("runs/done/stages.json is missing");
  }

  @Test
  void keepGcFromDeletingWhereAFileIsInThePlaceOfARun() throws IOException {
    Files.createFile(temporary.resolve("runs/lost"));
    expectRefused("runs/lost is a file");
  }

  private void expectRefused(String place) {
    Garbage garbage = Garbage.of(store, Duration.ofDays(1));
    assertThatThrownBy(garbage::items)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(place)
        .hasMessageContaining("run the plan of such a run again");
    List<String> told = new ArrayList<>();
    Inventory inventory = Inventory.of(store, told::add);
    assertThat(inventory.stages()).hasSize(3);
    assertThat(inventory.runs()).hasSize(2);
    assertThat(told).anyMatch(line -> line.contains(place));
    assertThat(Verification.of(store, folder -> {}).damage())
        .anyMatch(line -> line.contains(place));
  }

  @Test
  void thatAreSoundLetGcDeleteTheRest() {
    assertThat(Garbage.of(store, Duration.ofDays(1)).items())
        .extracting(Garbage.Item::path)
        .containsExactly("stages/cc33");
  }

  @Test
  void checksumsOfHadoopAreNotUnfinished() throws IOException {
    Files.createFile(temporary.resolve("stages/aa11/.result.bin.crc"));
    Files.createFile(temporary.resolve("stages/aa11/.gone.bin.crc"));
    makeOld();
    assertThat(Garbage.of(store, Duration.ofDays(1)).items())
        .extracting(Garbage.Item::path)
        .containsExactly("stages/aa11/.gone.bin.crc", "stages/cc33");
  }

  @Test
  void areWrittenAnewByTheNextRun() throws IOException {
    Files.writeString(temporary.resolve("runs/done/stages.json"), "{");
    List<String> told = new ArrayList<>();
    References.of(store.run("done"), told::add).add("train", "aa11");
    store.run("done").begin(told::add);
    References.finish(store.run("done"), Map.of("train", "aa11"));
    store.run("done").commit("run", "done");
    assertThat(References.all(store.run("done"), told::add)).containsValue("aa11");
    assertThat(told).isEmpty();
  }
}
