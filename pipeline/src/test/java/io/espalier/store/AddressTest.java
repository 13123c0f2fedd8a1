package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @TempDir Path temporary;
  private Configuration configuration;
  private Path folder;

  /** A working folder of Hadoop's whose own name looks like a pattern and an escape. */
  @BeforeEach
  void workInAnOddFolder() throws IOException {
    configuration = new Configuration();
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    folder = Files.createDirectories(temporary.resolve("run[1] {a,b} #%20:x"));
  }

  private Address address(String text) {
    return Address.of("the file", text, configuration);
  }

  private String inFolder(String name) {
    return folder + "/" + name;
  }

  private List<String> matches(String text) throws IOException {
    return address(text).matches().stream().map(file -> file.getPath().getName()).toList();
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.zip",
        "a:b.csv",
        "a b.csv",
        " a",
        "a#b.csv",
        "a%20b.csv",
        "50%.csv",
        "a*b.csv",
        "a?b.csv",
        "a[1].csv",
        "[",
        "{a,b}.csv",
        "{",
        "}",
        "a\\b.csv",
        "Größe 時間.csv",
        "e\u0301",
        "a+b&c=d.csv",
        "--set",
        "-",
        "~",
        "a;b",
        "a'b\"c",
        "a\nb",
        "$HOME",
        "x@y:z",
        "file:x",
        "c:d:e",
        "😀.csv"
      })
  void aNameThatIsThereStandsForItself(String name) throws IOException {
    make(name, "other.csv");
    Address address = address(inFolder(name));
    assertThat(address.isThere()).isTrue();
    assertThat(matches(inFolder(name))).containsExactly(name);
    try (var in = address.files().open(address.path())) {
      assertThat(in.readAllBytes())
          .isEqualTo(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(address(address.uri())).extracting(Address::path).isEqualTo(address.path());
    Address uri = address("file:" + inFolder(name));
    assertThat(uri.path()).isEqualTo(address.path());
    assertThat(address("file://" + inFolder(name)).path()).isEqualTo(address.path());
    Folder.at(folder.toString(), configuration).write(name, new byte[] {7});
    assertThat(Files.readAllBytes(folder.resolve(name))).containsExactly(7);
  }

  @Test
  void namesWithoutAFolderAreInTheWorkingFolder() throws IOException {
    FileSystem files = FileSystem.get(configuration);
    String working = files.getWorkingDirectory().toUri().getPath();
    for (String name : List.of("net.zip", "./net.zip", "x/../net.zip", ".//net.zip")) {
      assertThat(address(name).uri()).isEqualTo("file:" + working + "/net.zip");
    }
    assertThat(address(".").uri()).isEqualTo("file:" + working);
    assertThat(address("./a:b").uri()).isEqualTo("file:" + working + "/a:b");
    assertThat(address("//x//y/").uri()).isEqualTo("file:/x/y");
    assertThat(address("/").uri()).isEqualTo("file:/");
    assertThat(address("hdfs://localhost:8020").uri()).isEqualTo("hdfs://localhost:8020/");
  }

  @Test
  void patternsAreForNamesThatAreNotThere() throws IOException {
    make("1.csv", "2.csv", "10.csv", "a[1].csv", "a1.csv", "x/1.csv", "y/2.csv", "b{.csv");
    make(".hidden.csv", "_part.csv", ".1.csv.crc");
    assertThat(matches(inFolder("?.csv"))).containsExactlyInAnyOrder("1.csv", "2.csv");
    assertThat(matches(inFolder("*.csv")))
        .containsExactlyInAnyOrder("1.csv", "2.csv", "10.csv", "a[1].csv", "a1.csv", "b{.csv");
    assertThat(matches(inFolder("_*.csv"))).containsExactly("_part.csv");
    assertThat(matches(inFolder("a[1].csv"))).containsExactly("a[1].csv");
    assertThat(matches(inFolder("a[12].csv"))).containsExactly("a1.csv");
    assertThat(matches(inFolder("a\\[*"))).containsExactly("a[1].csv");
    assertThat(matches(inFolder("a\\[1\\].csv"))).containsExactly("a[1].csv");
    assertThat(matches(inFolder("[^a-z]*.csv")))
        .contains("1.csv", "2.csv", "10.csv")
        .doesNotContain("a1.csv");
    assertThat(matches(inFolder("*/*.csv"))).containsExactlyInAnyOrder("1.csv", "2.csv");
    assertThat(matches(inFolder("{1,2,3}.csv"))).containsExactlyInAnyOrder("1.csv", "2.csv");
    assertThat(matches(inFolder("{x/1,y/*}.csv"))).containsExactlyInAnyOrder("1.csv", "2.csv");
    assertThat(matches(inFolder("*.tsv"))).isEmpty();
    assertThat(matches(inFolder("1.csv/*"))).isEmpty();
    assertThatThrownBy(() -> matches(inFolder("a[.csv"))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\0b",
        "a:b",
        "file:",
        "file:x",
        "hdfs:",
        "hdfs://",
        "hdfs:///x",
        "nosuch://x/y",
        "http://[::1",
        "viewfs:///x",
        "s3a://bucket/x",
        "s3://bucket/x",
        "gs://bucket/x",
        "abfss://c@a.dfs.core.windows.net/x",
        "file://relative",
        "file://host/x",
        "C:\\data",
        "c:/data",
        "~/data",
        "://x",
        "hdfs://no such host/x"
      })
  void whatCanNeverBeAnAddressIsRefused(String text) {
    assertThatThrownBy(() -> Address.of("run.store", text, configuration))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("run.store: '" + text + "' cannot be used: ")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void refusalsSayWhatToDo() {
    assertThatThrownBy(() -> address("s3a://bucket/x"))
        .hasMessageContaining("--packages org.apache.hadoop:hadoop-aws:3.3.4");
    assertThatThrownBy(() -> address("s3://bucket/x")).hasMessageContaining("write s3a://");
    assertThatThrownBy(() -> address("hdfs:///x")).hasMessageContaining("hdfs://host:port/folder");
    assertThatThrownBy(() -> address("nosuch://x")).hasMessageContaining("nosuch");
    assertThatThrownBy(() -> address("a:b")).hasMessageContaining("'./a:b'");
    assertThatThrownBy(() -> address("file://x")).hasMessageContaining("file:/folder/name");
  }

  @Test
  void oldChecksumsBesideFilesDoNotMatter() throws IOException {
    make("x.csv");
    Files.write(
        folder.resolve(".x.csv.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
    Address address = address(inFolder("x.csv"));
    try (var in = address.files().open(address.path())) {
      assertThat(in.readAllBytes()).hasSize(5);
    }
  }
}
