package io.opscope.monitoring.alert.delivery;

import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes what deliveries are due, a few at a time. */
@ApplicationScoped
public class DeliveryJob {

    private static final long SECONDS_TO_END = 12;

    private final Deliveries deliveries;
    private final Outbox outbox;
    private final DeliveryMeters meters;
    private final Semaphore free;
    private final ExecutorService pool;

    DeliveryJob(Deliveries deliveries, Outbox outbox, DeliveryMeters meters, DeliveryConfig config) {
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.meters = meters;
        this.free = new Semaphore(config.parallelism());
        this.pool = Executors.newFixedThreadPool(config.parallelism(), task -> {
            var thread = new Thread(task, "alert-delivery");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks at once, and not only at the next interval; who finds something has another look for more. */
    @Scheduled(every = "${opscope.alerts.delivery.poll:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    public void wake() {
        if (!pool.isShutdown() && free.tryAcquire()) {
            try {
                pool.execute(this::work);
            } catch (RejectedExecutionException e) {
                free.release();
            }
        }
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void review() {
        try {
            meters.show(outbox.depth());
            outbox.advanceAll();
        } catch (SqlFailedException e) {
            Log.debugf("How much there is to tell is not known: %s", e.getMessage());
        }
    }

    /** Before the database's connections are closed, so that what was delivered is noted. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            pool.shutdownNow();
        }
    }

    private void work() {
        try {
            // Looked at before each claim: what is claimed and not made waits for the end of its lease.
            while (!pool.isShutdown()) {
                var due = deliveries.next();
                if (due.isEmpty()) {
                    break;
                }
                wake();
                deliveries.make(due.get());
            }
        } catch (SqlFailedException e) {
            Log.warnf("Deliveries have to wait for the database: %s", e.getMessage());
        } catch (RuntimeException e) {
            Log.error(
                    "A delivery failed in an unforeseen way; unless it is given up it is made again when its lease ends",
                    e);
        } finally {
            free.release();
        }
    }
}
