package io.opscope.monitoring.alert;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.alert.delivery.DeliveryJob;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Evaluates what rules are due, a few tenants at a time. */
@ApplicationScoped
class EvaluationJob {

    private static final long SECONDS_TO_END = 10;

    private final Turns turns;
    private final Evaluation evaluation;
    private final DeliveryJob deliveries;
    private final AlertMeters meters;
    private final Semaphore free;
    private final ExecutorService pool;

    EvaluationJob(Turns turns, Evaluation evaluation, DeliveryJob deliveries, AlertMeters meters, AlertConfig config) {
        this.turns = turns;
        this.evaluation = evaluation;
        this.deliveries = deliveries;
        this.meters = meters;
        this.free = new Semaphore(config.parallelism());
        this.pool = Executors.newFixedThreadPool(config.parallelism(), task -> {
            var thread = new Thread(task, "alert-evaluation");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Nothing is claimed while nobody is free to evaluate it: another replica may be. */
    @Scheduled(every = "${opscope.alerts.poll:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        if (pool.isShutdown() || free.availablePermits() == 0) {
            return;
        }
        try {
            turns.claim().stream().collect(Collectors.groupingBy(Turn::tenant)).forEach(this::submit);
        } catch (SqlFailedException e) {
            Log.warnf("Rules have to wait for the database: %s", e.getMessage());
        }
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        try {
            meters.show(turns.standing());
        } catch (SqlFailedException e) {
            Log.debugf("How rules stand is not known: %s", e.getMessage());
        }
    }

    /** Before the database's connections are closed. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            pool.shutdownNow();
        }
    }

    private void submit(String tenant, List<Turn> its) {
        try {
            pool.execute(() -> evaluate(tenant, its));
        } catch (RejectedExecutionException e) {
            Log.debug("The service is stopping; other replicas evaluate the rules when the lease ends");
        }
    }

    private void evaluate(String tenant, List<Turn> its) {
        free.acquireUninterruptibly();
        try {
            evaluation.evaluate(tenant, its);
            deliveries.wake();
        } catch (SqlFailedException e) {
            meters.failed();
            Log.warnf("Rules have to wait for the database: %s", e.getMessage());
        } catch (RuntimeException e) {
            meters.failed();
            Log.error("Rules cannot be evaluated", e);
        } finally {
            free.release();
        }
    }
}
