package io.opscope.kit.reading;

import io.quarkus.runtime.ExecutorRecorder;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.threads.EnhancedQueueExecutor;

/** The threads that requests are answered on, and the requests that wait for one. */
@Singleton
class Workers implements Backlog {

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public OptionalLong depth() {
        return pool().map(pool -> OptionalLong.of(Math.max(0, pool.getQueueSize())))
                .orElseGet(OptionalLong::empty);
    }

    Optional<PoolReading> reading() {
        return pool().map(pool -> new PoolReading("threads", pool.getActiveCount(), pool.getMaximumPoolSize()));
    }

    private static Optional<EnhancedQueueExecutor> pool() {
        return ExecutorRecorder.getCurrent() instanceof EnhancedQueueExecutor pool
                ? Optional.of(pool)
                : Optional.empty();
    }
}
