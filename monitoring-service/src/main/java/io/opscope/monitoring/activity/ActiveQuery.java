package io.opscope.monitoring.activity;

import io.opscope.monitoring.Texts;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.RunningStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A statement that runs, or whose transaction is still open. */
@Schema(name = "ActiveQuery")
public record ActiveQuery(
        @Schema(description = "The server's number of the session that runs it; one row per session")
        String queryId,

        @Schema(
                description = "The server's number of the statement without its literals: the queryId that"
                        + " slow-queries has",
                nullable = true)
        @Nullable String fingerprint,

        @Schema(nullable = true) @Nullable String database,
        @Schema(nullable = true) @Nullable String user,
        String query,

        @Schema(description = "Milliseconds it has been running; for one that ended, milliseconds it ran")
        double duration,

        @Schema(description = "active, idle in transaction, ... in the server's own words")
        String state,

        @Schema(description = "When it started") Instant timestamp,

        @Schema(
                description =
                        "Whom it waits for a lock of, and whom these wait for in turn; those that do nothing but keep"
                                + " their transaction open, or are not among the newest 20, too")
        List<Blocker> blockedBy,

        @Schema(description = "The sessions that wait for it")
        List<String> blocking,

        List<Unavailable> unavailable) {

    private static final int LONGEST = 10_000;

    static ActiveQuery of(RunningStatement running, Blockades blockades) {
        var missing = new ArrayList<Unavailable>();
        if (running.fingerprint() == null) {
            missing.add(new Unavailable(
                    "fingerprint",
                    "The server computes no number for statements, or has none for this one",
                    "Set compute_query_id = on (PostgreSQL 14 and newer), or load pg_stat_statements; MySQL and MariaDB"
                            + " tell none of what is running"));
        }
        if (running.database() == null) {
            missing.add(new Unavailable("database", "The session is in no database", "None: this is how it is"));
        }
        if (running.user() == null) {
            missing.add(new Unavailable("user", "The session has no user", "None: this is how it is"));
        }
        return new ActiveQuery(
                running.session(),
                running.fingerprint(),
                running.database(),
                running.user(),
                Texts.clean(running.text(), LONGEST),
                Math.round(running.durationMs() * 1000) / 1000.0,
                running.state(),
                running.startedAt(),
                blockades.blockersOf(running.session()),
                blockades.waitingFor(running.session()),
                List.copyOf(missing));
    }
}
