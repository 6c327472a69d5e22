package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for the records with the greatest values of a measure, as of one moment. No value of an hour exceeds the greatest
 * that was counted in it, so hours are gone through from the one with the greatest on, until no other hour can have a
 * record that belongs to those found: a few hours of a month, whatever the month has.
 */
final class Greatest {

    private static final Sql HOURS = Sql.file(Greatest.class, "hours_by_greatest.sql");
    private static final Sql RECORDS = Sql.file(Greatest.class, "records_with_greatest.sql");

    private final Tx tx;
    private final Scope scope;
    private final Family family;
    private final int place;
    private final String currency;
    private final int limit;
    private final Journal journal;
    private final Function<Row, StoredRecord> stored;
    private final Comparator<StoredRecord> order;

    Greatest(Tx tx, Scope scope, Wanted wanted, Journal journal, Function<Row, StoredRecord> stored) {
        this.tx = tx;
        this.scope = scope;
        this.family = wanted.family();
        this.place = family.measure(wanted.measure());
        this.currency = wanted.currency();
        this.limit = wanted.limit();
        this.journal = journal;
        this.stored = stored;
        this.order = Comparator.comparing(this::value)
                .reversed()
                .thenComparing(StoredRecord::at, Comparator.reverseOrder())
                .thenComparing(StoredRecord::id);
    }

    /** By what was counted of the hours in one of the family's sets, which has to be kept for all of the range. */
    List<StoredRecord> byHours(Range range, DimensionSet set) {
        var hours = hours(range, set.id());
        List<StoredRecord> found = List.of();
        for (int next = 0; next < hours.size() && !isSettled(found, hours.get(next)); next += limit) {
            var some = hours.subList(next, Math.min(next + limit, hours.size()));
            found = first(Stream.concat(
                    found.stream(), read(some.stream().map(Hour::range).toList()).stream()));
        }
        return found;
    }

    /** By the records alone. */
    List<StoredRecord> among(Range range) {
        return read(List.of(range));
    }

    /** Whether neither this hour nor any after it has a record that comes before the last of those found. */
    private boolean isSettled(List<StoredRecord> found, Hour hour) {
        if (found.size() < limit) {
            return false;
        }
        var last = found.get(limit - 1);
        var difference = hour.greatest().compareTo(value(last));
        return difference < 0 || (difference == 0 && !hour.range().until().isAfter(last.at()));
    }

    private List<Hour> hours(Range range, int set) {
        var greatest = new HashMap<Instant, BigDecimal>();
        HOURS.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("tier", Tier.HOUR.code())
                .set("set", set)
                .set("from", Tier.HOUR.bucket(range.from()))
                .set("until", range.until())
                .set("currency", currency)
                .set("measure", place + 1)
                .list(row -> greatest.put(row.instant("bucket"), row.decimal("greatest")));
        for (var batch : journal.unfolded(tx, scope.tenant(), family)) {
            for (var change : batch) {
                var counted = change.after();
                var value = counted == null ? null : counted.measures().get(place);
                if (counted != null && value != null && isAsked(counted, range)) {
                    greatest.merge(Tier.HOUR.bucket(counted.at()), value, BigDecimal::max);
                }
            }
        }
        return greatest.entrySet().stream()
                .map(hour -> new Hour(within(hour.getKey(), range), hour.getValue()))
                .sorted(Comparator.comparing(Hour::greatest)
                        .thenComparing(hour -> hour.range().from())
                        .reversed())
                .toList();
    }

    private boolean isAsked(Counted counted, Range range) {
        return counted.currency().equals(currency)
                && !counted.at().isBefore(range.from())
                && counted.at().isBefore(range.until());
    }

    private static Range within(Instant hour, Range range) {
        var end = Tier.HOUR.next(hour);
        return new Range(
                hour.isBefore(range.from()) ? range.from() : hour, end.isAfter(range.until()) ? range.until() : end);
    }

    private List<StoredRecord> read(List<Range> ranges) {
        return RECORDS.on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("user", scope.onlyUser().orElse(null))
                .setArray(
                        "froms", "timestamptz", ranges.stream().map(Range::from).toList())
                .setArray(
                        "untils",
                        "timestamptz",
                        ranges.stream().map(Range::until).toList())
                .set("measure", place + 1)
                .set("currency", currency)
                .set("limit", limit)
                .list(stored);
    }

    private List<StoredRecord> first(Stream<StoredRecord> records) {
        return records.sorted(order).limit(limit).toList();
    }

    private BigDecimal value(StoredRecord record) {
        var value = record.measures().get(place);
        if (value == null) {
            throw new IllegalStateException("Record " + record.id() + " was found by a value that it does not have");
        }
        return value;
    }

    /**
     * What is looked for.
     *
     * @param currency of the measure's values
     * @param limit records at the most
     */
    record Wanted(Family family, String measure, String currency, int limit) {}

    /**
     * What of an hour lies in the range.
     *
     * @param greatest no value of the hour's is greater
     */
    private record Hour(Range range, BigDecimal greatest) {}
}
