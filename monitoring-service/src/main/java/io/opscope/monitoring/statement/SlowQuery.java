package io.opscope.monitoring.statement;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.Advice;
import io.opscope.monitoring.engine.StatementCost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A statement that takes long, its runs in a window taken together. */
@Schema(name = "SlowQuery")
public record SlowQuery(
        @Schema(description = "The server's number of the statement without its literals")
        String queryId,

        @Schema(description = "The statement with placeholders for its literals")
        String query,

        @Schema(description = "Mean milliseconds of one run")
        double executionTime,

        long calls,
        @Schema(description = "Milliseconds of all runs") double totalTime,

        @Schema(description = "Rows read by all runs; null where the engine counts none", nullable = true) @Nullable Long rowsScanned,

        @Schema(description = "Rows returned or changed by all runs")
        long rowsReturned,

        @Schema(description = "What the text alone gives away", nullable = true) @Nullable String recommendation,

        @Schema(description = "A change that the planner agrees would help", nullable = true) @Nullable String optimization,

        @Schema(description = "Percent of the time of all statements in the window", nullable = true) @Nullable Double shareOfTime,

        @Schema(
                description = "From when on runs are counted; null where it is all since the server's last reset",
                nullable = true)
        @Nullable Instant countedFrom,

        @Schema(description = "Until when runs are counted", nullable = true) @Nullable Instant countedUntil,

        List<Unavailable> unavailable) {

    private static final List<Unavailable> NO_WINDOW =
            List.of(noWindow("shareOfTime"), noWindow("countedFrom"), noWindow("countedUntil"));
    private static final Unavailable ROWS_SCANNED = new Unavailable(
            "rowsScanned",
            "PostgreSQL counts the rows a statement returns, not the rows it reads",
            "Run EXPLAIN (ANALYZE, BUFFERS) on one run of the statement");
    private static final Unavailable RECOMMENDATION = new Unavailable(
            "recommendation",
            "The text alone shows nothing to object to",
            "Run EXPLAIN on a sample of the statement with its real values");

    /** As MySQL's and MariaDB's texts end where the rest may be missing. */
    private static final String CUT = " \u2026";

    private static final Unavailable ENDS_EARLY = new Unavailable(
            "recommendation",
            "The server has cut off the end of the statement's text, or may have, and half a statement proves nothing",
            "Raise max_digest_length and performance_schema_max_digest_length and restart the server");

    private static final Unavailable NOT_READ =
            new Unavailable("recommendation", "The statement's text is being read", "Ask again in a few seconds");

    /** Its runs in a window. */
    static SlowQuery of(StatementCost cost, Window window, Advice advice) {
        var share = window.totalMs() > 0 ? Math.min(100, 100 * cost.totalMs() / window.totalMs()) : 0;
        return of(cost, advice, Math.round(share * 100) / 100.0, window.began(), window.ended(), List.of());
    }

    /** All its runs that the server still counts. */
    static SlowQuery sinceReset(StatementCost cost, Advice advice) {
        return of(cost, advice, null, null, null, NO_WINDOW);
    }

    private static SlowQuery of(
            StatementCost cost,
            Advice advice,
            @Nullable Double share,
            @Nullable Instant from,
            @Nullable Instant until,
            List<Unavailable> lacks) {
        var missing = new ArrayList<>(lacks);
        if (cost.rowsScanned() == null) {
            missing.add(ROWS_SCANNED);
        }
        if (advice.findings().isEmpty()) {
            missing.add(cost.text().endsWith(CUT) ? ENDS_EARLY : advice.isRead() ? RECOMMENDATION : NOT_READ);
        }
        if (advice.lack() != null) {
            missing.add(advice.lack());
        }
        return new SlowQuery(
                cost.fingerprint(),
                cost.text(),
                rounded(cost.meanMs()),
                cost.calls(),
                rounded(cost.totalMs()),
                cost.rowsScanned(),
                cost.rowsReturned(),
                advice.recommendation().orElse(null),
                advice.optimization(),
                share,
                from,
                until,
                List.copyOf(missing));
    }

    private static Unavailable noWindow(String field) {
        return new Unavailable(
                field,
                "Counted are all runs since the server's statistics were last reset",
                "Ask again when the source has been watched for a few minutes");
    }

    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * 1000) / 1000.0;
    }
}
