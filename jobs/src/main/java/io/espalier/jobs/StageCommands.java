package io.espalier.jobs;

import io.espalier.app.SparkExperiment;
import io.espalier.plan.Plan;
import io.espalier.run.Verb;
import picocli.CommandLine.Command;

/** The commands that go as far as a stage; what is done already is not done again. */
final class StageCommands {
  private StageCommands() {}

  private abstract static class UpTo extends PlanCommand {
    private final Verb verb;

    UpTo(Verb verb) {
      this.verb = verb;
    }

    @Override
    Result execute(SparkExperiment experiment, Plan plan) {
      var outcome = experiment.runTo(verb);
      return new Result(outcome.text(), outcome.json(), outcome.unmet());
    }
  }

  @Command(name = "prepare", description = "Turn raw files into a sharded dataset.")
  static final class Prepare extends UpTo {
    Prepare() {
      super(Verb.PREPARE);
    }
  }

  @Command(name = "train", description = "Train the dense network.")
  static final class Train extends UpTo {
    Train() {
      super(Verb.TRAIN);
    }
  }

  @Command(
      name = "score",
      description = "Measure how much each weight of the dense network matters.")
  static final class Score extends UpTo {
    Score() {
      super(Verb.SCORE);
    }
  }

  @Command(name = "prune", description = "Choose which weights live at the first level.")
  static final class Prune extends UpTo {
    Prune() {
      super(Verb.PRUNE);
    }
  }

  @Command(name = "finetune", description = "Prune and fine-tune at every level of the schedule.")
  static final class Finetune extends UpTo {
    Finetune() {
      super(Verb.FINETUNE);
    }
  }

  @Command(name = "evaluate", description = "Measure the dense and the pruned network.")
  static final class Evaluate extends UpTo {
    Evaluate() {
      super(Verb.EVALUATE);
    }
  }

  @Command(
      name = "export",
      description = "Write the pruned network as files, in the forms of export.formats.")
  static final class Export extends UpTo {
    Export() {
      super(Verb.EXPORT);
    }
  }

  @Command(name = "run", description = "Do all of it, and write the report.")
  static final class Run extends UpTo {
    Run() {
      super(Verb.EXPORT);
    }
  }
}
