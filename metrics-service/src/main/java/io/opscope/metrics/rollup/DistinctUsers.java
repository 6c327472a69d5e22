package io.opscope.metrics.rollup;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.sketch.DistinctCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the distinct users of a family's buckets anew after records were taken away for good, since nobody can be taken
 * out of what was made. The finest buckets that are there as a whole are made of the records that are left, every coarser
 * one of those within it. The transaction has to own the family's rollup rows, with nothing left in the journal.
 */
final class DistinctUsers {

    private static final Sql RECORDS = Sql.file(DistinctUsers.class, "users-between.sql");
    private static final Sql FINER = Sql.file(DistinctUsers.class, "uniques-between.sql");
    private static final Sql FORGET = Sql.file(DistinctUsers.class, "forget-uniques.sql");
    private static final Sql WRITE = Sql.file(DistinctUsers.class, "write-uniques.sql");
    private static final int FETCH = 5_000;

    /** Time whose records one transaction reads again, so that writers wait for a moment only. */
    private static final Duration MOST_READ = Duration.ofHours(1);

    private final Family family;
    private final List<DimensionSet> sets;
    private final Counting counting;
    private final Instant now;

    DistinctUsers(Family family, Counting counting, Instant now) {
        this.family = family;
        this.sets = family.sets().stream().filter(DimensionSet::distinct).toList();
        this.counting = counting;
        this.now = now;
    }

    /** Of records of these times, how many from the first on one transaction can take away; one at least. */
    int affordable(List<Instant> times) {
        var stretches = new HashSet<Stretch>();
        var read = Duration.ZERO;
        for (int i = 0; i < times.size(); i++) {
            var stretch = toRead(times.get(i));
            if (stretch.isPresent() && stretches.add(stretch.get())) {
                read = read.plus(stretch.get().length());
                if (i > 0 && read.compareTo(MOST_READ) > 0) {
                    return i;
                }
            }
        }
        return times.size();
    }

    /** Makes them anew in every bucket that records of these times, which are gone now, were counted in. */
    void make(Tx tx, String tenant, Collection<Instant> times) {
        var stretches = new TreeSet<Stretch>();
        times.forEach(at -> toRead(at).ifPresent(stretches::add));
        SortedSet<Stretch> made = new TreeSet<>();
        for (var tier : Periods.CHOSEN) {
            var coarser = new TreeSet<Stretch>();
            made.forEach(finer -> coarser.add(Stretch.of(tier, finer.bucket())));
            if (!coarser.isEmpty()) {
                write(tx, tenant, tier, coarser, ofFiner(tx, tenant, tier, coarser));
            }
            made = new TreeSet<>(stretches);
            made.removeIf(stretch -> stretch.tier() != tier);
            if (!made.isEmpty()) {
                writeFromRecords(tx, tenant, tier, made);
            }
            made.addAll(coarser);
        }
    }

    /**
     * The bucket whose records are read for one that was taken away: of the finest tier from which on every coarser
     * bucket can be put together. None where there is nothing to be made of or for.
     */
    private Optional<Stretch> toRead(Instant at) {
        var periods = counting.policy().periods();
        if (sets.isEmpty()
                || counting.isGone(at)
                || Tier.MONTH.bucket(at).isBefore(periods.openSince(Tier.MONTH, now))) {
            return Optional.empty();
        }
        var tier = Tier.MONTH;
        for (var finer : List.of(Tier.DAY, Tier.HOUR, Tier.MINUTE)) {
            if (tier.bucket(at).isBefore(periods.completeSince(finer, now))) {
                break;
            }
            tier = finer;
        }
        return Optional.of(Stretch.of(tier, at));
    }

