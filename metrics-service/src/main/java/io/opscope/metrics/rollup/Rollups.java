package io.opscope.metrics.rollup;

import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds the signed difference of every changed record to each tier that is still open for its age, in the transaction
 * that stores the record.
 */
@ApplicationScoped
public class Rollups {

    private static final Sql MARK = Sql.file(Rollups.class, "mark.sql");

    /** Folded rows and those counted anew; no other writer adds there. */
    static final int FOLDED_SLOT = 0;

    /** What commits this much later, after midnight, was today when it began and is history for who asks then. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(5);

    private final Slots slots;
    private final Editions editions;

    Rollups(Slots slots, Editions editions) {
        this.slots = slots;
        this.editions = editions;
    }

    /**
     * Begins a transaction that will count, before it stores anything.
     *
     * @throws ProblemException when the family's records are being counted anew right now
     */
    public Counting begin(Tx tx, String tenant, Family family) {
        return editions.current(tx, tenant, family);
    }

    /**
     * Counts the changes; visible, with the records themselves, when the transaction commits.
     *
     * @param counting what {@link #begin} gave in this transaction
     */
    public void count(Tx tx, String tenant, Family family, Counting counting, List<Change> changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        var slot = slots.claim(tx, tenant);
        add(tx, tenant, family, slot, counting.policy().periods(), changes, now);
        mark(tx, tenant, family, slot, changes, now);
    }

    /**
     * Of records of these times, how many from the first on can be forgotten in one transaction without keeping other
     * writers for long.
     *
     * @param counting what {@link #begin} gave in this transaction
     */
    public int forgettable(Family family, Counting counting, List<Instant> times, Instant now) {
        return new DistinctUsers(family, counting, now).affordable(times);
    }

    /**
     * Takes back what was counted of records that were taken away for good, and makes the distinct users of their buckets
     * anew of the records that are left. The tenant's other writers wait meanwhile.
     *
     * @param counting what {@link #begin} gave in this transaction
     */
    public void forget(Tx tx, String tenant, Family family, Counting counting, List<Counted> gone, Instant now) {
        slots.claimAll(tx, tenant);
        var changes = gone.stream().map(counted -> new Change(counted, null)).toList();
        count(tx, tenant, family, counting, changes, now);
        new DistinctUsers(family, counting, now)
                .make(tx, tenant, gone.stream().map(Counted::at).toList());
    }

    /** Counts records from nothing, in the transaction that keeps everybody else from counting. */
    public void recount(Tx tx, String tenant, Family family, Policy policy, List<Change> changes, Instant now) {
        add(tx, tenant, family, FOLDED_SLOT, policy.periods(), changes, now);
    }

    /** Tells caches, with the commit, that everything was counted anew. */
    public void recounted(Tx tx, String tenant, Family family) {
        mark(tx, tenant, family, FOLDED_SLOT, List.of(Freshness.HISTORY, Freshness.HEAD));
    }

    /** Adds rows that were taken out of other slots. */
    void fold(Tx tx, String tenant, Family family, SortedMap<RollupKey, Tally> taken) {
        new SlotRows(tx, tenant, family, FOLDED_SLOT).add(taken);
    }

    private static void add(
            Tx tx, String tenant, Family family, int slot, Periods periods, List<Change> changes, Instant now) {
        var differences = new Differences(family, periods, now);
        changes.forEach(differences::add);
        new SlotRows(tx, tenant, family, slot).add(differences.rows());
    }

    private static void mark(Tx tx, String tenant, Family family, int slot, List<Change> changes, Instant now) {
        var today = Tier.DAY.bucket(now);
        var todayOrTomorrow = Tier.DAY.bucket(now.plus(LONGEST_TRANSACTION));
        var parts = new ArrayList<String>();
        if (changes.stream().anyMatch(change -> touches(change, at -> at.isBefore(todayOrTomorrow)))) {
            parts.add(Freshness.HISTORY);
        }
        if (changes.stream().anyMatch(change -> touches(change, at -> !at.isBefore(today)))) {
            parts.add(Freshness.HEAD);
        }
        mark(tx, tenant, family, slot, parts);
    }

    private static void mark(Tx tx, String tenant, Family family, int slot, List<String> parts) {
        MARK.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("slot", slot)
                .setArray("parts", "text", parts)
                .run();
    }

    private static boolean touches(Change change, java.util.function.Predicate<Instant> when) {
        return (change.before() != null && when.test(change.before().at()))
                || (change.after() != null && when.test(change.after().at()));
    }

    static Tally tally(Row row) {
        return Tally.stored(
                row.integer("records"),
                row.<Long>array("counts"),
                row.<BigDecimal>array("sums"),
                row.<@Nullable BigDecimal>array("mins"),
                row.<@Nullable BigDecimal>array("maxs"),
                row.<Boolean>array("stale"),
                row.maybeBytes("hist").orElse(null),
                row.maybeBytes("uniques").orElse(null));
    }
}
