package io.espalier.store.parquet;

import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import io.espalier.model.InputException;
import io.espalier.store.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Raw Parquet files that are read as one table, and what their rows hold.
 *
 * @param content of the rows
 * @param parts of the files, in their order
 */
public record RawTable(RowContent content, List<TablePart> parts) {
  /** Problems that are named. */
  private static final int NAMED = 10;

  /**
   * Reads the footers of all files and holds their columns against what is asked for.
   *
   * @throws InputException if a file is no Parquet or damaged, or a column is missing or of a type
   *     that cannot be used
   * @throws java.io.UncheckedIOException if a file cannot be reached
   */
  public static RawTable open(
      Configuration configuration,
      List<SourceFile> sources,
      ReadOptions options,
      Elements elements) {
    Map<Integer, String> unreadable = new ConcurrentSkipListMap<>();
    Map<Integer, TableFile> read = new ConcurrentSkipListMap<>();
    IntStream.range(0, sources.size())
        .parallel()
        .forEach(
            i -> {
              try {
                read.put(i, TableFile.read(configuration, sources.get(i)));
              } catch (NotReadable e) {
                unreadable.put(i, e.getMessage());
              }
            });
    refuse(unreadable.values().stream().toList());
    List<TableFile> files = List.copyOf(read.values());
    TableCheck check = new TableCheck(options, elements);
    RowContent content = check.content(files);
    refuse(check.problems());
    refuse(Codecs.missing(configuration, files, options));
    List<TablePart> parts = new ArrayList<>();
    files.forEach(file -> parts.addAll(file.parts()));
    return new RawTable(content, parts);
  }

  private static void refuse(List<String> problems) {
    if (problems.size() > NAMED) {
      List<String> named = new ArrayList<>(problems.subList(0, NAMED));
      named.add("and %d more".formatted(problems.size() - NAMED));
      throw new InputException(named);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }
}
