package io.opscope.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Sweeps out what was done long ago. */
@ApplicationScoped
class AuditJob {

    private final AuditStore audit;
    private final AuditConfig config;

    AuditJob(AuditStore audit, AuditConfig config) {
        this.audit = audit;
        this.config = config;
    }

    @Scheduled(every = "6h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        audit.forgetBefore(Instant.now().minus(config.keep()));
    }
}
