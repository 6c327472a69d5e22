package io.opscope.tools.load;

import io.opscope.tools.cli.Complaint;
import io.opscope.tools.cli.Progress;
import io.opscope.tools.file.InputFile;
import io.opscope.tools.file.Rows;
import io.opscope.tools.mapping.Mapping;
import io.opscope.tools.mapping.RecordKind;
import io.opscope.tools.suite.Patience;
import io.opscope.tools.suite.SuiteOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import jobs|transactions FILE}: sends the rows of a file as records. */
@Command(
        name = "import",
        description =
                "Sends the rows of a CSV or NDJSON file (also gzip) as records. Running it again counts nothing twice.",
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {

    private static final int MOST_IN_A_BATCH = 5_000;

    @Parameters(index = "0", paramLabel = "KIND", description = "jobs or transactions.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "CSV with a header, or NDJSON; UTF-8; plain or gzip.")
    private Path file = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "field=expression",
            description = "What fills a field: a column's name or a CEL expression over columns. Repeatable."
                    + " Without any, columns fill the fields of their own names.")
    private List<String> map = new ArrayList<>();

    @Option(
            names = "--shift-to-yesterday",
            description = "Moves all times by one whole number of days, so that the newest falls on yesterday (UTC).")
    private boolean shiftToYesterday;

    @Mixin
    private final SuiteOption suite = new SuiteOption();

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "Where refused rows are reported (default: FILE's name with .rejected.csv, in this directory).")
    private @Nullable Path rejects;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Rows per request, 1 to 5000 (default: ${DEFAULT-VALUE}).")
    private int batch = 1_000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;
    private final Patience patience;
    private final Clock clock;

    /** A command that finds its credentials in the given environment. */
    public ImportCommand(Map<String, String> environment, Patience patience, Clock clock) {
        this.environment = environment;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (batch < 1 || batch > MOST_IN_A_BATCH) {
            throw new ParameterException(
                    command().commandLine(), "--batch " + batch + " is not between 1 and " + MOST_IN_A_BATCH + ".");
        }
        var recordKind = RecordKind.named(kind);
        var door = suite.in(environment);

        var rows = InputFile.open(file);
        var mapping = Mapping.of(recordKind, rows.columns(), map);
        var survey = Survey.of(file, rows, mapping);
        var shift = shiftToYesterday ? survey.shiftToYesterday(clock) : Duration.ZERO;

        var err = command().commandLine().getErr();
        try (var report = new RejectReport(rejects == null ? RejectReport.defaultPath(file) : rejects);
                var progress = new Progress(err, Progress.onTerminal(), recordKind.name(), survey.rows())) {
            var receiver = door.signedIn(patience, progress::waiting);
            var sending = new Sending(receiver, recordKind.name(), mapping, shift, batch, report, progress);
            send(rows, sending, report, progress);
            progress.close();
            say(sending.tally().summary(report));
        }
        return 0;
    }

    private void send(Rows rows, Sending sending, RejectReport report, Progress progress) {
        var farewell =
                new Thread(() -> err("Interrupted. Running the same command again resumes, and counts nothing twice."));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            rows.forEach(sending::take);
            sending.flush();
        } catch (Complaint complaint) {
            progress.close();
            if (sending.tally().isAnything()) {
                say("So far: " + sending.tally().summary(report));
            }
            throw complaint;
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private void err(String sentence) {
        command().commandLine().getErr().println(System.lineSeparator() + sentence);
    }

    private void say(String sentence) {
        command().commandLine().getOut().println(sentence);
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("set by picocli");
        }
        return spec;
    }
}
