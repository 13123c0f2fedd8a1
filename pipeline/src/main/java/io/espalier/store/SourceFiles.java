package io.espalier.store;

import io.espalier.data.Split;
import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import io.espalier.plan.SourcePlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** The raw files a source names, resolved. */
public final class SourceFiles {
  private final List<SourceFile> files;

  private SourceFiles(List<SourceFile> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Finds the files of a source; none for a generator. A path without a scheme is looked for on
   * Hadoop's default file system, a folder stands for the files in it whose names begin with
   * neither dot nor underscore, and for those in its folders named {@code column=value}.
   *
   * @throws InputException naming every path that matches nothing, and every empty file
   */
  public static SourceFiles resolve(Configuration configuration, SourcePlan source) {
    if (source.format().isGenerated()) {
      return new SourceFiles(List.of());
    }
    List<String> problems = new ArrayList<>();
    List<SourceFile> found = new ArrayList<>();
    if (source.train().isEmpty()) {
      problems.add("data.source.train must name at least one file or glob");
    }
    for (Split split : Split.values()) {
      for (String pattern : patterns(source, split)) {
        found.addAll(matches(configuration, split, pattern, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new SourceFiles(named(found));
  }

  private static List<String> patterns(SourcePlan source, Split split) {
    return switch (split) {
      case TRAIN -> source.train();
      case VALIDATION -> source.validation();
      case TEST -> source.test();
    };
  }

  private static List<SourceFile> matches(
      Configuration configuration, Split split, String pattern, List<String> problems) {
    String key = "data.source." + split.folder();
    try {
      Address address = Address.of(key, pattern, configuration);
      List<SourceFile> files = new ArrayList<>();
      for (FileStatus status : visible(address)) {
        if (status.getLen() == 0) {
          problems.add("%s: %s is empty".formatted(key, status.getPath()));
        }
        files.add(
            new SourceFile(
                split,
                status.getPath().getName(),
                status.getPath().toString(),
                status.getLen(),
                status.getModificationTime()));
      }
      if (files.isEmpty()) {
        problems.add(
            "%s: there is no file '%s' (looked for in %s)"
                .formatted(key, pattern, address.path().getParent()));
      }
      files.sort(Comparator.comparing(SourceFile::path));
      return files;
    } catch (InputException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problems.add("%s: '%s' cannot be looked for: %s".formatted(key, pattern, Complaint.of(e)));
    }
    return List.of();
  }

  private static List<FileStatus> visible(Address address) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus match : address.matches()) {
      if (match.isDirectory()) {
        addFiles(address.files(), match.getPath(), files);
      } else {
        files.add(match);
      }
    }
    return files;
  }

  /** Adds the files of a folder and of the folders of partitions, such as day=1, in it. */
  private static void addFiles(FileSystem system, Path folder, List<FileStatus> files)
      throws IOException {
    for (FileStatus status : system.listStatus(folder)) {
      String name = status.getPath().getName();
      if (status.isDirectory() && !NamePattern.isHidden(name) && name.matches("[^=]+=.*")) {
        addFiles(system, status.getPath(), files);
      } else if (status.isFile() && !NamePattern.isHidden(name)) {
        files.add(status);
      }
    }
  }

  /** Files are known by their last name, or by as many folders before it as tell them apart. */
  private static List<SourceFile> named(List<SourceFile> files) {
    int depth = 1;
    while (!areDistinct(files, depth)) {
      depth++;
    }
    int needed = depth;
    return files.stream()
        .map(
            file ->
                new SourceFile(
                    file.split(),
                    last(file.path(), needed),
                    file.path(),
                    file.length(),
                    file.modified()))
        .toList();
  }

  private static boolean areDistinct(List<SourceFile> files, int depth) {
    Set<String> paths = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (SourceFile file : files) {
      if (paths.add(file.path()) && !names.add(last(file.path(), depth))) {
        return false;
      }
    }
    return true;
  }

  private static String last(String path, int depth) {
    String[] parts = path.split("/");
    return String.join(
        "/", Arrays.asList(parts).subList(Math.max(0, parts.length - depth), parts.length));
  }

  /** All files: those for training, for validation and for testing, each in the order of paths. */
  public List<SourceFile> files() {
    return files;
  }

  /** Whether files were given for a split. */
  public boolean has(Split split) {
    return files.stream().anyMatch(file -> file.split() == split);
  }

  /** SHA-256 over split, path, length and modification time of all files; lower-case hex. */
  public String fingerprint() {
    return Digests.sha256(
        files.stream()
            .map(
                file ->
                    String.format(
                        Locale.ROOT,
                        "%s\t%s\t%d\t%d\n",
                        file.split().folder(),
                        file.path(),
                        file.length(),
                        file.modified()))
            .collect(Collectors.joining()));
  }

  /**
   * The bytes of a file, uncompressed if its name says that it is compressed. Compressed bytes that
   * are damaged are a {@link io.espalier.data.raw.RefusedText} when they are read.
   */
  public static InputStream open(Configuration configuration, SourceFile file) {
    Address address = Address.of("data.source", file.path(), configuration);
    Path path = address.path();
    try {
      InputStream raw = address.files().open(path);
      CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
      return codec == null ? raw : new UnpackedStream(raw, codec);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("the file has gone: " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
