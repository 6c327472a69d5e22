package io.opscope.monitoring.watch;

import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we have seen of one source, in memory; probes older than the window are forgotten. */
class Watched {

    private final Duration window;
    private final Deque<Probe> newestFirst = new ArrayDeque<>();
    private @Nullable Vitals vitals;
    private @Nullable Reading<Long> size;
    private @Nullable Double transactionsPerSecond;

    Watched(Duration window) {
        this.window = window;
    }

    /** Takes over what was seen before this process started. */
    synchronized void recall(List<Probe> earlier) {
        earlier.stream().sorted(Comparator.comparing(Probe::at).reversed()).forEach(newestFirst::addLast);
    }

    /** Notes a probe that was answered. */
    synchronized void answered(Probe probe, Vitals read) {
        transactionsPerSecond = rate(vitals, read);
        vitals = read;
        note(probe);
    }

    /** Notes the size, which is read after the probe and may take longer. */
    synchronized void sized(Reading<Long> read) {
        size = read;
    }

    /** Notes a probe that was not answered: what was read before is no longer true. */
    synchronized void failed(Probe probe) {
        vitals = null;
        size = null;
        transactionsPerSecond = null;
        note(probe);
    }

    /** Everything at one moment. */
    synchronized Sight sight() {
        return new Sight(List.copyOf(newestFirst), vitals, size, transactionsPerSecond);
    }

    private void note(Probe probe) {
        newestFirst.addFirst(probe);
        var floor = probe.at().minus(window);
        while (newestFirst.getLast().at().isBefore(floor)) {
            newestFirst.removeLast();
        }
    }

    /** Null until there are two readings in a row, and after the server's counters were set back. */
    private static @Nullable Double rate(@Nullable Vitals before, Vitals now) {
        if (before == null || before.transactions() == null || now.transactions() == null) {
            return null;
        }
        var seconds = Duration.between(before.readAt(), now.readAt()).toMillis() / 1000.0;
        var transactions = now.transactions() - before.transactions();
        return seconds <= 0 || transactions < 0 ? null : transactions / seconds;
    }

    /** What was seen, as of one moment. */
    record Sight(
            List<Probe> newestFirst,
            @Nullable Vitals vitals,
            @Nullable Reading<Long> size,
            @Nullable Double transactionsPerSecond) {

        static final Sight NOTHING = new Sight(List.of(), null, null, null);

        @Nullable Probe last() {
            return newestFirst.isEmpty() ? null : newestFirst.get(0);
        }

        /** The probes of the last {@code window}. */
        List<Probe> since(Instant floor) {
            return newestFirst.stream()
                    .filter(probe -> !probe.at().isBefore(floor))
                    .toList();
        }
    }
}
