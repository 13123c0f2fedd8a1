package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop tells of a full local disk by an error, and of a read-only one by false. */
class FullDiskTest {
  private static final AtomicBoolean FULL = new AtomicBoolean();

  @TempDir private Path temporary;
  private Folder folder;

  /** Local files on a disk that is full now and then. */
  public static final class Disk extends RawLocalFileSystem {
    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      FSDataOutputStream out =
          super.create(file, overwrite, bufferSize, replication, blockSize, progress);
      return new FSDataOutputStream(new Filling(out), null);
    }
  }

  /** Local files that must not be written to. */
  public static final class ReadOnly extends RawLocalFileSystem {
    @Override
    public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) {
      return false;
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) {
      return false;
    }
  }

  private static final class Filling extends OutputStream {
    private final OutputStream out;

    private Filling(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      if (FULL.get()) {
        throw noSpace();
      }
      out.write(one);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** What Hadoop alone can make. */
  static Error noSpace() {
    try {
      Constructor<FSError> made = FSError.class.getDeclaredConstructor(Throwable.class);
      made.setAccessible(true);
      return made.newInstance(new IOException("No space left on device"));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() {
    folder = on(Disk.class);
    FULL.set(false);
  }

  private Folder on(Class<? extends FileSystem> disk) {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.file.impl", disk, FileSystem.class);
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    return Folder.at(temporary.resolve("stage").toUri().toString(), configuration);
  }

  @Test
  void thatMustNotBeWrittenToIsSaidWhereSomethingIsToBeDeleted() {
    folder.write("a.bin", new byte[] {1});
    Folder readOnly = on(ReadOnly.class);
    for (ThrowingCallable deletion :
        List.<ThrowingCallable>of(
            readOnly::vanish, readOnly::delete, () -> readOnly.delete("a.bin"))) {
      assertThatThrownBy(deletion)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot delete")
          .hasMessageContaining("stage");
    }
    readOnly.delete("b.bin");
    assertThat(folder.readUnverified("a.bin")).containsExactly(1);
  }

  @Test
  void isAFailureThatNamesTheFileAndLeavesNothing() {
    folder.write("a.bin", new byte[] {1});
    FULL.set(true);
    assertThatThrownBy(() -> folder.write("a.bin", new byte[] {2}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write")
        .hasMessageContaining("stage/a.bin")
        .hasMessageContaining("No space left on device");
    assertThat(folder.readUnverified("a.bin")).containsExactly(1);
    assertThat(folder.entries()).hasSize(1);
  }

  @Test
  void ofAJournalNamesIt() {
    Journal journal = Journal.start(folder, "rounds.jsonl", List.of());
    FULL.set(true);
    assertThatThrownBy(() -> journal.add("a record"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("stage/rounds.jsonl")
        .hasMessageContaining("No space left on device");
  }
}
