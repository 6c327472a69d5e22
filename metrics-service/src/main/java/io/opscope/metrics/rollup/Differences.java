package io.opscope.metrics.rollup;

import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch of changes adds to each rollup row. Every record is added once to the finest tier that is still open for
 * its age; the coarser tiers are added up from there, within the batch only, never from what is stored.
 */
final class Differences {

    private final Family family;
    private final Periods periods;
    private final Instant now;
    /** By a record's values those of each set, in the order of the sets: many records have the same. */
    private final Map<List<String>, List<List<String>>> dimsOfSets = new HashMap<>();

    private final Map<RollupKey, Tally> finest = new HashMap<>();
    private final Map<RollupKey, Tally> seconds = new HashMap<>();

    Differences(Family family, Periods periods, Instant now) {
        this.family = family;
        this.periods = periods;
        this.now = now;
    }

    void add(Change change) {
        var before = change.before();
        if (before != null) {
            forEachRow(before, (tally, set) -> tally.takeBack(before, family.histogram(set)));
        }
        var after = change.after();
        if (after != null) {
            forEachRow(after, (tally, set) -> tally.add(after, family.histogram(set), set.distinct()));
        }
    }

    /** Per row what is to be added, in the order of the keys; what cancels out is left out. */
    SortedMap<RollupKey, Tally> rows() {
        var rows = new TreeMap<RollupKey, Tally>();
        into(rows);
        return rows;
    }

    /** Adds the same to these rows. */
    void into(Map<RollupKey, Tally> rows) {
        seconds.forEach((key, tally) -> put(rows, key, tally));
        finest.forEach((key, tally) -> {
            put(rows, key, tally);
            for (var coarser : key.tier().coarser()) {
                put(rows, key.in(coarser), tally);
            }
        });
    }

    private void put(Map<RollupKey, Tally> rows, RollupKey key, Tally tally) {
        if (!tally.isNothing() && !key.bucket().isBefore(periods.openSince(key.tier(), now))) {
            rows.computeIfAbsent(key, ignored -> new Tally()).combine(tally);
        }
    }

    private void forEachRow(Counted counted, Row row) {
        var tier = finestOpenFor(counted.at());
        var bucket = tier.bucket(counted.at());
        var isLive = !counted.at().isBefore(periods.openSince(Tier.SECOND, now));
        var sets = family.sets();
        var dimsOfSet = dimsOfSets.computeIfAbsent(
                counted.dims(),
                values -> sets.stream().map(set -> dims(family, values, set)).toList());
        for (int i = 0; i < sets.size(); i++) {
            var set = sets.get(i);
            var dims = dimsOfSet.get(i);
            row.touch(tally(finest, key(tier, set, bucket, counted, dims)), set);
            if (isLive && set.live()) {
                row.touch(tally(seconds, key(Tier.SECOND, set, Tier.SECOND.bucket(counted.at()), counted, dims)), set);
            }
        }
    }

    private Tier finestOpenFor(Instant at) {
        for (var tier : List.of(Tier.MINUTE, Tier.HOUR, Tier.DAY)) {
            if (!tier.bucket(at).isBefore(periods.openSince(tier, now))) {
                return tier;
            }
        }
        return Tier.MONTH;
    }

    private static RollupKey key(Tier tier, DimensionSet set, Instant bucket, Counted counted, List<String> dims) {
        return new RollupKey(tier, set.id(), bucket, counted.outcome(), counted.currency(), dims);
    }

    private static Tally tally(Map<RollupKey, Tally> rows, RollupKey key) {
        return rows.computeIfAbsent(key, ignored -> new Tally());
    }

    /** @param values in the order of the family's dimensions */
    static List<String> dims(Family family, List<String> values, DimensionSet set) {
        var dims = new ArrayList<String>(set.dimensions().size());
        for (var dimension : set.dimensions()) {
            dims.add(values.get(family.dimension(dimension)));
        }
        return dims;
    }

    private interface Row {
        void touch(Tally tally, DimensionSet set);
    }
}
