package io.opscope.metrics.catalogue;

import java.util.Locale;

/** What became of a record, whatever words its sender has for it. The order is stored: append, never reorder. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    IN_PROGRESS,
    CANCELLED;

    /** Whether nothing more is expected to happen to the record. */
    public boolean isTerminal() {
        return this != IN_PROGRESS;
    }

    /** As the database keeps it. */
    public int code() {
        return ordinal();
    }

    /** The outcome that the database keeps as {@code code}. */
    public static Outcome of(long code) {
        return values()[Math.toIntExact(code)];
    }

    /** The name as catalogue entries spell it. */
    static Outcome named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
