package io.opscope.tools.demo;

import io.opscope.tools.cli.Complaint;
import io.opscope.tools.cli.Progress;
import io.opscope.tools.suite.Patience;
import io.opscope.tools.suite.Suite;
import io.opscope.tools.suite.SuiteOption;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: fills a suite with made-up history; {@code demo --live}: goes on from there. */
@Command(
        name = "demo",
        description =
                "Fills the suite with made-up, believable records through the public API, or with --live goes on sending some.",
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    private static final int MOST_MONTHS = 24;
    private static final int CATCH_UP_DAYS = 7;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofMinutes(5);

    @Option(names = "--live", description = "Send what happens from now on, until ended.")
    private boolean live;

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "6",
            description = "How far back the history goes, 1 to 24 (default: ${DEFAULT-VALUE}).")
    private int months = 6;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "20",
            description = "The same seed makes up the same company (default: ${DEFAULT-VALUE}).")
    private long seed = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "3",
            description = "With --live: about how many records a second, 0.1 to 100 (default: ${DEFAULT-VALUE}).")
    private double rate = 3;

    @Mixin
    private final SuiteOption suite = new SuiteOption();

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
    public DemoCommand(Map<String, String> environment, Patience patience, Clock clock) {
        this.environment = environment;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (months < 1 || months > MOST_MONTHS) {
            throw new ParameterException(
                    command().commandLine(), "--months " + months + " is not between 1 and " + MOST_MONTHS + ".");
        }
        if (!(rate >= 0.1 && rate <= 100)) {
            throw new ParameterException(command().commandLine(), "--rate " + rate + " is not between 0.1 and 100.");
        }
        if (live) {
            goOn();
        } else {
            tellThePast();
        }
        return 0;
    }

    private void tellThePast() {
        var now = clock.instant();
        var world = new DemoWorld(seed);
        var steps = History.days(now, months) * world.families().size();
        try (var progress = new Progress(err(), Progress.onTerminal(), "demo days", steps)) {
            var history = new History(world, signedIn(patience, progress::waiting), now, months);
            history.sendDirectory();
            var sum = history.send(History.begin(now, months), progress);
            progress.close();
            out().println(String.format(
                    Locale.ROOT,
                    "%,d records of %d months: %,d accepted, %,d updated, %,d duplicates, %,d rejected",
                    history.records(),
                    months,
                    sum.accepted(),
                    sum.updated(),
                    sum.duplicates(),
                    sum.rejected().size()));
            if (!sum.rejected().isEmpty()) {
                throw Complaint.stopped("The suite rejects made-up records, the first for: "
                        + sum.rejected().get(0).problem());
            }
        }
    }

    private void goOn() {
        var said = new Said();
        var receiver = signedIn(Patience.ENDLESS, said::waiting);
        var world = new DemoWorld(seed);
        var now = clock.instant();
        var stream = new LiveStream(world, receiver, clock, months, rate);
        // What happened while nobody was sending, so that no job stays running for ever.
        try (var silent = new Progress(new PrintWriter(java.io.Writer.nullWriter()), false, "", 0)) {
            new History(world, receiver, now, months)
                    .send(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(CATCH_UP_DAYS), silent);
        }
        out().println("Live records are being sent; Ctrl-C ends it.");
        var next = clock.instant().plus(SAY_EVERY);
        while (!Thread.currentThread().isInterrupted()) {
            stream.tick();
            said.answered();
            if (clock.instant().isAfter(next)) {
                next = clock.instant().plus(SAY_EVERY);
                out().println(String.format(Locale.ROOT, "%,d live records sent.", stream.sent()));
            }
            try {
                Thread.sleep(TICK.toMillis());
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private Suite signedIn(Patience waits, java.util.function.Consumer<String> waiting) {
        return suite.in(environment).signedIn(waits, waiting);
    }

    /** Says once that the suite is away and once that it is back, however often it is tried in between. */
    private final class Said {
        private @Nullable String trouble;

        void waiting(String reason) {
            if (!reason.equals(trouble)) {
                trouble = reason;
                err().println("Live records: " + reason + ".");
            }
        }

        void answered() {
            if (trouble != null) {
                trouble = null;
                err().println("Live records: going on.");
            }
        }
    }

    private PrintWriter out() {
        return command().commandLine().getOut();
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("set by picocli");
        }
        return spec;
    }
}
