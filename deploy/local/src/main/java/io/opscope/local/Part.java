package io.opscope.local;

import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import io.opscope.local.process.Child;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One process of the suite: started, watched, started again when it dies, stopped. */
final class Part {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** One that has run this long did not die of its start; its pauses begin anew. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final int LOG_LINES = 12;
    private static final int LOOKED_AT = 400;
    private static final Pattern FRAME = Pattern.compile("\\s+(?:at .*|\\.\\.\\. \\d+ (?:more|common frames omitted))");
    private static final long POLL_MILLIS = 150;

    private final PartPlan plan;
    private final Owner owner;
    private final Runnable changed;
    private final Consumer<String> say;

    private @Nullable Child child;
    private Condition condition = Condition.WAITING;
    private double readySeconds;
    private int restarts;
    private boolean stopping;

    /**
     * @param changed told when the process started, got ready or ended
     * @param say told what a person watching wants to know
     */
    Part(PartPlan plan, Owner owner, Runnable changed, Consumer<String> say) {
        this.plan = plan;
        this.owner = owner;
        this.changed = changed;
        this.say = say;
    }

    String name() {
        return plan.name();
    }

    /** What the state file and the board show of it. */
    synchronized Entry entry() {
        var running = child;
        return new Entry(
                plan.name(),
                running != null && running.isAlive() ? running.id() : null,
                plan.place(),
                condition,
                condition == Condition.STARTING ? "starting" : condition == Condition.READY ? plan.note() : "",
                running == null ? null : running.startedAt(),
                readySeconds,
                restarts);
    }

    /** Starts the process, and does not wait for it. */
    void start() {
        plan.before().run();
        synchronized (this) {
            if (stopping) {
                return;
            }
            child = Child.start(plan.launch().get(), owner);
            condition = Condition.STARTING;
        }
        changed.run();
    }

    /**
     * Looks once whether it is ready.
     *
     * @throws Failure with the end of its log when it has died instead
     */
    boolean isReady() {
        Child running;
        synchronized (this) {
            if (condition == Condition.READY) {
                return true;
            }
            if (stopping) {
                throw new Failure(plan.name() + " was stopped while it started");
            }
            running = java.util.Objects.requireNonNull(child);
        }
        if (!running.isAlive()) {
            fail();
            throw new Failure(plan.name() + " ended with " + Words.exit(running.exitCode()) + " while it started.\n"
                    + lastWords());
        }
        if (!plan.isReady().getAsBoolean()) {
            return false;
        }
        plan.after().run();
        synchronized (this) {
            readySeconds = Duration.between(running.startedAt(), Instant.now()).toMillis() / 1000.0;
            condition = Condition.READY;
        }
        changed.run();
        return true;
    }

    /** Gives up waiting for it. */
    Failure tooSlow(Duration waited) {
        fail();
        return new Failure(plan.name() + " was not ready after " + Words.duration(waited) + ".\n" + lastWords());
    }

    /** From now on starts it again whenever it dies. */
    void keepRunning() {
        var thread = new Thread(this::watch, "watch-" + plan.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it for good. */
    void stop() {
        Child running;
        synchronized (this) {
            stopping = true;
            notifyAll();
            running = child;
        }
        if (running != null) {
            running.stop(plan.stopSignal(), plan.patience());
        }
        synchronized (this) {
            if (condition != Condition.FAILED) {
                condition = Condition.STOPPED;
            }
        }
        changed.run();
    }

    /** Puts a log that has grown long aside. */
    void rotateLog() {
        plan.launch().get().log().rotate(owner);
    }

    private void watch() {
        var quickDeaths = 0;
        try {
            while (true) {
                Child running;
                synchronized (this) {
                    running = java.util.Objects.requireNonNull(child);
                }
                var code = running.await();
                var lived = Duration.between(running.startedAt(), Instant.now());
                quickDeaths = lived.compareTo(STEADY) > 0 ? 1 : quickDeaths + 1;
                var pause = pause(quickDeaths);
                synchronized (this) {
                    if (stopping) {
                        return;
                    }
                    condition = Condition.RESTARTING;
                    restarts++;
                }
                say.accept(plan.name() + " (pid " + running.id().pid() + ") ended with " + Words.exit(code) + " after "
                        + Words.duration(lived) + "; starting it again in " + pause.toSeconds() + " s");
                if (isStoppedWithin(pause)) {
                    return;
                }
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        try {
            start();
            while (!isReady()) {
                if (isStoppedWithin(Duration.ofMillis(POLL_MILLIS))) {
                    return;
                }
            }
            say.accept(plan.name() + " is ready again after " + Words.seconds(entry().readySeconds()));
        } catch (Failure e) {
            if (isStoppedWithin(Duration.ZERO)) {
                return;
            }
            // Shown, and tried again after a longer pause.
            say.accept(java.util.Objects.requireNonNullElse(e.getMessage(), plan.name() + " did not start"));
        }
    }

    private static Duration pause(int quickDeaths) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(quickDeaths - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private synchronized boolean isStoppedWithin(Duration pause) throws InterruptedException {
        var until = System.nanoTime() + pause.toNanos();
        while (!stopping) {
            var left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private void fail() {
        synchronized (this) {
            condition = Condition.FAILED;
        }
        changed.run();
    }

    private String lastWords() {
        var log = plan.launch().get().log();
        // What went wrong stands between the frames of its stack traces.
        var lines = log.tail(LOOKED_AT).stream()
                .filter(line -> !FRAME.matcher(line).matches())
                .toList();
        lines = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        return lines.isEmpty()
                ? "Its log is empty: " + log.path()
                : "The end of " + log.path() + ":\n  " + String.join("\n  ", lines);
    }
}
