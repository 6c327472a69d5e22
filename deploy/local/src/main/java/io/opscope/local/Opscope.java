package io.opscope.local;

import io.opscope.local.process.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./opscope}. */
@Command(
        name = "opscope",
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs Opscope on this machine.",
        mixinStandardHelpOptions = false)
public final class Opscope {

    /** Something failed, and was said on the error stream. */
    static final int FAILED = 1;

    /** The command was not understood. */
    static final int MISUSED = 2;

    /** Asked for, but something else runs already. */
    static final int RUNS_DIFFERENTLY = 3;

    /** Nothing runs yet: the script builds and starts. */
    static final int NOT_RUNNING = 10;

    private Opscope() {}

    public static void main(String... arguments) {
        var terminal = Terminal.of(System.getenv());
        System.exit(run(terminal, arguments));
    }

    private static int run(Terminal terminal, String... arguments) {
        var home = Home.fromSystemProperty();
        // These belong to another program, whose options are not ours to check.
        if (arguments.length > 0 && List.of("import", "demo").contains(arguments[0])) {
            return guarded(terminal, () -> new Tools(home).run(Arrays.asList(arguments)));
        }
        var line = new CommandLine(new Opscope())
                .addSubcommand(new UpCommand(home, terminal))
                .addSubcommand(new DownCommand(home, terminal))
                .addSubcommand(new StatusCommand(home, terminal))
                .addSubcommand(new LogsCommand(home, terminal))
                .setExecutionExceptionHandler((e, command, parsed) -> explain(terminal, e))
                .setParameterExceptionHandler((e, given) -> {
                    terminal.complain("opscope: " + e.getMessage());
                    terminal.complain("See ./opscope " + subcommand(e.getCommandLine()) + "--help");
                    return MISUSED;
                });
        return line.execute(arguments);
    }

    private static String subcommand(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    private interface Work {
        int run() throws Exception;
    }

    @SuppressWarnings("CatchingUnchecked")
    private static int guarded(Terminal terminal, Work work) {
        try {
            return work.run();
        } catch (Exception e) {
            return explain(terminal, e);
        }
    }

    /** What we foresaw is said in its own words; the rest is a fault of ours and comes with its trace. */
    private static int explain(Terminal terminal, Exception e) {
        if (e instanceof Failure) {
            terminal.complain(terminal.red("opscope: ") + Objects.requireNonNullElse(e.getMessage(), "failed"));
        } else {
            terminal.complain("opscope: unforeseen " + e);
            for (var frame : e.getStackTrace()) {
                terminal.complain("    at " + frame);
            }
        }
        return FAILED;
    }
}
