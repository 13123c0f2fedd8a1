package io.espalier.jobs;

import io.espalier.model.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the command line says about itself. */
final class HelpText {
  private static final int COLUMNS = 96;

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("The whole way:", List.of("run", "validate"));
    GROUPS.put(
        "As far as one stage, which does what is missing before it:",
        List.of("prepare", "train", "score", "prune", "finetune", "evaluate", "export"));
    GROUPS.put("Afterwards:", List.of("report", "sensitivity", "controls", "predict", "store"));
    GROUPS.put("How fast it is here:", List.of("bench"));
  }

  private static final String FOOTER =
      """

Example:
  espalier validate conf/quickstart.conf
  espalier run conf/quickstart.conf --set prune.schedule.sparsity=0.95

Every key of a configuration, with its default: conf/reference.conf
Exit codes: 0 done, 1 the work failed, 2 bad input or usage, 3 not what evaluate.require or prune.until asks for""";

  private HelpText() {}

  /** Gives a command line its streams, its help and its way to complain. */
  static CommandLine dress(CommandLine root, Streams streams) {
    root.setOut(writer(streams.out()))
        .setErr(writer(streams.err()))
        .setUsageHelpWidth(COLUMNS)
        .setAbbreviatedSubcommandsAllowed(false)
        .setParameterExceptionHandler(HelpText::complain);
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> System.lineSeparator());
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> FOOTER + "\n");
    return root;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true);
  }

  private static String commands(Help help) {
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          text.append(text.length() == 0 ? "" : "\n").append(title).append('\n');
          for (String name : names) {
            Help command = help.subcommands().get(name);
            String description = command.commandSpec().usageMessage().description()[0];
            text.append("  %-10s %s%n".formatted(name, description));
          }
        });
    return text.toString();
  }

  private static int complain(CommandLine.ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("espalier: " + Printable.line(sentence(problem)));
    err.printf("espalier: try '%s --help'%n", command.getCommandSpec().qualifiedName());
    return Failures.BAD_INPUT;
  }

  private static String sentence(CommandLine.ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    if (command.getSubcommands().isEmpty()) {
      return problem.getMessage();
    }
    String names =
        command.getParent() == null
            ? String.join(", ", GROUPS.values().stream().flatMap(List::stream).toList())
            : String.join(", ", command.getSubcommands().keySet());
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      return "there is no command '%s', only %s".formatted(unmatched.getUnmatched().get(0), names);
    }
    return problem instanceof CommandLine.UnmatchedArgumentException
        ? problem.getMessage()
        : "a command is missing, one of " + names;
  }
}
