package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.watch.AfterLook;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Reads sources' logs on, after each look of the watch, on its connection. The thread that looks only fetches bytes; another
 * makes events of them and keeps them, so that tables of ours which hang delay no look. A source has one stretch under way at
 * a time, and the next one begins where the one before was kept. Where that is, is looked up while a
 * collector begins; where our tables are slow to tell, its next look has it.
 */
@ApplicationScoped
class LogWatch implements AfterLook {

    private static final int THREADS = 2;

    private final Map<String, LogFiles> byType = new HashMap<>();
    private final AccessLogStore store;
    private final AccessLogConfig config;
    private final Places places;
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
        this.places = new Places(config.parallelism());
    }

    /** What a mart's server logs is read with the server itself. */
    @Override
    public Consumer<RemoteLine> at(Source source, Engine engine) {
        var files = byType.get(source.server().type());
        if (files == null || source.asMart().isPresent()) {
            return line -> {};
        }
        var tail = new Tail(source.server(), store, config);
        // while the server is signed in to: known by the first look, if our tables answer
        isKnown(tail);
        return line -> read(tail, files, line);
    }

    private boolean isKnown(Tail tail) {
        try {
            return tail.isKnown(threads);
        } catch (RejectedExecutionException e) {
            Log.debug("The service is stopping, and no log is read on");
            return false;
        }
    }

    private void read(Tail tail, LogFiles files, RemoteLine line) {
        if (!isKnown(tail) || !places.take(tail.tenant())) {
            return;
        }
        var begun = tail.begun();
        if (begun == null) {
            places.giveBack(tail.tenant());
        } else {
            readOn(tail, begun, files, line);
        }
    }

    private void readOn(Tail tail, Position begun, LogFiles files, RemoteLine line) {
        var isHandedOver = false;
        try {
            var reading = reading(files, begun, line, config);
            threads.execute(() -> keep(tail, begun, reading));
            isHandedOver = true;
        } catch (RejectedExecutionException e) {
            Log.debug("The service is stopping, and what was read of a log is dropped");
        } finally {
            if (!isHandedOver) {
                end(tail);
            }
        }
    }

    /**
     * What comes of asking the source. A line that is lost by it is noticed by the next look; so is one that is cut because
     * the source takes too long.
     */
    static LogReading reading(LogFiles files, Position begun, RemoteLine line, AccessLogConfig config) {
        var started = System.nanoTime();
        try {
            return line.within(config.timeout(), () -> files.read(line, begun.place(), config.bytes()));
        } catch (SourceFailure e) {
            var isCut = System.nanoTime() - started >= config.timeout().toNanos();
            return LogReading.none(
                    isCut
                            ? new Unavailable(
                                    "data",
                                    "The log could not be read within "
                                            + config.timeout().toMillis() + " ms",
                                    "Keep fewer log files on the server, or raise opscope.access-log.timeout")
                            : failed(e));
        }
    }

    /** The server did not answer. */
    static Unavailable failed(SourceFailure failure) {
        return new Unavailable("data", "The log could not be read: " + failure.reason(), failure.remedy());
    }

    private void keep(Tail tail, Position begun, LogReading reading) {
        try {
            tail.keep(begun, reading);
        } finally {
            end(tail);
        }
    }

    private void end(Tail tail) {
        tail.end();
        places.giveBack(tail.tenant());
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