    /** Finer buckets that are still there, in part or for the live window, are made of the same records. */
    private void writeFromRecords(Tx tx, String tenant, Tier tier, SortedSet<Stretch> stretches) {
        var tiers = List.of(Tier.values()).subList(0, tier.ordinal() + 1);
        var made = new TreeMap<RollupKey, DistinctCount>();
        within(RECORDS.on(tx), tenant, stretches).forEach(FETCH, row -> {
            var at = row.instant("at");
            var user = row.text("user_id");
            var values = List.copyOf(row.<String>array("dims"));
            for (var set : sets) {
                var dims = Differences.dims(family, values, set);
                for (var each : tiers) {
                    sketch(made, key(each, set.id(), each.bucket(at), row, dims))
                            .add(user);
                }
            }
        });
        for (var each : tiers) {
            var ofTier = new TreeMap<>(made);
            ofTier.keySet().removeIf(key -> key.tier() != each);
            write(tx, tenant, each, stretches, ofTier);
        }
    }

    private SortedMap<RollupKey, DistinctCount> ofFiner(Tx tx, String tenant, Tier tier, SortedSet<Stretch> stretches) {
        var made = new TreeMap<RollupKey, DistinctCount>();
        ofTier(FINER.on(tx), tenant, Tier.of(tier.code() - 1), stretches).forEach(FETCH, row -> {
            var dims = List.copyOf(row.<String>array("dims"));
            var key = key(tier, Math.toIntExact(row.integer("set_id")), tier.bucket(row.instant("bucket")), row, dims);
            row.maybeBytes("uniques").ifPresent(bytes -> sketch(made, key).merge(DistinctCount.of(bytes)));
        });
        return made;
    }

    private void write(
            Tx tx, String tenant, Tier tier, SortedSet<Stretch> stretches, SortedMap<RollupKey, DistinctCount> made) {
        ofTier(FORGET.on(tx), tenant, tier, stretches).run();
        var keys = made.keySet();
        WRITE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("tier", tier.code())
                .setArray("sets", "smallint", keys.stream().map(RollupKey::set).toList())
                .setArray(
                        "buckets",
                        "timestamptz",
                        keys.stream().map(RollupKey::bucket).toList())
                .setArray(
                        "outcomes",
                        "smallint",
                        keys.stream().map(key -> key.outcome().code()).toList())
                .setArray(
                        "currencies",
                        "text",
                        keys.stream().map(RollupKey::currency).toList())
                .setArray("dims", "text", keys.stream().map(RollupKey::dimsKey).toList())
                .setArray(
                        "uniques",
                        "bytea",
                        made.values().stream().map(DistinctCount::toBytes).toList())
                .run();
    }

    private Statement ofTier(Statement statement, String tenant, Tier tier, SortedSet<Stretch> stretches) {
        return within(statement, tenant, stretches)
                .set("tier", tier.code())
                .setArray(
                        "sets", "smallint", sets.stream().map(DimensionSet::id).toList());
    }

    private Statement within(Statement statement, String tenant, SortedSet<Stretch> stretches) {
        return statement
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray(
                        "since",
                        "timestamptz",
                        stretches.stream().map(Stretch::bucket).toList())
                .setArray(
                        "until",
                        "timestamptz",
                        stretches.stream().map(Stretch::until).toList());
    }

    private static RollupKey key(Tier tier, int set, Instant bucket, Row row, List<String> dims) {
        return new RollupKey(tier, set, bucket, Outcome.of(row.integer("outcome")), row.text("currency"), dims);
    }

    private static DistinctCount sketch(Map<RollupKey, DistinctCount> made, RollupKey key) {
        return made.computeIfAbsent(key, ignored -> new DistinctCount());
    }

    /** The time of one bucket. */
    private record Stretch(Tier tier, Instant bucket) implements Comparable<Stretch> {

        static Stretch of(Tier tier, Instant at) {
            return new Stretch(tier, tier.bucket(at));
        }

        Instant until() {
            return tier.next(bucket);
        }

        Duration length() {
            return Duration.between(bucket, until());
        }

        @Override
        public int compareTo(Stretch other) {
            var byTier = tier.compareTo(other.tier);
            return byTier == 0 ? bucket.compareTo(other.bucket) : byTier;
        }
    }
}
