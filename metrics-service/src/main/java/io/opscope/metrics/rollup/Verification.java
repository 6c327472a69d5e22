package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of a range again and compares with what the rollups and the journal say together, bucket by bucket at
 * every tier, as of one moment: counts, sums and histograms have to be the same to the last digit. Distinct users are not
 * compared, being those that were ever seen.
 */
@ApplicationScoped
public class Verification {

    private static final Sql RECORDS = Sql.file(Verification.class, "records-between.sql");
    private static final Sql ROLLUPS = Sql.file(Verification.class, "rollups-between.sql");
    private static final int FETCH = 5_000;
    private static final int MOST_EXAMPLES = 20;
    private static final Duration HOURS_AT_ONCE = Duration.ofDays(30);
    private static final Duration DAYS_AT_ONCE = Duration.ofDays(365);

    private final Database db;
    private final Policies policies;
    private final Editions editions;
    private final Journal journal;

    Verification(Database db, Policies policies, Editions editions, Journal journal) {
        this.db = db;
        this.policies = policies;
        this.editions = editions;
        this.journal = journal;
    }

    /**
     * Compares whole days (UTC) from the one of {@code from} to the one before {@code until} or with it in it, as far as
     * their records are there.
     *
     * @throws ProblemException when the family waits to be counted anew
     */
    public Verdict verify(Scope scope, Family family, Instant from, Instant until) {
        return db.export(scope, tx -> {
            var tenant = scope.tenant();
            var policy = policies.stored(tx, tenant);
            var standing = editions.stored(tx, tenant, family).orElse(null);
            if (standing != null && !standing.edition().equals(policy.edition(family))) {
                throw MetricsProblem.recounting(family.name());
            }
            var since = standing == null ? null : standing.recordsSince();
            var first = since == null || since.isBefore(from) ? from : since;
            var unfolded = journal.unfolded(tx, tenant, family);
            return new Comparison(tx, tenant, family, policy.periods(), since, unfolded, Instant.now())
                    .run(first, until);
        });
    }

    /**
     * What came out.
     *
     * @param recordsSince what was counted before it could not be compared, its records being gone; null when all are there
     * @param records that were counted again
     * @param buckets rollup buckets that were compared
     * @param differences how many of them were not the same
     * @param examples the first of these, in words
     */
    public record Verdict(
            @Nullable Instant recordsSince, long records, long buckets, long differences, List<String> examples) {}

    private static final class Comparison {

        private final Tx tx;
        private final String tenant;
        private final Family family;
        private final Periods periods;
        private final @Nullable Instant recordsSince;
        private final List<List<Change>> unfolded;
        private final Instant now;
        private final Map<RollupKey, Tally> months = new HashMap<>();
        private final List<String> examples = new ArrayList<>();
        private long records;
        private long buckets;
        private long differences;

        Comparison(
                Tx tx,
                String tenant,
                Family family,
                Periods periods,
                @Nullable Instant recordsSince,
                List<List<Change>> unfolded,
                Instant now) {
            this.tx = tx;
            this.tenant = tenant;
            this.family = family;
            this.periods = periods;
            this.recordsSince = recordsSince;
            this.unfolded = unfolded;
            this.now = now;
        }

        Verdict run(Instant from, Instant until) {
            var first = Tier.DAY.bucket(from);
            var end = Tier.DAY.ceiling(until);
            var since = first;
            while (since.isBefore(end)) {
                var next = stretchEnd(since, end);
                compareStretch(since, next);
                since = next;
            }
            var wholeMonths = Tier.MONTH.ceiling(first);
            var monthsEnd = end.isAfter(now) ? Tier.MONTH.ceiling(end) : Tier.MONTH.bucket(end);
            if (wholeMonths.isBefore(monthsEnd)) {
                months.keySet()
                        .removeIf(key -> !isWhole(key)
                                || key.bucket().isBefore(wholeMonths)
                                || !key.bucket().isBefore(monthsEnd));
                compare(months, stored(List.of(Tier.MONTH), wholeMonths, monthsEnd));
            }
            return new Verdict(recordsSince, records, buckets, differences, List.copyOf(examples));
        }

        /**
         * As much time at once as has no more buckets than a day of minutes: many days cost many statements otherwise,
         * however little is in them.
         */
        private Instant stretchEnd(Instant since, Instant end) {
            var hours = Tier.DAY.bucket(periods.openSince(Tier.HOUR, now));
            var minutes = Tier.DAY.bucket(periods.openSince(Tier.MINUTE, now));
            if (since.isBefore(hours)) {
                return earliest(since.plus(DAYS_AT_ONCE), hours, end);
            }
            return since.isBefore(minutes)
                    ? earliest(since.plus(HOURS_AT_ONCE), minutes, end)
                    : earliest(Tier.DAY.next(since), end, end);
        }

