package io.opscope.local;

import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import io.opscope.local.process.Child;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.function.Consumer;

/** Has the demo's past loaded, once per data directory; an interrupted load is simply run again. */
final class DemoHistory {

    private static final long PAUSE_MILLIS = 500;
    private static final int LOG_LINES = 15;

    private final Launch launch;
    private final DataDirectory data;
    private final Consumer<Entry> show;
    private long begun;

    DemoHistory(Launch launch, DataDirectory data, Consumer<Entry> show) {
        this.launch = launch;
        this.data = data;
        this.show = show;
    }

    /**
     * Runs the generator to its end.
     *
     * @throws Failure with the end of its log
     */
    void load() {
        begun = launch.log().size();
        var child = Child.start(launch, data.owner());
        // The supervisor's own end must not leave it behind.
        var end = new Thread(() -> child.stop("TERM", java.time.Duration.ofSeconds(5)));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            while (child.isAlive()) {
                show.accept(row(child, Condition.STARTING, latest()));
                Thread.sleep(PAUSE_MILLIS);
            }
            if (child.exitCode() != 0) {
                show.accept(row(child, Condition.FAILED, "not loaded"));
                throw new Failure("The demo data could not be loaded (" + Words.exit(child.exitCode())
                        + "). The end of " + launch.log().path() + ":\n  "
                        + String.join("\n  ", launch.log().tail(LOG_LINES)));
            }
            Files.writeString(data.demoMark(), Instant.now() + "\n");
            data.owner().keep(data.demoMark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted");
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IllegalStateException e) {
                child.stop("TERM", java.time.Duration.ofSeconds(5));
            }
        }
    }

    /** The latest thing it said; a progress bar overwrites its line by carriage returns. */
    private String latest() {
        var pieces = launch.log().from(begun).strip().split("[\r\n]+");
        var last = pieces[pieces.length - 1].strip();
        return last.isEmpty() ? "loading" : last;
    }

    private static Entry row(Child child, Condition condition, String note) {
        return new Entry(Suite.DEMO, child.isAlive() ? child.id() : null, "", condition, note, child.startedAt(), 0, 0);
    }
}
