package io.opscope.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Follows the keys that other replicas make, well before they sign. */
@ApplicationScoped
class KeyRingJob {

    private final KeyRing keys;

    KeyRingJob(KeyRing keys) {
        this.keys = keys;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    void follow() {
        keys.reload();
    }
}