        private static Instant earliest(Instant one, Instant other, Instant third) {
            var first = one.isBefore(other) ? one : other;
            return first.isBefore(third) ? first : third;
        }

        private void compareStretch(Instant since, Instant until) {
            var recount = new Differences(family, periods, now);
            RECORDS.on(tx)
                    .set("tenant", tenant)
                    .set("family", family.id())
                    .set("from", since)
                    .set("until", until)
                    .forEach(FETCH, row -> {
                        records++;
                        recount.add(new Change(null, counted(row)));
                    });
            var expected = new HashMap<RollupKey, Tally>();
            var rows = new HashMap<RollupKey, Tally>();
            recount.into(rows);
            rows.forEach((key, tally) -> {
                if (key.tier() == Tier.MONTH) {
                    months.computeIfAbsent(key, ignored -> new Tally()).combine(tally);
                } else if (isWhole(key)) {
                    expected.put(key, tally);
                }
            });
            compare(expected, stored(List.of(Tier.SECOND, Tier.MINUTE, Tier.HOUR, Tier.DAY), since, until));
        }

        /** Buckets past their retention may be gone in part. */
        private boolean isWhole(RollupKey key) {
            return !key.bucket().isBefore(periods.completeSince(key.tier(), now));
        }

        private Map<RollupKey, Tally> stored(List<Tier> tiers, Instant from, Instant until) {
            var stored = new HashMap<RollupKey, Tally>();
            ROLLUPS.on(tx)
                    .set("tenant", tenant)
                    .set("family", family.id())
                    .setArray(
                            "tiers", "smallint", tiers.stream().map(Tier::code).toList())
                    .setArray("sets", "smallint", family.setIds())
                    .set("from", from)
                    .set("until", until)
                    .forEach(FETCH, row -> {
                        var key = key(row);
                        if (isWhole(key)) {
                            stored.merge(key, comparable(row), (sum, slot) -> {
                                sum.combine(slot);
                                return sum;
                            });
                        }
                    });
            unfoldedRows(from, until).forEach((key, tally) -> {
                if (tiers.contains(key.tier()) && isWhole(key)) {
                    stored.computeIfAbsent(key, ignored -> new Tally()).combine(tally);
                }
            });
            return stored;
        }

        /** What the journal adds to rows of this time. */
        private Map<RollupKey, Tally> unfoldedRows(Instant from, Instant until) {
            var differences = new Differences(family, periods, now);
            for (var batch : unfolded) {
                for (var change : batch) {
                    var part = new Change(within(change.before(), from, until), within(change.after(), from, until));
                    differences.add(part);
                }
            }
            var rows = new HashMap<RollupKey, Tally>();
            differences.into(rows);
            return rows;
        }

        private static @Nullable Counted within(@Nullable Counted counted, Instant from, Instant until) {
            var isWithin = counted != null
                    && !counted.at().isBefore(from)
                    && counted.at().isBefore(until);
            return isWithin ? counted : null;
        }

        private void compare(Map<RollupKey, Tally> expected, Map<RollupKey, Tally> stored) {
            var different = new TreeSet<RollupKey>();
            var nothing = new Tally();
            expected.forEach((key, recount) -> {
                buckets++;
                if (!recount.countsAs(stored.getOrDefault(key, nothing))) {
                    different.add(key);
                }
            });
            stored.forEach((key, rollup) -> {
                if (!expected.containsKey(key)) {
                    buckets++;
                    if (!nothing.countsAs(rollup)) {
                        different.add(key);
                    }
                }
            });
            differences += different.size();
            different.stream()
                    .limit(MOST_EXAMPLES - examples.size())
                    .forEach(key -> examples.add(key + ": " + stored.getOrDefault(key, nothing) + " counted, "
                            + expected.getOrDefault(key, nothing) + " recounted"));
        }

        private static RollupKey key(Row row) {
            return new RollupKey(
                    Tier.of(row.integer("tier")),
                    Math.toIntExact(row.integer("set_id")),
                    row.instant("bucket"),
                    Outcome.of(row.integer("outcome")),
                    row.text("currency"),
                    List.copyOf(row.<String>array("dims")));
        }

        private static Tally comparable(Row row) {
            return Tally.comparable(
                    row.integer("records"),
                    row.<Long>array("counts"),
                    row.<BigDecimal>array("sums"),
                    row.maybeBytes("hist").orElse(null));
        }

        private static Counted counted(Row row) {
            return new Counted(
                    row.instant("at"),
                    Outcome.of(row.integer("outcome")),
                    row.text("currency"),
                    null,
                    row.<String>array("dims"),
                    row.<@Nullable BigDecimal>array("measures"));
        }
    }
}
