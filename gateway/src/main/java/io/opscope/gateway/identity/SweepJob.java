package io.opscope.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Sweeps out what is over, some of it at a time until nothing is left. */
@ApplicationScoped
class SweepJob {

    private final SignInTryStore tries;
    private final SessionStore sessions;
    private final AuditStore audit;
    private final IdentityConfig identityConfig;
    private final AuditConfig auditConfig;

    SweepJob(
            SignInTryStore tries,
            SessionStore sessions,
            AuditStore audit,
            IdentityConfig identityConfig,
            AuditConfig auditConfig) {
        this.tries = tries;
        this.sessions = sessions;
        this.audit = audit;
        this.identityConfig = identityConfig;
        this.auditConfig = auditConfig;
    }

    /** Tries to sign in that do not count any more. */
    @Scheduled(every = "{opscope.sign-in-sweep.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweepTries() {
        untilNothingIsLeft(tries::forget);
    }

    /** Sign-ins that were over long ago. */
    @Scheduled(every = "6h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweepSessions() {
        var before = Instant.now().minus(identityConfig.forgetSessionsAfter());
        untilNothingIsLeft(() -> sessions.forgetBefore(before));
    }

    /** What was done long ago. */
    @Scheduled(every = "6h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweepAudit() {
        var before = Instant.now().minus(auditConfig.keep());
        untilNothingIsLeft(() -> audit.forgetBefore(before));
    }

    private static void untilNothingIsLeft(LongSupplier sweep) {
        long gone;
        do {
            gone = sweep.getAsLong();
        } while (gone > 0);
    }
}
