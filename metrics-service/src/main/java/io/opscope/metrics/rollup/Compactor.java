package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folds what several writers counted of the same closed bucket, each in a slot of its own, into one row, so that readers
 * have fewer to add up. It moves what was counted and never counts: a fold is one transaction that takes rows out of a
 * slot, which it holds as a writer would, and adds them to slot 0, where nobody else writes but one compactor.
 */
@ApplicationScoped
class Compactor {

    private static final Sql ALONE = Sql.file(Compactor.class, "compact-alone.sql");
    private static final Sql SLOTS = Sql.file(Compactor.class, "slots-between.sql");
    private static final Sql TAKE = Sql.file(Compactor.class, "take-slot.sql");

    /** A bucket is left alone for a while after its end: most late records come soon. */
    private static final Duration REST = Duration.ofMinutes(2);

    /** How many closed buckets back each tier is looked through. */
    private static final Map<Tier, Duration> STRETCH = Map.of(
            Tier.MINUTE, Duration.ofHours(2),
            Tier.HOUR, Duration.ofDays(2),
            Tier.DAY, Duration.ofDays(7),
            Tier.MONTH, Duration.ofDays(70));

    private final Database db;
    private final Catalogue catalogue;
    private final Rollups rollups;

    Compactor(Database db, Catalogue catalogue, Rollups rollups) {
        this.db = db;
        this.catalogue = catalogue;
        this.rollups = rollups;
    }

    /** Folds a tenant's closed buckets; returns how many rows were taken out of their slots. */
    long compact(String tenant, Instant now) {
        var scope = new Scope(tenant, "compactor", Set.of("admin"));
        var folded = 0L;
        for (var family : catalogue.families()) {
            for (var tier : STRETCH.keySet()) {
                for (var slot : slots(scope, family, tier, now)) {
                    folded += db.write(scope, tx -> fold(tx, tenant, family, tier, slot, now));
                }
            }
        }
        return folded;
    }

    /** The slots in use among the closed buckets; none where there is nothing to fold together. */
    private List<Integer> slots(Scope scope, Family family, Tier tier, Instant now) {
        var slots = db.read(scope, tx -> SLOTS.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("tier", tier.code())
                .setArray("sets", "smallint", family.setIds())
                .set("from", now.minus(STRETCH.getOrDefault(tier, Duration.ZERO)))
                .set("until", closedUntil(tier, now))
                .list(row -> Math.toIntExact(row.integer("slot"))));
        return slots.size() < 2
                ? List.of()
                : slots.stream().filter(slot -> slot != Rollups.FOLDED_SLOT).toList();
    }

    private long fold(Tx tx, String tenant, Family family, Tier tier, int slot, Instant now) {
        var isAlone = ALONE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("slot", slot)
                .first(row -> row.flag("alone"))
                .orElse(false);
        if (!isAlone) {
            return 0L;
        }
        var taken = new TreeMap<RollupKey, Tally>();
        TAKE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("tier", tier.code())
                .setArray("sets", "smallint", family.setIds())
                .set("slot", slot)
                .set("from", now.minus(STRETCH.getOrDefault(tier, Duration.ZERO)))
                .set("until", closedUntil(tier, now))
                .list(row -> taken.put(
                        new RollupKey(
                                tier,
                                Math.toIntExact(row.integer("set_id")),
                                row.instant("bucket"),
                                Outcome.of(row.integer("outcome")),
                                row.text("currency"),
                                List.copyOf(row.<String>array("dims"))),
                        Rollups.tally(row)));
        rollups.fold(tx, tenant, family, taken);
        return taken.size();
    }

    private static Instant closedUntil(Tier tier, Instant now) {
        return tier.bucket(now.minus(REST));
    }
}
