package io.espalier.run;

import io.espalier.store.Folder;
import java.util.List;

/**
 * A piece of work whose result is kept. Two stages of one kind, identity and needs have the same
 * result, to the byte; it is computed at most once.
 *
 * @param <T> what it comes to
 */
interface Stage<T> {
  /** What sort of work it is. */
  String kind();

  /** What people see, unique in the run, for example {@code level 2/4 · finetune}. */
  String label();

  /** What can change the result beside the needs: records of the plan, numbers, fingerprints. */
  List<Object> identity();

  /** The stages whose results can change this one's. */
  List<Stage<?>> needs();

  /** Further stages that it asks while it computes, which spare work and change no result. */
  default List<Stage<?>> uses() {
    return List.of();
  }

  /** Does the work and writes its files. */
  void compute(Inputs inputs, Folder into);

  /** The result, from its verified files. */
  T read(Files files);

  /** The results of other stages. */
  interface Inputs {
    <T> T of(Stage<T> stage);

    /** Identity of a stage's result. */
    StageKey key(Stage<?> stage);
  }

  /** The files of a finished stage. */
  interface Files {
    /** Where they are. */
    Folder folder();

    /** The content of one, as it was committed. */
    byte[] read(String name);
  }
}
