package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.DatasetInfo;
import io.espalier.data.DatasetInfo.SplitInfo;
import io.espalier.data.Split;
import io.espalier.store.Folder;
import java.util.List;

/** What the dense network says about a split, kept for all that is compared with it. */
record DenseOutputsStage(EvaluateStage.Setting setting, Stage<Trained> dense, Split split)
    implements Stage<Folder> {
  @Override
  public String kind() {
    return "outputs";
  }

  @Override
  public String label() {
    return "dense · outputs " + split.folder();
  }

  @Override
  public List<Object> identity() {
    return List.of(split, setting.plan().evaluate().batchSize());
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(dense);
  }

  /** Whether they are few enough to be kept. */
  boolean isKept() {
    DatasetInfo info = setting.dataset().info();
    SplitInfo part = info.split(split);
    long rows = info.task().truth().isTimed() ? part.steps() : part.sequences();
    return Float.BYTES * rows * info.outputWidth() <= setting.plan().evaluate().keepOutputs();
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    Dataset dataset = setting.dataset();
    String title = setting.plan().run().name() + " · " + label();
    setting
        .evaluator()
        .writeOutputs(title, setting.admitted(inputs.of(dense)), dataset, split, into.uri());
  }

  @Override
  public Folder read(Files files) {
    return files.folder();
  }
}
