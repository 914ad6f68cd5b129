package dev.arobase.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, turns complaints into exit statuses. */
public final class Cli {
  private final Console console;
  private final CommandLine commands;

  public Cli(Console console, Actions actions) {
    this.console = console;
    Session session = new Session(console, actions);
    commands =
        new CommandLine(new RootCommand(session))
            .addMixin("global", session.global())
            .addSubcommand(new ServeCommand(session))
            .addSubcommand(new CheckCommand(session))
            .addSubcommand(new ModelsCommand(session))
            .addSubcommand(new SyncCommand(session))
            .addSubcommand(new ExplainCommand(session))
            .addSubcommand(new ConnectCommand(session))
            .addSubcommand(new DoctorCommand(session))
            .addSubcommand(new HealthCommand(session))
            .addSubcommand(new GenerateCompletion())
            .addSubcommand(new HelpCommand())
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(80)
            .setParameterExceptionHandler((wrong, arguments) -> explainMistake(wrong))
            .setExecutionExceptionHandler((thrown, command, parsed) -> complain(thrown));
  }

  /**
   * Runs a command to its end.
   *
   * @return the exit status: 0 well, 1 not, 2 when the command line was wrong
   */
  public int run(String... arguments) {
    return commands.execute(arguments);
  }

  private int explainMistake(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    console.err().println("arobase: " + wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().getFirst();
      Closest.to(typed, words(command))
          .ifPresent(meant -> console.err().println("Did you mean " + meant + "?"));
    }
    console.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static Set<String> words(CommandLine command) {
    Set<String> words = new HashSet<>(command.getSubcommands().keySet());
    words.addAll(command.getCommandSpec().optionsMap().keySet());
    return words;
  }

  private int complain(Exception thrown) throws Exception {
    if (thrown instanceof Complaint complaint) {
      console.err().println("arobase: " + complaint.getMessage());
      return complaint.exitStatus();
    }
    throw thrown;
  }
}
