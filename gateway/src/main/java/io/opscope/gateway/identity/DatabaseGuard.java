package io.opscope.gateway.identity;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.DatabaseWatch;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Has nobody wait for a database that does not answer: what is under way is let go, what comes is refused. */
@Singleton
class DatabaseGuard {

    private final DatabaseWatch watch;

    DatabaseGuard(DatabaseWatch watch) {
        this.watch = watch;
    }

    void start(@Observes StartupEvent started) {
        watch.start();
    }

    @NeedsDatabase
    @ServerRequestFilter
    public void refuseWhileAway() {
        if (watch.isAway()) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "The database does not answer; try again");
        }
    }
}
