package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.problem.MetricsProblem;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Lets a tenant decide anew, while nobody is counting. What makes more of the records, a longer period or another
 * outcome, leaves the old edition in force until all was counted anew; replicas that have not seen the decision yet go on
 * as before until then. What makes less, a shorter period, is in force at once: all that it needs is counted already, and
 * what it does not is dropped later.
 */
@ApplicationScoped
public class PolicyChanges {

    private static final Sql WAIT_BRIEFLY = Sql.file(PolicyChanges.class, "wait-briefly.sql");
    private static final Sql NOTE = Sql.file(PolicyChanges.class, "note-policy.sql");
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Database db;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Editions editions;

    PolicyChanges(Database db, Catalogue catalogue, Policies policies, Editions editions) {
        this.db = db;
        this.catalogue = catalogue;
        this.policies = policies;
        this.editions = editions;
    }

    /**
     * Keeps things so long from now on.
     *
     * @throws ProblemException when a period is out of its bounds, or so much longer that records are gone that it would
     *     have to be counted from
     */
    public Policy keep(Scope scope, Periods wanted) {
        PeriodBounds.check(wanted);
        var now = Instant.now();
        return change(scope, now, (tx, old) -> {
            for (var family : catalogue.families()) {
                editions.stored(tx, scope.tenant(), family)
                        .ifPresent(standing -> refuseWhatRecordsAreGoneOf(standing, old.periods(), wanted, now));
            }
            return new Policy(wanted, old.usual(), old.outcomes());
        });
    }

    /**
     * Takes these statuses, in lower case, for these outcomes from now on, beside those that the catalogue knows.
     *
     * @throws ProblemException when the catalogue knows one of them
     */
    public Policy understand(Scope scope, Map<String, Outcome> outcomes) {
        return change(scope, Instant.now(), (tx, old) -> new Policy(old.periods(), old.usual(), outcomes));
    }

    private Policy change(Scope scope, Instant now, Decision decision) {
        try {
            var decided = db.write(scope, tx -> {
                var tenant = scope.tenant();
                WAIT_BRIEFLY.on(tx).list(row -> row.text("patience"));
                catalogue.families().forEach(family -> editions.own(tx, tenant, family));
                var old = policies.stored(tx, tenant);
                var policy = decision.decide(tx, old);
                policies.store(tx, tenant, policy, now);
                note(tx, scope, old, policy, now);
                if (policy.outcomes().equals(old.outcomes())
                        && !policy.periods().isLongerThan(old.periods())) {
                    catalogue.families().forEach(family -> putInForce(tx, tenant, family, old, policy));
                }
                return policy;
            });
            editions.look();
            Log.infof("policy tenant=%s by=%s now=%s", scope.tenant(), scope.userId(), decided);
            return decided;
        } catch (SqlFailedException e) {
            if (e.state().equals(LOCK_NOT_AVAILABLE)) {
                throw MetricsProblem.recounting("some family");
            }
            throw e;
        }
    }

    /** One that waits to be counted anew goes on waiting. */
    private void putInForce(Tx tx, String tenant, Family family, Policy old, Policy policy) {
        editions.stored(tx, tenant, family)
                .filter(standing -> standing.edition().equals(old.edition(family)))
                .ifPresent(standing -> editions.renamed(tx, tenant, family, policy.edition(family), standing));
    }

    private static void refuseWhatRecordsAreGoneOf(Standing standing, Periods old, Periods wanted, Instant now) {
        var since = standing.recordsSince();
        for (var tier : Periods.CHOSEN) {
            if (since != null
                    && wanted.days(tier) > old.days(tier)
                    && wanted.completeSince(tier, now).isBefore(since)) {
                var there = Math.toIntExact(Duration.between(since, now).toDays()) - PeriodBounds.slack(tier);
                throw CommonProblem.badParameter(
                        PeriodBounds.name(tier),
                        wanted.days(tier),
                        PeriodBounds.least(tier) + " to " + Math.max(old.days(tier), there) + ": records before "
                                + since + " are gone, so that nothing can be counted of them any more");
            }
        }
    }

    private static void note(Tx tx, Scope scope, Policy old, Policy policy, Instant now) {
        NOTE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", UUID.randomUUID().toString())
                .set("now", now)
                .set("by", scope.userId())
                .set("what", old + " -> " + policy)
                .run();
    }

    private interface Decision {
        Policy decide(Tx tx, Policy old);
    }
}
