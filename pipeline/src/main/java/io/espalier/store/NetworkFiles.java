package io.espalier.store;

import io.espalier.format.Content;
import io.espalier.format.Formats;
import io.espalier.format.Limits;
import io.espalier.format.SeekableInput;
import io.espalier.model.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/** Network files on any Hadoop file system, read from their place, not as a whole. */
public final class NetworkFiles {
  private NetworkFiles() {}

  /**
   * What a file holds; without a scheme on Hadoop's default file system.
   *
   * @param what names it in messages
   * @throws InputException if it cannot be read, or used
   */
  public static Content read(String what, String uri, Configuration hadoop) {
    try (Input file = Input.open(Address.of(what, uri, hadoop))) {
      return Formats.read(file, Limits.USUAL);
    } catch (InputException e) {
      InputException named =
          new InputException(e.problems().stream().map(problem -> what + ": " + problem).toList());
      named.initCause(e);
      throw named;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(what, uri, e);
    } catch (UncheckedIOException e) {
      throw unreadable(what, uri, e.getCause());
    }
  }

  /** Digest of a file's bytes. */
  public static String sha256(String what, String uri, Configuration hadoop) {
    try (Input file = Input.open(Address.of(what, uri, hadoop))) {
      return Digests.facts(file.in).sha256();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(what, uri, e);
    }
  }

  private static InputException unreadable(String what, String uri, Exception cause) {
    InputException problem =
        new InputException(
            "%s must be a network file that can be read, got %s: %s"
                .formatted(what, uri, cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }

  /** A file of Hadoop's. */
  private record Input(String name, long length, FSDataInputStream in) implements SeekableInput {
    static Input open(Address address) throws IOException {
      var files = address.files();
      FileStatus status = files.getFileStatus(address.path());
      if (status.isDirectory()) {
        throw new IOException("it is a folder; name the file in it");
      }
      return new Input(address.text(), status.getLen(), files.open(address.path()));
    }

    @Override
    public int read(long position, byte[] into, int offset, int size) throws IOException {
      return in.read(position, into, offset, size);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
