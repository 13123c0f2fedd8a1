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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finished stages are read, others computed and committed. Keeps the keys of all stages it was
 * asked for, and how long those it computed took.
 */
final class Stages {
  private final Store store;
  private final Progress progress;
  private final References references;
  private final Map<String, StageKey> keys = new LinkedHashMap<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private boolean computes = true;

  /**
   * @param run that refers to the stages
   */
  Stages(Store store, String run, Progress progress) {
    this.store = store;
    this.progress = progress;
    this.references = References.of(store.run(run));
  }

  /** From now on refuses to compute. */
  void onlyFinished() {
    computes = false;
  }

  /** Computes a stage by writing its files into the folder. */
  interface Work {
    void into(Folder folder);
  }

  /** Reads a stage's result from its verified files. */
  interface Reading<T> {
    T from(Files files);
  }

  /** The files of a finished stage. */
  record Files(Folder folder, Manifest manifest) {
    byte[] read(String name) {
      return folder.read(manifest, name);
    }
  }

  /**
   * The result of a stage, computed at most once.
   *
   * @param label unique in the run, for example {@code level 2 · finetune}
   */
  <T> T get(String label, StageKey key, Work work, Reading<T> reading) {
    keys.put(label, key);
    references.add(label, key.text());
    return finished(label, key, reading, progress::say)
        .orElseGet(() -> compute(label, key, work, reading));
  }

  private <T> Optional<T> finished(
      String label, StageKey key, Reading<T> reading, Consumer<String> damage) {
    try {
      return finished(key, reading);
    } catch (DamagedException e) {
      damage.accept(e.getMessage() + "; " + label + " is computed again");
      return Optional.empty();
    }
  }

  private <T> T compute(String label, StageKey key, Work work, Reading<T> reading) {
    if (!computes) {
      throw new InputException(
          "stage %s of this plan is not finished; espalier run does it".formatted(label));
    }
    try (Lock lock = store.lock(key.text(), label, progress::say)) {
      Optional<T> meanwhile = finished(label, key, reading, told -> {});
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      Instant start = Instant.now();
      Folder folder = store.stage(key.text()).guarded(lock);
      boolean begun = StageOrigin.isIn(folder);
      new StageOrigin(key.kind(), key.parts()).write(folder);
      try {
        work.into(folder);
      } catch (InputException e) {
        if (!begun) { // what is refused leaves no file
          StageOrigin.delete(folder);
          references.remove(label, key.text());
        }
        throw e;
      }
      folder.child("rounds").delete();
      Manifest manifest = folder.commit(key.kind(), key.text());
      lock.done();
      seconds.put(key.text(), Duration.between(start, Instant.now()).toMillis() / 1000.0);
      return reading.from(new Files(store.stage(key.text()), manifest));
    }
  }

  /** The result of a stage if it is finished. */
  <T> Optional<T> finished(StageKey key, Reading<T> reading) {
    Folder folder = store.stage(key.text());
    return folder.manifest().map(manifest -> reading.from(new Files(folder, manifest)));
  }

  /** Keys of the stages asked for, by label, in order. */
  Map<String, StageKey> keys() {
    return keys;
  }

  /** What the rounds of a stage took. */
  List<RoundFacts> rounds(StageKey key) {
    return TrainingLog.rounds(store.stage(key.text()));
  }

  /** Seconds each computed stage took, by key. */
  Map<String, Double> seconds() {
    return seconds;
  }
}
