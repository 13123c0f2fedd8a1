package io.espalier.run;

import io.espalier.model.InputException;
import io.espalier.store.DamagedException;
import io.espalier.store.Folder;
import io.espalier.store.Lock;
import io.espalier.store.Manifest;
import io.espalier.store.References;
import io.espalier.store.StageOrigin;
import io.espalier.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Computes stages: finished ones are read, others computed once what they need is there, and
 * committed. Several threads may ask at once; each stage is computed by one of them.
 */
final class StageGraph {
  private final Store store;
  private final Progress progress;
  private final Duration wait;
  private final References references;
  private final Semaphore beside;
  private final Map<String, CompletableFuture<Object>> results = new LinkedHashMap<>();
  private final Map<Stage<?>, StageKey> keyOf =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<String, StageKey> keys = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Stage<?>> noted = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Double> seconds = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile boolean computes = true;

  /**
   * @param run that refers to the stages
   * @param room stages computed at once, at least 1
   * @param wait for a stage that another driver computes
   */
  StageGraph(Store store, String run, Progress progress, int room, Duration wait) {
    this.store = store;
    this.progress = progress;
    this.wait = wait;
    this.references = References.of(store.run(run), progress::say);
    this.beside = new Semaphore(room - 1);
  }

  /** From now on refuses to compute. */
  void onlyFinished() {
    computes = false;
  }

  /** Identity of a stage's result, the same as long as the stage is. */
  StageKey key(Stage<?> stage) {
    return keyOf.computeIfAbsent(stage, this::newKey);
  }

  private StageKey newKey(Stage<?> stage) {
    List<Object> parts = new ArrayList<>(stage.identity());
    stage.needs().forEach(need -> parts.add(key(need)));
    return StageKey.of(stage.kind(), parts.toArray());
  }

  /**
   * The result of a stage, computed now if it is not there.
   *
   * @throws InputException if it is not finished and {@link #onlyFinished} was called
   */
  <T> T of(Stage<T> stage) {
    note(stage);
    return once(stage);
  }

  /** Stages are listed in the order in which they are asked for, whoever computes them when. */
  private void note(Stage<?> stage) {
    if (!keys.containsKey(stage.label())) {
      stage.needs().forEach(this::note);
      stage.uses().forEach(this::note);
      keys.put(stage.label(), key(stage));
      noted.put(stage.label(), stage);
    }
  }

  /** What stages see of others. */
  private final class Seen implements Stage.Inputs {
    @Override
    public <T> T of(Stage<T> stage) {
      return once(stage);
    }

    @Override
    public StageKey key(Stage<?> stage) {
      return StageGraph.this.key(stage);
    }
  }

  @SuppressWarnings("unchecked") // a key belongs to stages of one type
  private <T> T once(Stage<T> stage) {
    StageKey key = key(stage);
    CompletableFuture<Object> mine = new CompletableFuture<>();
    CompletableFuture<Object> result;
    synchronized (results) {
      result = results.computeIfAbsent(key.text(), text -> mine);
    }
    if (result == mine) {
      try {
        mine.complete(result(stage, key));
      } catch (Throwable e) { // Spark throws checked ones undeclared, and others wait for this
        letGoOfDamaged(e);
        mine.completeExceptionally(e);
      }
    }
    return (T) joined(result);
  }

  /** A stage's result, computed beside other work where there is room for it, else at once. */
  <T> CompletableFuture<T> begin(Stage<T> stage) {
    note(stage);
    if (!beside.tryAcquire()) {
      return CompletableFuture.completedFuture(once(stage));
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(once(stage));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              } finally {
                beside.release();
              }
            },
            "espalier " + stage.label());
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** What a future comes to, or the failure itself. */
  static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  private <T> T result(Stage<T> stage, StageKey key) {
    if (computes) {
      store.create();
      references.add(stage.label(), key.text());
    }
    return finished(stage, key, progress::say).orElseGet(() -> compute(stage, key));
  }

  private <T> Optional<T> finished(Stage<T> stage, StageKey key, Consumer<String> damage) {
    try {
      return finished(stage);
    } catch (DamagedException e) {
      damage.accept(e.getMessage() + "; " + stage.label() + " is computed again");
      return Optional.empty();
    }
  }

  private <T> T compute(Stage<T> stage, StageKey key) {
    if (!computes) {
      throw new InputException(
          "stage %s of this plan is not finished; espalier run does it".formatted(stage.label()));
    }
    stage.needs().forEach(this::once);
    try (Lock lock = store.await(key.text(), stage.label(), wait, progress::say)) {
      Optional<T> meanwhile = finished(stage, key, told -> {});
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      Instant start = Instant.now();
      Folder folder = store.stage(key.text()).guarded(lock);
      folder.begin(progress::say);
      boolean begun = StageOrigin.isIn(folder);
      new StageOrigin(key.kind(), key.parts()).write(folder);
      try {
        stage.compute(new Seen(), folder);
      } catch (InputException e) {
        if (!begun) { // what is refused leaves no file
          StageOrigin.delete(folder);
          references.remove(stage.label(), key.text());
        }
        throw e;
      }
      folder.child("rounds").delete();
      Manifest manifest = folder.commit(key.kind(), key.text());
      lock.done();
      seconds.put(key.text(), Duration.between(start, Instant.now()).toMillis() / 1000.0);
      return stage.read(new FinishedStage(store.stage(key.text()), manifest));
    }
  }

  /** The result of a stage if it is finished. */
  <T> Optional<T> finished(Stage<T> stage) {
    return FinishedStage.find(store, key(stage)).map(found -> stage.read(found));
  }

  /** Computes again what is damaged of the stages noted, though nothing had to read it so far. */
  void mend() {
    for (Stage<?> stage : List.copyOf(noted.values())) {
      if (computes && !isAsked(stage) && isDamaged(stage)) {
        once(stage);
      }
    }
  }

  /** What a task found damaged of a finished stage is not taken for finished again. */
  private void letGoOfDamaged(Throwable failure) {
    for (Throwable link = failure; computes && link != null; link = link.getCause()) {
      if (link instanceof DamagedException) {
        String damage = link.getMessage();
        keys.forEach(
            (label, key) -> {
              Folder folder = store.stage(key.text());
              if (damage.contains(key.text()) && folder.isCommitted()) {
                folder.begin(progress::say);
                progress.say(damage + "; the next run computes " + label + " again");
              }
            });
      }
    }
  }

  private boolean isAsked(Stage<?> stage) {
    synchronized (results) {
      return results.containsKey(key(stage).text());
    }
  }

  private boolean isDamaged(Stage<?> stage) {
    try {
      FinishedStage.find(store, key(stage));
      return false;
    } catch (DamagedException e) {
      return true;
    }
  }

  /** Keys of the stages asked for, by label, in order. */
  Map<String, StageKey> keys() {
    return keys;
  }

  /** What the rounds of a stage took; what is damaged of it is said, left out and let go of. */
  List<RoundFacts> rounds(StageKey key) {
    Folder folder = store.stage(key.text());
    List<String> damage = new ArrayList<>();
    List<RoundFacts> rounds = TrainingLog.rounds(folder, damage::add);
    damage.forEach(progress::say);
    if (computes && !damage.isEmpty()) {
      TrainingLog.rewrite(folder, rounds);
    }
    return rounds;
  }

  /** Seconds each computed stage took, by key. */
  Map<String, Double> seconds() {
    return seconds;
  }
}
