package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Drops what is past its time in small portions, a transaction each, so that no writer waits for long: rollup buckets
 * that nobody writes or reads any more, and records of whole months (UTC), of which what was counted stays.
 *
 * <p>Records go in two steps. First it is noted since when they are whole, while nobody is writing: whoever writes later
 * refuses what lies before. They are deleted only after every replica has had the time to see that, so that no answer is
 * made of the half of them.
 */
@ApplicationScoped
class Retention {

    private static final Sql DROP = Sql.file(Retention.class, "drop-buckets.sql");
    private static final Sql ANY_BEFORE = Sql.file(Retention.class, "records-before.sql");
    private static final Sql DROP_RECORDS = Sql.file(Retention.class, "drop-records.sql");
    private static final int PORTION_ROWS = 5_000;

    private final Database db;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Editions editions;
    private final Rollups rollups;
    private final Compactor compactor;

    Retention(
            Database db,
            Catalogue catalogue,
            Policies policies,
            Editions editions,
            Rollups rollups,
            Compactor compactor) {
        this.db = db;
        this.catalogue = catalogue;
        this.policies = policies;
        this.editions = editions;
        this.rollups = rollups;
        this.compactor = compactor;
    }

    /** Drops rollup rows; returns how many. Periods that became others a moment ago are let alone for a while. */
    long drop(String tenant, Instant now) {
        var scope = scope(tenant);
        var changed = db.read(scope, tx -> policies.changed(tx, tenant));
        if (changed.plus(Policies.knownAfter()).isAfter(now)) {
            return 0;
        }
        var periods = db.read(scope, tx -> policies.stored(tx, tenant)).periods();
        // whoever began a moment ago may have read a row that was open then, to write it back where it lay
        var begun = now.minus(Policies.knownAfter());
        var dropped = 0L;
        for (var tier : Tier.values()) {
            dropped += portions(() -> db.write(scope, tx -> DROP.on(tx)
                    .set("tenant", tenant)
                    .set("tier", tier.code())
                    .set("before", periods.openSince(tier, begun))
                    .set("rows", PORTION_ROWS)
                    .run()));
        }
        return dropped;
    }

    /** Deletes records that were said to be gone some time ago, and says of further ones that they are; returns how many. */
    long dropRecords(String tenant, Instant now) {
        var scope = scope(tenant);
        var dropped = 0L;
        for (var family : catalogue.families()) {
            dropped += delete(scope, family, now);
            giveUp(scope, family, now);
        }
        return dropped;
    }

    private long delete(Scope scope, Family family, Instant now) {
        var standing = db.read(scope, tx -> editions.stored(tx, scope.tenant(), family));
        var since = standing.map(Standing::recordsSince).orElse(null);
        var noted = standing.map(Standing::noted).orElse(null);
        if (since == null || noted == null || noted.plus(Policies.knownAfter()).isAfter(now)) {
            return 0;
        }
        return portions(() -> db.write(scope, tx -> DROP_RECORDS
                .on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("before", since)
                .set("rows", PORTION_ROWS)
                .run()));
    }

    /** Whole months that lie beyond the retention, unless the family has to be counted anew from its records first. */
    private void giveUp(Scope scope, Family family, Instant now) {
        var tenant = scope.tenant();
        var isDue = db.read(scope, tx -> ANY_BEFORE
                .on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("before", wholeMonths(policies.stored(tx, tenant), now))
                .first(row -> row.flag("found"))
                .orElse(false));
        if (!isDue) {
            return;
        }
        // so that nearly nothing is left to be brought while nobody can store anything
        compactor.bringAll(tenant, family);
        db.write(scope, tx -> {
            editions.own(tx, tenant, family);
            var policy = policies.stored(tx, tenant);
            var since = wholeMonths(policy, now);
            editions.stored(tx, tenant, family)
                    .filter(standing -> standing.edition().equals(policy.edition(family)))
                    .filter(standing -> standing.recordsSince() == null
                            || standing.recordsSince().isBefore(since))
                    .ifPresent(standing -> {
                        // what is in the journal is of records that are there, so that a recount need not look at it
                        rollups.foldAll(tx, tenant, family, policy);
                        editions.recordsSince(tx, tenant, family, standing, since, now);
                    });
            return since;
        });
    }

    private static Instant wholeMonths(Policy policy, Instant now) {
        return Tier.MONTH.bucket(policy.periods().recordsWantedSince(now));
    }

    private static long portions(IntSupplier drop) {
        var dropped = 0L;
        int portion;
        do {
            portion = drop.getAsInt();
            dropped += portion;
        } while (portion == PORTION_ROWS);
        return dropped;
    }

    private static Scope scope(String tenant) {
        return new Scope(tenant, "retention", Set.of(Roles.ADMIN));
    }
}
