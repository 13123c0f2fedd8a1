package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import io.espalier.store.Folder;
import io.espalier.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageGraphTest {
  @TempDir private Path folder;
  private final AtomicInteger computed = new AtomicInteger();
  private final AtomicInteger identified = new AtomicInteger();

  /** Writes the words of what it needs, and its own. */
  private final class Words implements Stage<String> {
    private final String words;
    private final List<Stage<?>> needs;

    private Words(String words, Stage<?>... needs) {
      this.words = words;
      this.needs = List.of(needs);
    }

    @Override
    public String kind() {
      return "words";
    }

    @Override
    public String label() {
      return words;
    }

    @Override
    public List<Object> identity() {
      identified.incrementAndGet();
      return List.of(words);
    }

    @Override
    public List<Stage<?>> needs() {
      return needs;
    }

    @Override
    public void compute(Inputs inputs, Folder into) {
      computed.incrementAndGet();
      if (words.equals("broken")) {
        throw new IllegalStateException("it broke");
      }
      StringBuilder all = new StringBuilder();
      needs.forEach(need -> all.append(inputs.of(need)).append(' '));
      into.write("words", all.append(words).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String read(Files files) {
      return new String(files.read("words"), StandardCharsets.UTF_8);
    }
  }

  private StageGraph graph(int room) {
    Store store = Store.at(folder.toUri().toString(), new Configuration(), "test");
    store.create();
    return new StageGraph(store, "run", Progress.silent(), room, Duration.ZERO);
  }

  @Test
  void computesWhatAStageNeedsOnceAndReadsItAfterwards() {
    Words one = new Words("one");
    Words both = new Words("both", one, new Words("two", one));
    assertThat(graph(1).of(both)).isEqualTo("one one two both");
    assertThat(computed).hasValue(3);
    assertThat(graph(1).of(both)).isEqualTo("one one two both");
    assertThat(computed).hasValue(3);
  }

  @Test
  void worksOutAKeyOnceForAllWhoNeedTheStage() {
    Words one = new Words("one");
    Words two = new Words("two", one);
    StageGraph graph = graph(1);
    graph.of(new Words("three", two, one));
    graph.key(two);
    assertThat(identified).hasValue(3);
  }

  @Test
  void severalThreadsThatAskGetOneComputation() {
    StageGraph graph = graph(3);
    Words one = new Words("one");
    CompletableFuture<String> first = graph.begin(one);
    CompletableFuture<String> second = graph.begin(one);
    assertThat(List.of(graph.of(one), first.join(), second.join())).containsOnly("one");
    assertThat(computed).hasValue(1);
  }

  @Test
  void failsWithTheCauseOfWhatItNeeds() {
    StageGraph graph = graph(2);
    Words broken = new Words("broken");
    assertThatThrownBy(() -> graph.of(new Words("after", broken))).hasMessage("it broke");
    assertThatThrownBy(() -> StageGraph.joined(graph.begin(broken))).hasMessage("it broke");
  }

  @Test
  void refusesToComputeWhereOnlyFinishedStagesCount() {
    Words one = new Words("one");
    graph(1).of(one);
    StageGraph reading = graph(1);
    reading.onlyFinished();
    assertThat(reading.of(one)).isEqualTo("one");
    assertThatThrownBy(() -> reading.of(new Words("two", one)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("two");
  }
}
