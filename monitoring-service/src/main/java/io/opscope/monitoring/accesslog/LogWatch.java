package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.AfterLook;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads sources' logs on, after each look of the watch, on its connection. The thread that looks only fetches bytes; another
 * makes events of them and keeps them, so that tables of ours which hang delay no look. A source has one stretch under way at
 * a time, and the next one begins where the one before was kept.
 */
@ApplicationScoped
class LogWatch implements AfterLook {

    private static final int THREADS = 2;

    /** A source that is met first waits so long for our tables, and else for its next look. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Map<String, LogFiles> byType = new HashMap<>();
    private final AccessLogStore store;
    private final AccessLogConfig config;
    private final Semaphore places;
    private final ConcurrentMap<SourceKey, Tail> tails = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        var thread = new Thread(work, "access-log");
        thread.setDaemon(true);
        return thread;
    });

    LogWatch(@Any Instance<LogFiles> files, AccessLogStore store, AccessLogConfig config) {
        for (var each : files) {
            each.types().forEach(type -> byType.put(type, each));
        }
        this.store = store;
        this.config = config;
        this.places = new Semaphore(config.parallelism());
    }

    /** What a mart's server logs is read with the server itself. */
    @Override
    public Consumer<RemoteLine> at(Source source, Engine engine) {
        var files = byType.get(source.server().type());
        return files == null || source.asMart().isPresent() ? line -> {} : line -> read(source, files, line);
    }

    private void read(Source source, LogFiles files, RemoteLine line) {
        var tail = tails.computeIfAbsent(source.key(), key -> new Tail(key, store, config));
        try {
            if (tail.isKnownWithin(PATIENCE, threads) && places.tryAcquire()) {
                readOn(tail, files, line);
            }
        } catch (RejectedExecutionException e) {
            Log.debugf("The log of %s is not read on: the service is stopping", source.id());
        }
    }

    private void readOn(Tail tail, LogFiles files, RemoteLine line) {
        var isHandedOver = false;
        try {
            var begun = tail.begun();
            if (begun != null) {
                var reading = reading(files, begun, line, config.bytes());
                threads.execute(() -> keep(tail, begun, reading));
                isHandedOver = true;
            }
        } finally {
            if (!isHandedOver) {
                tail.end();
                places.release();
            }
        }
    }

    /** What comes of asking the source; a line that is lost by it is noticed by the next look. */
    private static LogReading reading(LogFiles files, Position begun, RemoteLine line, int bytes) {
        try {
            return files.read(line, begun.place(), bytes);
        } catch (SourceFailure e) {
            return LogReading.none(new Unavailable("data", "The log could not be read: " + e.reason(), e.remedy()));
        }
    }

    private void keep(Tail tail, Position begun, LogReading reading) {
        try {
            tail.keep(begun, reading);
        } finally {
            tail.end();
            places.release();
        }
    }

    /** Forgets those that are no longer under watch. */
    void keepOnly(Collection<SourceKey> sources) {
        tails.keySet().retainAll(sources);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
