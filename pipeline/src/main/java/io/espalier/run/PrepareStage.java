package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.plan.Plan;
import io.espalier.store.DatasetFile;
import io.espalier.store.Folder;
import java.util.List;
import java.util.function.Consumer;

/**
 * The dataset, prepared at most once from the same files.
 *
 * @param check refuses what the dataset will be before anything is written
 */
record PrepareStage(Plan plan, Preparer preparer, Consumer<DatasetInfo> check)
    implements Stage<Dataset> {
  @Override
  public String kind() {
    return "prepare";
  }

  @Override
  public String label() {
    return "prepare";
  }

  @Override
  public List<Object> identity() {
    return List.of(plan.data(), plan.run().seed(), preparer.sourceFingerprint());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of();
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    preparer.prepare(into.uri(), check);
  }

  @Override
  public Dataset read(Files files, Inputs inputs) {
    String folder = files.folder().uri();
    return new Dataset(folder, DatasetFile.parse(files.read(DatasetFile.NAME), folder));
  }
}
