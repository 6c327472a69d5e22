package io.opscope.monitoring.statement;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCounters;
import io.opscope.monitoring.engine.StatementText;
import io.opscope.monitoring.source.Source;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Follows the statement counters of one source: reads them now and then and keeps what they have grown by. One thread at a
 * time, that of the collector, which holds the lease of the source; whoever takes over begins with a reading of its own.
 */
final class StatementTrail {

    /** Looks come a little early and a little late. */
    private static final double DUE = 0.9;

    private static final int ROUNDS = 3;

    private final Source.Server server;
    private final StatementCounters counters;
    private final StatementStore store;
    private final StatementConfig config;
    private final Executor writers;
    private final Clock clock = Clock.systemUTC();
    private @Nullable Place place;
    private @Nullable CompletableFuture<@Nullable Place> writing;
    private long lastNanos;

    /** @param writers what is written to our tables is written on: nobody who looks waits for it */
    StatementTrail(
            Source.Server server,
            StatementCounters counters,
            StatementStore store,
            StatementConfig config,
            Executor writers) {
        this.server = server;
        this.counters = counters;
        this.store = store;
        this.config = config;
        this.writers = writers;
        this.lastNanos = System.nanoTime() - config.every().toNanos();
    }

    /** Reads the counters when it is time to; never throws for what becomes of that. */
    void look(RemoteLine line) {
        if (System.nanoTime() - lastNanos < config.every().toNanos() * DUE || isWriting()) {
            return;
        }
        try {
            if (place == null) {
                begin();
            }
            var here = place;
            if (here != null) {
                lastNanos = System.nanoTime();
                goOn(line, here);
            }
        } catch (SourceFailure e) {
            Log.debugf("Statements of source %s were not read: %s", server.key().id(), e.reason());
        }
    }

    /** Takes what has come of what was being written. */
    private boolean isWriting() {
        var pending = writing;
        if (pending == null) {
            return false;
        }
        if (!pending.isDone()) {
            return true;
        }
        writing = null;
        try {
            place = pending.join();
        } catch (CompletionException e) {
            lastNanos = System.nanoTime();
            // the next interval is that much longer; whether this one was written after all shows by its turn
            var why = e.getCause() instanceof SqlFailedException failed ? failed.state() : String.valueOf(e.getCause());
            Log.warnf(
                    "Statements of source %s are not kept for now: %s",
                    server.key().id(), why);
        }
        return false;
    }

    /** Written in first, read then: what the reader before us keeps was read before we read. */
    private void begin() {
        var reader = UUID.randomUUID();
        writing = CompletableFuture.supplyAsync(
                () -> Place.of(reader, new Kept(config, store.begin(server, reader, config.most()), System.nanoTime())),
                writers);
        isWriting();
    }

    private void goOn(RemoteLine line, Place here) {
        var now = now();
        var reading = counters.read(line);
        var counts = reading.value();
        if (counts == null) {
            place = null;
            return;
        }
        var read = new Last(now, reading.unavailable(), Baseline.of(counts));
        var last = here.last();
        if (last == null) {
            place = here.with(read);
            return;
        }
        // a role that is told more than before is told of runs from before as well
        var isComparable = now.isAfter(last.at()) && read.lacks().equals(last.lacks());
        Difference.between(last.counted(), counts)
                .filter(difference -> isComparable)
                .ifPresentOrElse(
                        difference -> keep(here, read, interval(line, here, last, read, difference)),
                        () -> place = null);
    }

    private Interval interval(RemoteLine line, Place here, Last last, Last read, Difference difference) {
        var texts = new HashMap<String, StatementText>();
        var kept = withTexts(line, here, difference.costs(), texts);
        var rest = new ArrayList<>(difference.costs());
        rest.removeAll(new HashSet<>(kept));
        rest.removeIf(here.kept()::isOwn);
        return new Interval(
                last.at(),
                read.at(),
                difference.evictions(),
                kept,
                Rest.of(rest),
                List.copyOf(texts.values()),
                read.lacks());
    }

    private void keep(Place here, Last read, Interval interval) {
        var next = here.after(interval.texts(), read);
        writing = CompletableFuture.supplyAsync(
                () -> store.keep(server.key(), here.reader(), here.turn(), interval) ? next : null, writers);
    }

    /** Those to be kept; which of them are ours shows by their texts only, and others take their places then. */
    private List<Cost> withTexts(
            RemoteLine line, Place here, Collection<Cost> costs, Map<String, StatementText> texts) {
        var kept = here.kept().of(costs, System.nanoTime());
        for (var round = 0; round < ROUNDS; round++) {
            var unknown = kept.stream()
                    .map(Cost::fingerprint)
                    .filter(fingerprint -> !here.written().contains(fingerprint) && !texts.containsKey(fingerprint))
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
            ours.forEach(text -> here.kept().isOurs(text.fingerprint()));
            kept = here.kept().of(costs, System.nanoTime());
        }
        return kept.stream()
                .filter(cost -> here.written().contains(cost.fingerprint()) || texts.containsKey(cost.fingerprint()))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Where we are.
     *
     * @param reader whom the tables know as the reader
     * @param turn how many intervals it has kept
     * @param kept which statements are kept one by one
     * @param written of which of them the texts are kept
     * @param last what was read last; null when nothing was yet
     */
    private record Place(
            UUID reader,
            long turn,
            Kept kept,
            Set<String> written,
            @Nullable Last last) {

        static Place of(UUID reader, Kept kept) {
            return new Place(reader, 0, kept, Set.of(), null);
        }

        Place with(Last read) {
            return new Place(reader, turn, kept, written, read);
        }

        /** One interval further. A text is dropped with the last cost that is kept, and has to be read again then. */
        Place after(Collection<StatementText> texts, Last read) {
            var all = new HashSet<>(written);
            texts.forEach(text -> all.add(text.fingerprint()));
            all.retainAll(kept.fingerprints());
            return new Place(reader, turn + 1, kept, Set.copyOf(all), read);
        }
    }

    /** A reading: when, why it was not complete, and what was counted. */
    private record Last(Instant at, List<Unavailable> lacks, Baseline counted) {}
}
