package io.espalier.run;

import io.espalier.store.Folder;
import io.espalier.store.Manifest;
import io.espalier.store.StageOrigin;
import io.espalier.store.Store;
import java.util.Optional;

/** The files of a stage that is finished. */
record FinishedStage(Folder folder, Manifest manifest) implements Stage.Files {
  /**
   * That of a key, if it is finished.
   *
   * @throws io.espalier.store.DamagedException if its files are not as they were committed; what
   *     only says what it is made from is written once more
   */
  static Optional<FinishedStage> find(Store store, StageKey key) {
    Folder folder = store.stage(key.text());
    Optional<Manifest> manifest = folder.manifest();
    manifest.ifPresent(
        found -> {
          found.expect(key.text(), folder.uri());
          new StageOrigin(key.kind(), key.parts()).mend(folder, found);
          folder.check(found);
        });
    return manifest.map(found -> new FinishedStage(folder, found));
  }

  @Override
  public byte[] read(String name) {
    return folder.read(manifest, name);
  }
}
