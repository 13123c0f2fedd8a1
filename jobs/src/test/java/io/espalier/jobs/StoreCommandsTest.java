package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.store.References;
import io.espalier.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String uri;

  @BeforeEach
  void fill() {
    uri = folder.toUri().toString();
    Store store = Store.at(uri, new Configuration(), "test");
    store.create();
    for (String key : new String[] {"aa11", "bb22"}) {
      store.stage(key).write("evaluation.json", "{}".getBytes(StandardCharsets.UTF_8));
      store.stage(key).commit("evaluate", key);
    }
    References.of(store.run("vowels"), told -> {}).add("dense · evaluate test", "aa11");
  }

  @Test
  void listsRunsAndStages() {
    assertThat(store("ls", uri)).isZero();
    assertThat(result())
        .containsSubsequence("run", "vowels", "unfinished", "stage", "aa11", "vowels");
    assertThat(result()).containsPattern("bb22 .* finished +none");
  }

  @Test
  void listsForPrograms() {
    assertThat(store("ls", uri, "--json")).isZero();
    assertThat(result()).contains("\"stages\"").contains("\"key\" : \"bb22\"");
  }

  @Test
  void showsAStageByTheBeginningOfItsKey() {
    assertThat(store("show", uri, "aa")).isZero();
    assertThat(result()).contains("stages/aa11", "metrics", "evaluation.json");
  }

  @Test
  void refusesToShowWhatIsNotThere() {
    assertThat(store("show", uri, "zz")).isEqualTo(Failures.BAD_INPUT);
    assertThat(problems()).contains("no run 'zz'");
  }

  @Test
  void verifyNamesDamageAndFails() throws IOException {
    assertThat(store("verify", uri)).isZero();
    Files.writeString(folder.resolve("stages/aa11/evaluation.json"), "{ }");
    assertThat(store("verify", uri)).isEqualTo(Failures.FAILED);
    assertThat(result()).contains("stages/aa11/evaluation.json is damaged", "1 of them damaged");
  }

  @Test
  void deletesOnlyIfToldTo() {
    assertThat(store("gc", uri, "--days", "0")).isZero();
    assertThat(result()).contains("stages/bb22", "no run refers to it", "--yes deletes");
    assertThat(folder.resolve("stages/bb22")).exists();
    assertThat(store("gc", uri, "--days", "0", "--yes")).isZero();
    assertThat(folder.resolve("stages/bb22")).doesNotExist();
    assertThat(folder.resolve("stages/aa11")).exists();
  }

  @Test
  void givesUpARunOnlyIfToldTo() {
    assertThat(store("rm", uri, "vowels")).isZero();
    assertThat(result()).contains("runs/vowels", "stages/aa11", "--yes deletes these 2");
    assertThat(folder.resolve("runs/vowels")).exists();
    assertThat(store("rm", uri, "vowels", "--yes")).isZero();
    assertThat(result()).contains("2 of 2 deleted");
    assertThat(folder.resolve("runs/vowels")).doesNotExist();
    assertThat(folder.resolve("stages/aa11")).doesNotExist();
    assertThat(folder.resolve("stages/bb22")).exists();
    assertThat(store("rm", uri, "vowels")).isEqualTo(Failures.BAD_INPUT);
    assertThat(problems()).contains("the store has no run 'vowels'");
  }

  @Test
  void listsAndShowsWhatIsDamaged() throws IOException {
    Files.writeString(folder.resolve("runs/vowels/under-way.json"), "{");
    assertThat(store("ls", uri)).isZero();
    assertThat(store("show", uri, "vowels")).isZero();
    assertThat(result().split("damaged: ", -1)).hasSize(3);
    assertThat(store("gc", uri, "--days", "0", "--yes")).isEqualTo(Failures.FAILED);
    assertThat(problems()).contains("nothing may be deleted", "runs/vowels/under-way.json");
    assertThat(folder.resolve("stages/bb22")).exists();
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThat(store("gc", uri, "--days", "-1")).isEqualTo(Failures.BAD_INPUT);
    assertThat(store("gc", uri, "--keep-last", "0")).isEqualTo(Failures.BAD_INPUT);
    assertThat(store("gc", uri, "--prefix", "a")).isEqualTo(Failures.BAD_INPUT);
    assertThat(problems())
        .contains("--days must be at least 0, got -1")
        .contains("--keep-last must be at least 1, got 0")
        .contains("--prefix says which runs --keep-last counts");
  }

  @Test
  void refusesAFolderThatIsNoStore() {
    assertThat(store("ls", folder.resolve("stages").toUri().toString()))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(problems()).contains("there is no store at");
  }

  @Test
  void saysWhichCommandsThereAre() {
    assertThat(store()).isEqualTo(Failures.BAD_INPUT);
    assertThat(problems()).contains("ls, show, verify, rm, gc");
  }

  private int store(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "store";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream problems = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Espalier.execute(all, new Streams(results, problems, 0));
  }

  private String result() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String problems() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
