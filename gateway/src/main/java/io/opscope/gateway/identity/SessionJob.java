package io.opscope.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Sweeps out sign-ins that were over long ago. */
@ApplicationScoped
class SessionJob {

    private final SessionStore sessions;
    private final IdentityConfig config;

    SessionJob(SessionStore sessions, IdentityConfig config) {
        this.sessions = sessions;
        this.config = config;
    }

    @Scheduled(every = "6h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        sessions.forgetBefore(Instant.now().minus(config.forgetSessionsAfter()));
    }
}
