package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.engine.Examples;
import io.espalier.engine.LayerInput;
import io.espalier.engine.Signal;
import io.espalier.model.Network;
import io.espalier.objective.Contrast;
import io.espalier.objective.Goal;
import io.espalier.objective.HiddenDistance;
import io.espalier.objective.LossFunction;
import io.espalier.objective.Objective;
import io.espalier.objective.TeacherLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An objective: the loss on labels with its weight, and how far student and teacher are apart. Both
 * networks read the same sequences side by side, so that a lane of one is that of the other.
 */
final class ObjectivePass implements Aim {
  private final Objective objective;
  private final List<Taught> losses;
  private final LossPass labels;
  private final Signal said;
  private final Errors errors;
  private final Connection hidden;
  private final Optional<TeacherPass> teacher;
  private final Optional<HiddenDistance> distance;
  private final Optional<ContrastPass> contrast;

  /** A distance from the teacher's outputs, and what it counts. */
  record Taught(TeacherLoss loss, double weight) {
    static Taught of(Objective.Term term, Network network, LossFunction loss) {
      TeacherLoss taught =
          TeacherLoss.of(
              term.goal(),
              Examples.outputActivation(network),
              loss,
              network.width(network.output()));
      return new Taught(taught, term.weight() * (1 - term.goal().labels()));
    }
  }

  /**
   * @param output of the network
   * @param hidden what its output layer reads
   */
  ObjectivePass(
      Lesson lesson, List<Taught> losses, LossPass labels, Connection output, Connection hidden) {
    this.objective = lesson.objective();
    this.losses = losses;
    this.labels = labels;
    this.said = (Signal) output.values();
    this.errors = output.errors().orElseThrow();
    this.hidden = hidden;
    this.teacher = lesson.teacher().map(asked -> new TeacherPass(asked.network()));
    this.distance =
        objective.matched() > 0
            ? lesson.teacher().map(asked -> new HiddenDistance(asked.counterparts()))
            : Optional.empty();
    this.contrast =
        objective
            .contrastive()
            .map(term -> new Contrast(((Goal.Contrastive) term.goal()).temperature()))
            .map(loss -> new ContrastPass(loss, lesson.teacher().orElseThrow().counterparts()));
  }

  @Override
  public double backward(Batch batch) {
    double sum = labelled(batch);
    if (teacher.isPresent()) {
      teacher.get().forward(batch);
      sum += taught(teacher.get().said());
      if (objective.needsHidden() && hidden.errors().isPresent()) {
        sum += hidden(teacher.get().read(), hidden.errors().get());
      }
    }
    return sum;
  }

  /** The labels' errors times what they count; without any, labels are not looked at. */
  private double labelled(Batch batch) {
    double weight = objective.labels();
    if (weight > 0) {
      double sum = weight * labels.backward(batch);
      labels.scale(weight);
      return sum;
    }
    errors.open();
    for (int t = 0; t < said.lanes().steps(); t++) {
      Arrays.fill(errors.at(t).overwrite(), 0, said.size(), 0f);
    }
    return 0;
  }

  private double taught(Signal teacherSaid) {
    int lanes = said.lanes().count();
    double sum = 0;
    for (int t = 0; t < said.lanes().steps(); t++) {
      float[] student = said.value(t).values();
      float[] taught = teacherSaid.value(t).values();
      float[] into = errors.at(t).change();
      for (int lane = 0; lane < lanes; lane++) {
        for (int i = 0; said.lanes().has(lane, t) && i < losses.size(); i++) {
          Taught one = losses.get(i);
          sum += one.loss.add(student, taught, lane, lanes, one.weight, into);
        }
      }
    }
    return sum;
  }

  private double hidden(LayerInput teacherRead, Errors to) {
    LayerInput read = hidden.values();
    to.open();
    for (int t = 0; t < read.lanes().steps(); t++) {
      Arrays.fill(to.at(t).overwrite(), 0, read.rows() * read.lanes().count(), 0f);
    }
    double sum = 0;
    if (distance.isPresent()) {
      sum += matched(distance.get(), teacherRead, to);
    }
    if (contrast.isPresent()) {
      double weight = objective.contrastive().orElseThrow().weight();
      sum += contrast.get().add(read, teacherRead, weight, to);
    }
    return sum;
  }

  private double matched(HiddenDistance apart, LayerInput teacherRead, Errors to) {
    LayerInput read = hidden.values();
    int lanes = read.lanes().count();
    double weight = objective.matched();
    double sum = 0;
    for (int t = 0; t < read.lanes().steps(); t++) {
      float[] student = read.value(t).values();
      float[] taught = teacherRead.value(t).values();
      float[] into = to.at(t).change();
      for (int lane = 0; lane < lanes; lane++) {
        if (read.lanes().has(lane, t)) {
          sum += apart.add(student, taught, lane, lanes, weight, into);
        }
      }
    }
    return sum;
  }

  @Override
  public void close() {
    teacher.ifPresent(TeacherPass::close);
  }
}
