package io.opscope.monitoring.statement;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCounters;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementText;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.statement.Interval.Rest;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows the statement counters of one source: reads them now and then and keeps what they have grown by. One thread at a
 * time, that of the collector, which holds the lease of the source; whoever takes over begins with a reading of its own.
 */
final class StatementTrail {

    /** Looks come a little early and a little late. */
    private static final double DUE = 0.9;

    private static final int ROUNDS = 3;

    private final SourceKey source;
    private final StatementCounters counters;
    private final StatementStore store;
    private final StatementConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Set<String> written = new HashSet<>();
    private @Nullable Begun begun;
    private long lastNanos;

    StatementTrail(SourceKey source, StatementCounters counters, StatementStore store, StatementConfig config) {
        this.source = source;
        this.counters = counters;
        this.store = store;
        this.config = config;
        this.lastNanos = System.nanoTime() - config.every().toNanos();
    }

    /** Reads the counters when it is time to; never throws for what becomes of that. */
    void look(RemoteLine line) {
        if (System.nanoTime() - lastNanos < config.every().toNanos() * DUE) {
            return;
        }
        lastNanos = System.nanoTime();
        try {
            var known = begun;
            if (known == null) {
                begin(line);
            } else {
                goOn(line, known);
            }
        } catch (SourceFailure e) {
            Log.debugf("Statements of source %s were not read: %s", source.id(), e.reason());
        } catch (SqlFailedException e) {
            // the next interval is that much longer; whether this one was written after all shows by its turn
            Log.warnf("Statements of source %s are not kept for now: %s", source.id(), e.state());
        }
    }

    /** Written in first, read then: what the reader before us keeps was read before we read. */
    private void begin(RemoteLine line) {
        var reader = UUID.randomUUID();
        var recent = store.begin(source, reader, config.most());
        var now = now();
        written.clear();
        var reading = counters.read(line);
        var counts = reading.value();
        if (counts != null) {
            begun = new Begun(reader, 0, now, reading, counts, new Kept(config, recent, System.nanoTime()));
        }
    }

    private void goOn(RemoteLine line, Begun before) {
        var now = now();
        var reading = counters.read(line);
        var counts = reading.value();
        // a role that is told more than before is told of runs from before as well
        var isComparable = now.isAfter(before.at())
                && reading.unavailable().equals(before.reading().unavailable());
        var difference = counts == null || !isComparable
                ? Optional.<Difference>empty()
                : Difference.between(before.counts(), counts);
        if (counts == null || difference.isEmpty()) {
            begun = null;
            return;
        }
        var interval = interval(line, before, now, difference.get(), reading);
        if (store.keep(source, before.reader(), before.turn(), interval)) {
            interval.texts().forEach(text -> written.add(text.fingerprint()));
            // a text is dropped with the last cost that is kept, and has to be read again then
            written.retainAll(before.kept().fingerprints());
            begun = new Begun(before.reader(), before.turn() + 1, now, reading, counts, before.kept());
        } else {
            begun = null;
        }
    }

    private Interval interval(
            RemoteLine line, Begun before, Instant now, Difference difference, Reading<StatementCounts> reading) {
        var texts = new HashMap<String, StatementText>();
        var kept = withTexts(line, before.kept(), difference.costs(), texts);
        var rest = new ArrayList<>(difference.costs());
        rest.removeAll(kept);
        rest.removeIf(before.kept()::isOwn);
        return new Interval(
                before.at(), now, difference.evictions(), kept, Rest.of(rest), texts.values(), reading.unavailable());
    }

    /** Those to be kept; which of them are ours shows by their texts only, and others take their places then. */
    private List<Cost> withTexts(
            RemoteLine line, Kept chosen, Collection<Cost> costs, Map<String, StatementText> texts) {
        var kept = chosen.of(costs, System.nanoTime());
        for (var round = 0; round < ROUNDS; round++) {
            var unknown = kept.stream()
                    .map(Cost::fingerprint)
                    .filter(fingerprint -> !written.contains(fingerprint) && !texts.containsKey(fingerprint))
                    .toList();
            if (unknown.isEmpty()) {
                break;
            }
            var found = counters.texts(line, unknown);
            found.stream().filter(text -> !text.own()).forEach(text -> texts.put(text.fingerprint(), text));
            var ours = found.stream().filter(StatementText::own).toList();
            if (ours.isEmpty()) {
                break;
            }
            ours.forEach(text -> chosen.isOurs(text.fingerprint()));
            kept = chosen.of(costs, System.nanoTime());
        }
        return kept.stream()
                .filter(cost -> written.contains(cost.fingerprint()) || texts.containsKey(cost.fingerprint()))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Where we are: whom the tables know as the reader, how many intervals it has kept, and its last reading. */
    private record Begun(
            UUID reader, long turn, Instant at, Reading<StatementCounts> reading, StatementCounts counts, Kept kept) {}
}
