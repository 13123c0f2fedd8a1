package io.espalier.store;

import io.espalier.model.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file or folder as people name it, on its file system: a URI with a scheme, or a path on
 * Hadoop's default file system, from its working folder unless it begins with a slash. Every
 * character stands for itself, but for {@link #matches}.
 *
 * @param text as it was given
 * @param files its file system; of local files the one that neither reads nor writes files of
 *     checksums beside them
 * @param path absolute, with scheme
 */
public record Address(String text, FileSystem files, Path path) {
  /** One letter before a colon is no scheme, but a drive of Windows, which is none of ours. */
  private static final Pattern WITH_SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(/.*)", Pattern.DOTALL);

  /** What stands before a colon where no folder does. */
  private static final Pattern COLON = Pattern.compile("[^/]*:.*", Pattern.DOTALL);

  private static final Pattern AUTHORITY = Pattern.compile("//([^/?#]*)(.*)", Pattern.DOTALL);

  /**
   * Resolves what was given; nothing but the file system is looked for.
   *
   * @param what names it in messages, such as its key
   * @throws InputException if it can never be one, there is no such file system, or it holds a
   *     user, a password or a signature
   */
  public static Address of(String what, String text, Configuration configuration) {
    Credentials.refuse(what, text);
    try {
      return resolved(text, configuration);
    } catch (InputException e) {
      throw unusable(what, text, e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw unusable(what, text, FileSystemProblem.of(text, e), e);
    }
  }

  private static InputException unusable(String what, String text, String why, Exception cause) {
    InputException problem =
        new InputException("%s: '%s' cannot be used: %s".formatted(what, text, why));
    problem.initCause(cause);
    return problem;
  }

  private static Address resolved(String text, Configuration configuration) throws IOException {
    if (text.isBlank()) {
      throw new InputException("a name is needed");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InputException("no file name has a NUL character in it");
    }
    Matcher uri = WITH_SCHEME.matcher(text);
    if (uri.matches()) {
      return withScheme(text, uri.group(1).toLowerCase(Locale.ROOT), uri.group(2), configuration);
    }
    return withoutScheme(text, configuration);
  }

  private static Address withScheme(
      String text, String scheme, String rest, Configuration configuration) throws IOException {
    Matcher parts = AUTHORITY.matcher(rest);
    boolean hasAuthority = parts.matches();
    String authority = hasAuthority ? parts.group(1) : "";
    String inside = hasAuthority ? parts.group(2) : rest;
    if (scheme.equals("file") && !authority.isEmpty()) {
      throw new InputException(
          "file: takes no host; write file:/folder/name, or a path without a scheme");
    }
    Path path =
        new Path(scheme, authority.isEmpty() ? null : authority, inside.isEmpty() ? "/" : inside);
    FileSystem files = path.getFileSystem(configuration);
    return at(text, files, path);
  }

  private static Address withoutScheme(String text, Configuration configuration)
      throws IOException {
    Credentials.refuse(
        CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY,
        FileSystem.getDefaultUri(configuration).toString());
    FileSystem files = FileSystem.get(configuration);
    Address address = at(text, files, new Path(null, null, text));
    if (COLON.matcher(text).matches() && !address.isThere()) {
      throw new InputException(
          ("it is neither a file in the working folder nor an address such as hdfs://host/folder;"
                  + " './%s' names a file that has yet to be made")
              .formatted(text));
    }
    if (text.equals("~") || text.startsWith("~/")) {
      if (!address.isThere()) {
        throw new InputException("'~' is not known here; write the name of the folder in full");
      }
    }
    return address;
  }

  private static Address at(String text, FileSystem files, Path path) {
    FileSystem plain = files instanceof LocalFileSystem local ? local.getRaw() : files;
    return new Address(text, plain, plain.makeQualified(path));
  }

  /** Absolute, with scheme; an address of this text is the same. */
  public String uri() {
    return path.toString();
  }

  /** Whether a file or folder is there. */
  public boolean isThere() throws IOException {
    return status().isPresent();
  }

  private Optional<FileStatus> status() throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The file or folder of exactly this name; if there is none, those that match it as a pattern of
   * {@code * ? [a-z] {a,b}} and {@code \}. A star or question mark at the beginning of a name
   * stands for no dot and no underscore.
   */
  public List<FileStatus> matches() throws IOException {
    Optional<FileStatus> exact = status();
    return exact.isPresent() ? List.of(exact.get()) : NamePattern.matches(files, path);
  }
}
