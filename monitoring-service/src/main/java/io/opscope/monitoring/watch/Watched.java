package io.opscope.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen of one source, in memory; probes older than the window are forgotten. */
class Watched {

    private final Duration window;
    private final Deque<Probe> newestFirst = new ArrayDeque<>();
    private Standing standing = Standing.NOTHING;
    private Instant standingAt = Instant.MIN;

    Watched(Duration window) {
        this.window = window;
    }

    /** Notes a probe; one that is not newer than the last is known already. */
    synchronized void note(Probe probe) {
        var last = newestFirst.peekFirst();
        if (last != null && !probe.at().isAfter(last.at())) {
            return;
        }
        newestFirst.addFirst(probe);
        var floor = probe.at().minus(window);
        while (newestFirst.getLast().at().isBefore(floor)) {
            newestFirst.removeLast();
        }
    }

    /** Notes what else is known as of a moment, unless something newer is known. */
    synchronized void stand(Instant at, Standing now) {
        if (!at.isBefore(standingAt)) {
            standing = now;
            standingAt = at;
        }
    }

    /** Everything at one moment. */
    synchronized Sight sight() {
        return new Sight(List.copyOf(newestFirst), standing);
    }

    /** What was seen, as of one moment. */
    record Sight(List<Probe> newestFirst, Standing standing) {

        static final Sight NOTHING = new Sight(List.of(), Standing.NOTHING);

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
