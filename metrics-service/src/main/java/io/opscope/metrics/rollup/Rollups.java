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
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts what changed of records, in the transaction that stores them: it goes into the {@link Journal}, and soon from
 * there, as signed differences, into every tier that is still open for a record's age.
 */
@ApplicationScoped
public class Rollups {

    private static final Sql MARK = Sql.file(Rollups.class, "mark.sql");

    private static final Sql OWN = Sql.file(Rollups.class, "own-rows.sql");

    /** A mark of its own for each of so many who store at the same time, so that they do not wait for each other. */
    private static final int MARK_SLOTS = 16;

    /** Rollup rows that one transaction brings about: old records, shuffled, touch several each. */
    private static final int MOST_ROWS = 30_000;

    /** What commits this much later, after midnight, was today when it began and is history for who asks then. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(5);

    private final Journal journal;
    private final Editions editions;

    Rollups(Journal journal, Editions editions) {
        this.journal = journal;
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
     * @param now when the transaction began
     */
    public void count(Tx tx, String tenant, Family family, List<Change> changes, Instant now) {
        if (!changes.isEmpty()) {
            append(tx, tenant, family, changes);
            mark(tx, tenant, family, changes, now);
        }
    }

    private void append(Tx tx, String tenant, Family family, List<Change> changes) {
        if (family.isCounted()) {
            journal.append(tx, tenant, family, changes);
        }
    }

    /** Waits until nobody else writes the family's rollup rows, and keeps everybody from it until the transaction ends. */
    public void own(Tx tx, String tenant, Family family) {
        OWN.on(tx).set("tenant", tenant).set("family", family.id()).list(row -> tenant);
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
     * anew of the records that are left. What others send meanwhile stays in the journal.
     *
     * @param tx that owned the rollup rows before it took the records away
     * @param counting what {@link #begin} gave in this transaction
     */
    public void forget(Tx tx, String tenant, Family family, Counting counting, List<Counted> gone, Instant now) {
        var changes = gone.stream().map(counted -> new Change(counted, null)).toList();
        if (changes.isEmpty()) {
            return;
        }
        append(tx, tenant, family, changes);
        foldAll(tx, tenant, family, counting.policy());
        new DistinctUsers(family, counting, now)
                .make(tx, tenant, gone.stream().map(Counted::at).toList());
        // last, as whoever stores something may wait for the mark
        mark(tx, tenant, family, changes, now);
    }

    /** Forgets what is in the journal, in the transaction that is about to count all records from nothing. */
    public void beginRecount(Tx tx, String tenant, Family family) {
        journal.forget(tx, tenant, family);
    }

    /** Counts records from nothing, in the transaction that keeps everybody else from counting. */
    public void recount(Tx tx, String tenant, Family family, Policy policy, List<Change> changes, Instant now) {
        var differences = new Differences(family, policy.periods(), now);
        changes.forEach(differences::add);
        new RollupRows(tx, tenant, family).add(differences.rows());
    }

    /** Tells caches, with the commit, that everything was counted anew. */
    public void recounted(Tx tx, String tenant, Family family) {
        mark(tx, tenant, family, List.of(Freshness.HISTORY, Freshness.HEAD));
    }

    /**
     * Brings some of what the journal has into the rollup rows, in a transaction that owns them.
     *
     * @param policy the one that the family is counted by
     * @return how many changes of records that were; 0 when there is nothing left to bring
     */
    int fold(Tx tx, String tenant, Family family, Policy policy) {
        return fold(tx, tenant, family, policy, Long.MAX_VALUE);
    }

    private int fold(Tx tx, String tenant, Family family, Policy policy, long last) {
        var now = Instant.now();
        var brought = new ArrayList<Long>();
        var rows = new ArrayList<SortedMap<RollupKey, Tally>>();
        var count = 0;
        var size = 0;
        for (var batch : journal.oldest(tx, tenant, family, last)) {
            if (size > MOST_ROWS) {
                break;
            }
            var differences = new Differences(family, policy.periods(), now);
            batch.changes().forEach(differences::add);
            rows.add(differences.rows());
            brought.add(batch.id());
            count += batch.changes().size();
            size += rows.get(rows.size() - 1).size();
        }
        if (count > 0) {
            journal.remove(tx, tenant, family, brought);
            new RollupRows(tx, tenant, family).add(rows);
        }
        return count;
    }

    /** Brings all of it that is there now, as {@link #fold}; what comes in meanwhile stays. */
    void foldAll(Tx tx, String tenant, Family family, Policy policy) {
        journal.last(tx, tenant, family).ifPresent(last -> {
            while (fold(tx, tenant, family, policy, last) > 0) {
                // there may be more
            }
        });
    }

    private static void mark(Tx tx, String tenant, Family family, List<Change> changes, Instant now) {
        var today = Tier.DAY.bucket(now);
        var todayOrTomorrow = Tier.DAY.bucket(now.plus(LONGEST_TRANSACTION));
        var parts = new ArrayList<String>();
        if (changes.stream().anyMatch(change -> touches(change, at -> at.isBefore(todayOrTomorrow)))) {
            parts.add(Freshness.HISTORY);
        }
        if (changes.stream().anyMatch(change -> touches(change, at -> !at.isBefore(today)))) {
            parts.add(Freshness.HEAD);
        }
        mark(tx, tenant, family, parts);
    }

    private static void mark(Tx tx, String tenant, Family family, List<String> parts) {
        MARK.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("slot", ThreadLocalRandom.current().nextInt(1, MARK_SLOTS + 1))
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
