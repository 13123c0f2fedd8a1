package io.espalier.cluster.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cluster.LocalSpark;
import io.espalier.data.DatasetInfo;
import io.espalier.data.Extent;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.RowOrigin;
import io.espalier.data.Sequence;
import io.espalier.data.SourceFormat;
import io.espalier.data.Split;
import io.espalier.data.Task;
import io.espalier.data.Truth;
import io.espalier.data.raw.RawReader;
import io.espalier.data.raw.ReadOptions;
import io.espalier.importance.Criterion;
import io.espalier.importance.Evidence;
import io.espalier.importance.Scores;
import io.espalier.model.AddedServices;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.ParameterLayout;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanHocon;
import io.espalier.plan.PlanReader;
import io.espalier.run.Findings;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import io.espalier.schedule.Level;
import io.espalier.schedule.Schedule;
import io.espalier.store.DatasetFile;
import io.espalier.store.Shards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader, a task, a criterion and a schedule of one's own: one class and one line each. */
class ExtensionTest {
  private static final Configuration HADOOP = new Configuration();

  /** Of an LSTM of 4 units over 1 feature, and of 2 classes; biases are never pruned. */
  private static final int WEIGHTS = 16 + 64 + 8;

  @TempDir private Path folder;

  /** Lines of notes, high or low, that are major or minor by their first one. */
  public record Notes() implements RawReader {
    @Override
    public String name() {
      return "notes";
    }

    @Override
    public boolean serves(Task task) {
      return task.truth() == Truth.LABEL && task.extent() == Extent.WHOLE;
    }

    @Override
    public Content content() {
      return Content.NUMBERS;
    }

    @Override
    public Iterator<Parsed> read(ReadOptions options, String file, Reader text) {
      List<String> lines = new BufferedReader(text).lines().toList();
      return IntStream.range(0, lines.size())
          .mapToObj(i -> (Parsed) sequence(file, i + 1, lines.get(i)))
          .iterator();
    }

    private static RawSequence sequence(String file, int line, String notes) {
      double[] values = notes.chars().mapToDouble(note -> note == '#' ? 1 : 0).toArray();
      return RawSequence.ofValues(
          RawSequence.numbered(file, line),
          new RowOrigin(file, line),
          values,
          1,
          RawTarget.label(values[0] == 1 ? "major" : "minor"));
    }
  }

  /** What a piece of music is in. */
  public record Mode() implements Task {
    @Override
    public String name() {
      return "mode";
    }

    @Override
    public Truth truth() {
      return Truth.LABEL;
    }

    @Override
    public Extent extent() {
      return Extent.WHOLE;
    }
  }

  /** Later parameters matter more. */
  public record ByPosition() implements Criterion {
    @Override
    public String name() {
      return "position";
    }

    @Override
    public Scores score(ParameterLayout layout, float[] parameters, Evidence evidence) {
      float[] scores = new float[parameters.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = i;
      }
      return Scores.of(scores);
    }
  }

  /** The same amount more at every level. */
  public record Linear() implements Schedule {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public List<Level> levels(int count, double sparsity) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(t -> new Level(t, sparsity * t / count))
          .toList();
    }
  }

  private void withThem(AddedServices.Action action) throws Exception {
    AddedServices.during(
        folder.resolve("added"),
        Map.of(
            SourceFormat.class,
            Notes.class,
            Task.class,
            Mode.class,
            Criterion.class,
            ByPosition.class,
            Schedule.class,
            Linear.class),
        action);
  }

  private Path music() throws IOException {
    String lines =
        IntStream.range(0, 80)
            .mapToObj(i -> (i % 2 == 0 ? "#" : ".") + ".#".repeat(1 + i % 5))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("music.notes"), lines);
  }

  private Plan plan() throws IOException {
    String text =
        """
        run { name = music }
        data { task = mode, normalise = none, source { format = notes, train = "%s" }, shards = 2 }
        network { layers = [ { type = lstm, units = 4 } ] }
        train { epochs = 2, batch-size = 8 }
        prune { criterion = position, keep-at-least = 0
                schedule { type = linear, levels = 2, sparsity = 0.5 } }
        recover { epochs = 1 }
        """
            .formatted(music());
    return PlanReader.read(text, "test", List.of());
  }

  @Test
  void areReadAndRunWith() throws Exception {
    withThem(this::run);
  }

  private void run() throws IOException {
    Plan plan = plan();
    assertThat(PlanReader.read(PlanHocon.of(plan), "again", List.of())).isEqualTo(plan);
    Findings findings = LocalSpark.experiment(plan, folder.resolve("store")).runTo(Verb.EVALUATE);
    DatasetInfo info = findings.dataset().info();
    assertThat(info.task()).isEqualTo(new Mode());
    assertThat(info.output().classes()).containsExactly("major", "minor");
    Mask mask = findings.networks().get(1).network().mask();
    assertThat(IntStream.range(0, mask.length()).filter(p -> !mask.keeps(p)).toArray())
        .isEqualTo(IntStream.range(0, WEIGHTS / 4).toArray());
    assertThat(findings.last().on(Split.TEST).metrics()).containsKey("accuracy");
  }

  @Test
  void areWhatADatasetIsPreparedWith() throws Exception {
    withThem(this::prepare);
  }

  private void prepare() throws IOException {
    String out = folder.resolve("out").toString();
    SparkPreparation.prepare(
        LocalSpark.session(),
        "test",
        plan().data(),
        7,
        Optional.empty(),
        out,
        Progress.silent(),
        info -> {});
    DatasetInfo info = DatasetFile.read(HADOOP, out);
    int read = 0;
    for (Split split : Split.values()) {
      for (Sequence sequence : Shards.readAll(HADOOP, out, split, List.of(0, 1), info)) {
        int line = Integer.parseInt(sequence.id().substring("music.notes:".length()));
        assertThat(sequence.steps()).isEqualTo(1 + 2 * (1 + (line - 1) % 5));
        assertThat(sequence.values()[0]).isEqualTo(line % 2 == 1 ? 1f : 0f);
        read++;
      }
    }
    assertThat(read).isEqualTo(80);
  }

  @Test
  void areUnknownWithoutTheirLines() {
    assertThatThrownBy(this::plan)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.source.format must be one of wide, long, ts")
        .hasMessageContaining("data.task must be one of classification, language-model")
        .hasMessageContaining("prune.criterion must be one of magnitude-l1")
        .hasMessageContaining("prune.schedule.type must be one of one-shot, iterative, cubic");
  }
}
