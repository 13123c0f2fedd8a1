package io.espalier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {
  @TempDir Path folder;

  @Test
  void takesFoldersWithRoomAndLeavesNothing() {
    Path blocks = folder.resolve("blocks");
    assertThatCode(new TemporaryFolders(folder, List.of(blocks))::check).doesNotThrowAnyException();
    assertThat(folder.toFile().list()).containsExactly("blocks");
    assertThat(blocks).isEmptyDirectory();
  }

  @Test
  void namesEveryFolderThatCannotBeWrittenTo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    TemporaryFolders folders =
        new TemporaryFolders(file, List.of(file.resolve("below"), folder.resolve("fine")));
    assertThatThrownBy(folders::check)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the temporary folder " + file + " cannot be written to")
        .hasMessageContaining("-Djava.io.tmpdir=FOLDER")
        .hasMessageContaining("Spark's folder " + file.resolve("below") + " cannot be written to")
        .hasMessageNotContaining("fine");
  }

  @Test
  void sparkChoosesFoldersWhereNoClusterDoes() {
    SparkConf conf = new SparkConf(false).set("spark.local.dir", "/a, /b");
    assertThat(TemporaryFolders.of(conf.set("spark.master", "local")).blocks())
        .containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(TemporaryFolders.of(conf.set("spark.master", "yarn")).blocks()).isEmpty();
  }
}
