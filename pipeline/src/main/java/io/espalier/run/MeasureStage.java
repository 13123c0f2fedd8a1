package io.espalier.run;

import io.espalier.store.Folder;
import io.espalier.store.Json;
import java.util.List;

/** How fast a network answers. */
record MeasureStage(EvaluateStage.Setting setting, String place, Stage<Trained> network)
    implements Stage<Speed> {
  private static final String SPEED = "speed.json";

  @Override
  public String kind() {
    return "measure";
  }

  @Override
  public String label() {
    return place + " · measure";
  }

  @Override
  public List<Object> identity() {
    return List.of();
  }

  @Override
  public List<Stage<?>> needs() {
    return List.of(network);
  }

  @Override
  public void compute(Inputs inputs, Folder into) {
    String title = setting.plan().run().name() + " · " + label();
    Speed speed =
        setting
            .evaluator()
            .measure(
                title, setting.admitted(inputs.of(network)), setting.readBy(inputs.of(network)));
    into.write(SPEED, Json.write(speed));
  }

  @Override
  public Speed read(Files files) {
    return Json.read(files.read(SPEED), Speed.class, SPEED);
  }
}
