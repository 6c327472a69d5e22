package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.source.SourceKey;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One source's log as this replica reads it: how far it is known to be kept, and whether a stretch is under way. */
final class Tail {

    /** While nothing happens, how often it is noted that we looked. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(30);

    private final SourceKey source;
    private final AccessLogStore store;
    private final AccessLogConfig config;
    private @Nullable CompletableFuture<@Nullable Void> loading;
    private @Nullable Position position;
    private boolean busy;
    private List<Unavailable> noted = List.of();
    private long notedAt;

    Tail(SourceKey source, AccessLogStore store, AccessLogConfig config) {
        this.source = source;
        this.store = store;
        this.config = config;
    }

    /** Whether it is known where to go on; looks it up, and waits for that so long at most. */
    boolean isKnownWithin(Duration patience, Executor threads) {
        CompletableFuture<@Nullable Void> awaited;
        synchronized (this) {
            if (position != null) {
                return true;
            }
            if (loading == null || loading.isDone()) {
                loading = CompletableFuture.runAsync(this::load, threads);
            }
            awaited = loading;
        }
        try {
            awaited.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.debugf("It is not known yet how far the log of %s has been read: %s", source.id(), e);
        }
        synchronized (this) {
            return position != null;
        }
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
            } else if (store.keep(source, step, missing)) {
                moveTo(step.to());
                noted(missing);
            } else {
                // another replica has read on
                moveTo(null);
            }
        } catch (SqlFailedException e) {
            Log.warnf("What the log of source %s says is read again: %s", source.id(), e.state());
        } catch (RuntimeException e) {
            Log.errorf(e, "The log of source %s cannot be read on", source.id());
        }
    }

    private void load() {
        moveTo(store.position(source));
    }

    private synchronized void moveTo(@Nullable Position now) {
        position = now;
    }

    private void note(List<Unavailable> missing) {
        if (!missing.equals(noted) || System.nanoTime() - notedAt > NOTED_EVERY.toNanos()) {
            store.tell(source, missing);
            noted(missing);
        }
    }

    private void noted(List<Unavailable> missing) {
        noted = missing;
        notedAt = System.nanoTime();
    }
}
