package io.opscope.monitoring.source;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;

/**
 * Keeps a source from being removed while something is written that refers to it. It is taken before any row of that: whoever
 * removes a source holds it first, and what refers to it after, and otherwise the two would wait for each other.
 */
public final class SourceHold {

    private static final Sql HOLD = Sql.file(SourceHold.class, "hold-source.sql");

    private SourceHold() {}

    /** Waits for whoever is removing it, and holds it until the transaction ends; does nothing where it is gone. */
    public static void take(Tx tx, SourceKey source) {
        HOLD.on(tx).set("tenant", source.tenant()).set("source", source.id()).list(row -> row.text("id"));
    }
}
