package io.opscope.monitoring.statement;

import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementCounts.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A reading that the next one is compared with, held for as long as that takes: 48 bytes for each entry, as there may be
 * thousands in each of hundreds of sources. What tells an entry from others is 64 bits of its name.
 */
final class Baseline {

    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Instant readAt;
    private final @Nullable Instant resetAt;
    private final long evictions;
    private final long[] names;
    private final long[] since;
    private final long[] calls;
    private final double[] totalMs;
    private final long[] rowsScanned;
    private final long[] rowsReturned;

    private Baseline(StatementCounts counts) {
        this.readAt = counts.readAt();
        this.resetAt = counts.resetAt();
        this.evictions = counts.evictions();
        var entries = counts.entries().stream()
                .sorted(Comparator.comparingLong(Baseline::name))
                .toList();
        this.names = entries.stream().mapToLong(Baseline::name).toArray();
        this.since = entries.stream().mapToLong(entry -> micros(entry.since())).toArray();
        this.calls = entries.stream().mapToLong(Entry::calls).toArray();
        this.totalMs = entries.stream().mapToDouble(Entry::totalMs).toArray();
        this.rowsScanned = entries.stream()
                .mapToLong(entry -> orUnknown(entry.rowsScanned()))
                .toArray();
        this.rowsReturned = entries.stream().mapToLong(Entry::rowsReturned).toArray();
    }

    static Baseline of(StatementCounts counts) {
        return new Baseline(counts);
    }

    Instant readAt() {
        return readAt;
    }

    @Nullable Instant resetAt() {
        return resetAt;
    }

    long evictions() {
        return evictions;
    }

    /** What the same entry counted then; null when it was not there. */
    @Nullable Entry find(Entry now) {
        var at = Arrays.binarySearch(names, name(now));
        return at < 0
                ? null
                : new Entry(
                        now.owner(),
                        now.fingerprint(),
                        since[at] == UNKNOWN ? null : Instant.EPOCH.plus(since[at], ChronoUnit.MICROS),
                        calls[at],
                        totalMs[at],
                        rowsScanned[at] == UNKNOWN ? null : Long.valueOf(rowsScanned[at]),
                        rowsReturned[at]);
    }

    private static long name(Entry entry) {
        return mixed(mixed(mixed(FNV_BASIS, entry.owner()), "\0"), entry.fingerprint());
    }

    private static long mixed(long hash, String text) {
        var mixed = hash;
        for (var i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
        }
        return mixed;
    }

    private static long micros(@Nullable Instant moment) {
        return moment == null ? UNKNOWN : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static long orUnknown(@Nullable Long value) {
        return value == null ? UNKNOWN : value;
    }
}
