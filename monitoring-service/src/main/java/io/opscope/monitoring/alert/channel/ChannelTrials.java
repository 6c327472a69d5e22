package io.opscope.monitoring.alert.channel;

import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.MonitoringProblem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells channels tests. Who is answered hears so at once; all others wait equally long for the same sentence, or one could find
 * out which addresses of the operator's network there are, and what listens there.
 */
@ApplicationScoped
class ChannelTrials {

    private final Channels channels;
    private final ChannelConfig config;
    private final ThreadPoolExecutor threads;

    ChannelTrials(Channels channels, ChannelConfig config) {
        this.channels = channels;
        this.config = config;
        this.threads =
                new ThreadPoolExecutor(0, config.trials(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "alert-channel-test");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Tells a channel that this is a test, now, whether it is enabled or not. */
    ChannelTrial test(Scope scope, UUID id) {
        var channel = channels.known(scope, id);
        var begun = System.nanoTime();
        var outcome = awaited(begun, begin(scope, channel));
        return new ChannelTrial(outcome.end() == Outcome.End.DELIVERED, outcome.reason());
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private Future<Outcome> begin(Scope scope, StoredChannel channel) {
        var rule = new Message.About("test", "Test of " + channel.name(), "test", "gt", 0, "info");
        var message = new Message(UUID.randomUUID(), scope.tenant(), "test", Instant.now(), rule, List.of());
        try {
            return threads.submit(() -> channels.tell(scope.tenant(), channel, message));
        } catch (RejectedExecutionException e) {
            throw MonitoringProblem.tooManyTrials();
        }
    }

    private Outcome awaited(long begun, Future<Outcome> call) {
        try {
            var outcome = call.get(left(begun), TimeUnit.NANOSECONDS);
            if (outcome.isUnanswered()) {
                TimeUnit.NANOSECONDS.sleep(left(begun));
            }
            return outcome;
        } catch (TimeoutException e) {
            return Outcome.unanswered();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A channel cannot be told", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failed("The service is stopping", null);
        }
    }

    private long left(long begun) {
        return Math.max(0, config.patience().toNanos() - (System.nanoTime() - begun));
    }
}
