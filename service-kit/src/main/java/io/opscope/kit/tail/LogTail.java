package io.opscope.kit.tail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.Replica;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Leaves what this replica logs in Redis, and reads there what all replicas logged. */
@ApplicationScoped
public class LogTail {

    private final TailConfig config;
    private final WaitingLines waiting;
    private final LineHandler handler;
    private final Optional<LineStreams> streams;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, LogTail::thread);

    LogTail(
            Instance<ReactiveRedisDataSource> redis,
            ObjectMapper json,
            TailConfig config,
            MeterRegistry meters,
            Installation installation,
            Replica replica,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.waiting = new WaitingLines(config.waiting(), meters);
        this.handler = new LineHandler(waiting::add, service, replica.name(), config.longest());
        this.streams = redis.isUnsatisfied()
                ? Optional.empty()
                : Optional.of(new LineStreams(redis.get(), json, config, installation));
    }

    /**
     * The newest lines of all replicas, also of those that are gone, the latest first.
     *
     * @return nothing when Redis does not say so in time
     */
    public Optional<List<LogLine>> newest(Set<LogLevel> levels, Set<LogSource> sources, int most) {
        return streams.flatMap(lines -> lines.newest(levels, sources, most));
    }

    void start(@Observes StartupEvent event) {
        Logger.getLogger("").addHandler(handler);
        var every = config.every().toMillis();
        clock.scheduleWithFixedDelay(this::leave, every, every, TimeUnit.MILLISECONDS);
    }

    /** Before Redis' client goes away: what was logged last may be why this replica ends. */
    void stop(@Observes ShutdownEvent event) {
        Logger.getLogger("").removeHandler(handler);
        clock.shutdownNow();
        leave();
        streams.ifPresent(LineStreams::stop);
    }

    /** Nothing may end the clock, and nothing that fails here may be told here. */
    private synchronized void leave() {
        try {
            streams.ifPresent(lines -> lines.leave(waiting));
        } catch (RuntimeException e) {
            Log.debugf(e, "Logged lines are not left for now");
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "log-tail");
        thread.setDaemon(true);
        return thread;
    }
}
