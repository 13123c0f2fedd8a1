package io.espalier.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.Dataset;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Target;
import io.espalier.data.raw.StrictCsv;
import io.espalier.model.InputException;
import io.espalier.plan.PlanReader;
import io.espalier.run.Verb;
import io.espalier.store.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Wide data that Spark prepares, and whose shards are read back. */
final class PreparationInputs implements FuzzPart {
  private static final String FILE = "data.csv";

  private static final String PLAN =
      """
      run.name = x
      data { source { format = wide, train = "%s", delimiter = "," }
             normalise = none, shards = 2, validation = 0.2, test = 0.2, bad-rows = fail }
      network.layers = [{ type = lstm, units = 2 }]
      """;

  private Path folder = Path.of("");

  @Override
  public String name() {
    return "preparation";
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) throws IOException {
    folder = Files.createTempDirectory("fuzz-preparation");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      rows.append("%s,%d,%d.5%n".formatted(i % 2 == 0 ? "even" : "odd", i, i % 7));
    }
    return Stream.concat(kept.stream(), Stream.of(rows.toString().getBytes(UTF_8))).toList();
  }

  @Override
  public Verdict read(byte[] input, Random random) throws IOException {
    Path file = Files.write(folder.resolve(FILE), input);
    Path store = folder.resolve("store");
    try {
      Dataset dataset =
          LocalSpark.experiment(PlanReader.read(PLAN.formatted(file), "my.conf", List.of()), store)
              .runTo(Verb.PREPARE)
              .dataset();
      assertThat(sequences(dataset)).isEqualTo(lines(new String(input, UTF_8)));
      return Verdict.TAKEN;
    } catch (InputException refusal) {
      return Sentence.refusal(refusal, "data");
    } finally {
      delete(store);
    }
  }

  /** What was prepared, sorted: the label and the numbers of each sequence. */
  private static List<String> sequences(Dataset dataset) {
    List<String> all = new ArrayList<>();
    List<Integer> shards = IntStream.range(0, dataset.info().shards()).boxed().toList();
    for (Split split : Split.values()) {
      for (Sequence sequence :
          Shards.readAll(
              LocalSpark.session().sparkContext().hadoopConfiguration(),
              dataset.folder(),
              split,
              shards,
              dataset.info())) {
        int label = ((Target.Label) sequence.target()).index();
        all.add(dataset.info().output().classes().get(label) + Arrays.toString(sequence.values()));
      }
    }
    all.sort(Comparator.naturalOrder());
    return all;
  }

  /** What the lines say, as another reader finds it; empty cells at the end are padding. */
  private static List<String> lines(String text) {
    return StrictCsv.rows(text).orElseThrow().stream()
        .map(cells -> cells.get(0) + numbers(cells.subList(1, cells.size())))
        .sorted()
        .toList();
  }

  private static List<Float> numbers(List<String> cells) {
    int length = cells.size();
    while (length > 0 && cells.get(length - 1).isEmpty()) {
      length--;
    }
    return cells.subList(0, length).stream().map(Float::parseFloat).toList();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }
}
