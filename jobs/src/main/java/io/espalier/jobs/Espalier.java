package io.espalier.jobs;

import java.util.Optional;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "espalier",
    description = "Train LSTM networks on Spark, prune them under one global mask, fine-tune them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StageCommands.Run.class,
      Validate.class,
      StageCommands.Prepare.class,
      StageCommands.Train.class,
      StageCommands.Score.class,
      StageCommands.Prune.class,
      StageCommands.Finetune.class,
      StageCommands.Evaluate.class,
      StageCommands.Export.class,
      Report.class,
      SensitivityOfParts.class,
      ControlRuns.class,
      Predict.class,
      StoreCommands.class,
      Bench.class
    },
    scope = CommandLine.ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Espalier {
  private final Streams streams;

  private Espalier(Streams streams) {
    this.streams = streams;
  }

  /**
   * Exits with 0, with 1 if the work failed, with 2 if what was given cannot be worked with, or
   * with 3 if what came of the work is not what the plan requires. YARN's ApplicationMaster ends
   * its process itself, and takes it for failed if a driver inside does; there this returns, or
   * throws what tells it the code.
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    Streams streams = Streams.ofProcess();
    System.setErr(PrintableLines.to(streams.err()));
    Optional<String> complaint = JavaRelease.complaint();
    complaint.ifPresent(said -> streams.err().println("espalier: " + said));
    int exit = complaint.isPresent() ? Failures.FAILED : watched(arguments, streams);
    if (!isInsideYarn()) {
      System.exit(exit);
    }
    if (exit != 0) {
      throw new SparkUserAppException(exit);
    }
  }

  private static int watched(String[] arguments, Streams streams) {
    EndedFromOutside ended = EndedFromOutside.watch(streams);
    int exit = execute(arguments, streams);
    ended.tooLate();
    return exit;
  }

  private static boolean isInsideYarn() {
    return System.getProperty("spark.master", "").equals("yarn")
        && System.getProperty("spark.submit.deployMode", "").equals("cluster");
  }

  static int execute(String[] arguments, Streams streams) {
    int exit = HelpText.dress(commands(streams), streams).execute(arguments);
    if (exit == Failures.FINE && streams.out().checkError()) {
      streams.err().println("espalier: standard output is closed or full, and lacks the result");
      return Failures.FAILED;
    }
    return exit;
  }

  /** All commands. */
  static CommandLine commands(Streams streams) {
    return new CommandLine(new Espalier(streams)).setExpandAtFiles(false);
  }

  Streams streams() {
    return streams;
  }
}
