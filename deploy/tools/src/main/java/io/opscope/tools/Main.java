package io.opscope.tools;

import io.opscope.tools.cli.Complaint;
import io.opscope.tools.demo.DemoCommand;
import io.opscope.tools.load.ImportCommand;
import io.opscope.tools.suite.Patience;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry point of the tools: {@code import} and {@code demo}. Exit codes: 0 done, 1 stopped on the way, 2 nothing was sent because something asked for cannot be. */
@Command(
        name = "opscope",
        description = "Brings data into a running Opscope.",
        synopsisSubcommandLabel = "(import | demo)")
public final class Main {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Main() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        System.exit(run(out, err, System.getenv(), Patience.OF_AN_IMPORT, Clock.systemUTC(), arguments));
    }

    /** Runs one command line and answers its exit code. */
    static int run(
            PrintWriter out,
            PrintWriter err,
            Map<String, String> environment,
            Patience patience,
            Clock clock,
            String... arguments) {
        return new CommandLine(new Main())
                .addSubcommand(new ImportCommand(environment, patience, clock))
                .addSubcommand(new DemoCommand(environment, patience, clock))
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, err))
                .execute(arguments);
    }

    private static int explain(Exception problem, PrintWriter err) throws Exception {
        if (problem instanceof Complaint complaint) {
            err.println(complaint.getMessage());
            return complaint.exitCode();
        }
        throw problem;
    }
}
