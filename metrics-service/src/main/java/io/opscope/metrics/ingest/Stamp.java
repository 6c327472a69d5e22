package io.opscope.metrics.ingest;

import io.opscope.metrics.catalogue.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What decides which of two states of a record is the later one. */
record Stamp(@Nullable Long version, @Nullable Instant updatedAt, Outcome outcome, long fingerprint) {

    /**
     * Whether this state takes the place of the one that is stored. The greater version wins, else the later update;
     * where neither can tell, the last arrival does, but nothing in progress replaces what has ended.
     */
    boolean replaces(Stamp stored) {
        if (fingerprint == stored.fingerprint) {
            return false;
        }
        var byVersion = order(version, stored.version);
        if (byVersion != 0) {
            return byVersion > 0;
        }
        var byUpdate = order(updatedAt, stored.updatedAt);
        if (byUpdate != 0) {
            return byUpdate > 0;
        }
        return outcome.isTerminal() || !stored.outcome.isTerminal();
    }

    /** Zero as well when one of them is missing. */
    private static <T extends Comparable<T>> int order(@Nullable T mine, @Nullable T theirs) {
        return mine == null || theirs == null ? 0 : mine.compareTo(theirs);
    }
}
