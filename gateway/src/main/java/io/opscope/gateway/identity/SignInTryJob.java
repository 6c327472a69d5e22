package io.opscope.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Sweeps out tries to sign in that do not count any more. */
@ApplicationScoped
class SignInTryJob {

    private final SignInTryStore tries;

    SignInTryJob(SignInTryStore tries) {
        this.tries = tries;
    }

    @Scheduled(every = "{opscope.sign-in-sweep.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        tries.forget();
    }
}
