package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.source.Source;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One server's log as a collector reads it: how far it is known to be kept, and whether a stretch is under way. */
final class Tail {

    /** While nothing happens, how often it is noted that we looked. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(30);

    private final Source.Server server;
    private final AccessLogStore store;
    private final AccessLogConfig config;
    private @Nullable Position position;
    private boolean busy;
    private List<Unavailable> noted = List.of();
    private long notedAt;

    Tail(Source.Server server, AccessLogStore store, AccessLogConfig config) {
        this.server = server;
        this.store = store;
        this.config = config;
    }

    /** Whose log it is. */
    String tenant() {
        return server.key().tenant();
    }

    /** Whether it is known where to go on; where not, has it looked up, and waits for nothing. */
    synchronized boolean isKnown(Executor threads) {
        if (position == null && !busy) {
            threads.execute(this::load);
            busy = true;
        }
        return position != null;
    }

    /** Where a stretch begins that nobody else begins until it has ended; null while one is under way. */
    synchronized @Nullable Position begun() {
        if (busy || position == null) {
            return null;
        }
        busy = true;
        return position;
    }

    synchronized void end() {
        busy = false;
    }

    /** Makes events of what was read, and keeps them. What cannot be kept now is read once more. */
    void keep(Position begun, LogReading reading) {
        try {
            var step = Step.of(begun, reading);
            var missing = step.missing(config.bytes());
            if (step.isIdle()) {
                note(missing);
            } else {
                // where it is not kept, another replica has read on
                moveTo(kept(step, missing));
                noted(missing);
            }
        } catch (SqlFailedException e) {
            Log.warnf(
                    "What the log of source %s says is read again: %s",
                    server.key().id(), e.state());
        } catch (RuntimeException e) {
            Log.errorf(e, "The log of source %s cannot be read on", server.key().id());
        }
    }

    /** Where it was kept up to; null where somebody else has read on. */
    private @Nullable Position kept(Step step, List<Unavailable> missing) {
        try {
            return store.keep(server, step, missing) ? step.to() : null;
        } catch (SqlFailedException e) {
            if (!e.isAboutData()) {
                throw e;
            }
            // it would be refused each time, and nothing behind it ever be read
            Log.warnf(
                    "What the log of source %s says is passed over: %s",
                    server.key().id(), e.state());
            var passedOver = step.passedOver();
            return store.keep(server, passedOver, missing) ? passedOver.to() : null;
        }
    }

    private void load() {
        try {
            store.begin(server).ifPresent(this::moveTo);
        } catch (SqlFailedException e) {
            Log.debugf(
                    "It is not known yet how far the log of %s has been read: %s",
                    server.key().id(), e.state());
        } catch (RuntimeException e) {
            Log.errorf(
                    e,
                    "How far the log of source %s has been read cannot be told",
                    server.key().id());
        } finally {
            end();
        }
    }

    private synchronized void moveTo(@Nullable Position now) {
        position = now;
    }

    private void note(List<Unavailable> missing) {
        if (!missing.equals(noted) || System.nanoTime() - notedAt > NOTED_EVERY.toNanos()) {
            store.tell(server, missing);
            noted(missing);
        }
    }

    private void noted(List<Unavailable> missing) {
        noted = missing;
        notedAt = System.nanoTime();
    }
}
