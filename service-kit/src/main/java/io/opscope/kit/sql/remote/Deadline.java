package io.opscope.kit.sql.remote;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something unless it is closed in time: hangs up on a server that never comes to an end. */
final class Deadline implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, work -> {
        var thread = new Thread(work, "remote-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private final Runnable otherwise;
    private final Future<?> end;
    private volatile boolean passed;

    private Deadline(Duration time, Runnable otherwise) {
        this.otherwise = otherwise;
        this.end = CLOCK.schedule(this::pass, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Deadline after(Duration time, Runnable otherwise) {
        return new Deadline(time, otherwise);
    }

    boolean hasPassed() {
        return passed;
    }

    private void pass() {
        passed = true;
        otherwise.run();
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
