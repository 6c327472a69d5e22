package io.opscope.metrics.connector;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.metrics.problem.MetricsProblem;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs connectors that are due, or that somebody wants to run now, a few at a time. */
@ApplicationScoped
class ConnectorJob {

    private static final long SECONDS_TO_END = 10;

    private final Turns turns;
    private final Copying copying;
    private final ConnectorConfig config;
    private final Semaphore scheduled;
    private final ExecutorService pool;

    ConnectorJob(Turns turns, Copying copying, ConnectorConfig config) {
        this.turns = turns;
        this.copying = copying;
        this.config = config;
        this.scheduled = new Semaphore(config.parallelism());
        // one more thread, so that what somebody wants now need not wait for what is due
        this.pool = Executors.newFixedThreadPool(config.parallelism() + 1, task -> {
            var thread = new Thread(task, "connector");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Scheduled(every = "${opscope.connectors.poll:2s}", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        if (!pool.isShutdown() && scheduled.tryAcquire()) {
            pool.execute(this::runDue);
        }
    }

    /** Runs a connector now, and waits a while for it to end; it goes on when that was not long enough. */
    void runNow(String tenant, UUID connector) {
        var run = pool.submit(() -> {
            var turn = turns.claim(tenant, connector);
            turn.ifPresent(copying::run);
            return turn.isPresent();
        });
        try {
            if (!run.get(config.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw MetricsProblem.connectorRunning(connector.toString());
            }
        } catch (TimeoutException e) {
            Log.debugf("Connector %s goes on in the background", connector);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e.getCause());
        }
    }

    /** Before the database's connections are closed, so that a page at hand is still noted. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        copying.stop();
        pool.shutdown();
        if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            pool.shutdownNow();
        }
    }

    private void runDue() {
        try {
            for (Optional<Turn> due = turns.claimDue(); due.isPresent(); due = turns.claimDue()) {
                copying.run(due.get());
            }
        } catch (DatabaseUnavailableException e) {
            Log.warnf("Connectors have to wait for the database: %s", e.getMessage());
        } catch (RuntimeException e) {
            Log.error("Connectors that are due cannot be run", e);
        } finally {
            scheduled.release();
        }
    }
}
