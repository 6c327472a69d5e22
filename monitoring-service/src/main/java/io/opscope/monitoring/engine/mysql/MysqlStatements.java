package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.StatementCounters;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementText;
import java.util.Collection;
import java.util.List;

/**
 * The counters of the performance schema's digests. They are never evicted, but one that comes when all places are taken gets
 * none; and each tells since when it counts, so neither a restart nor an emptied table is taken for anything else.
 */
final class MysqlStatements implements StatementCounters {

    private static final Sql COUNTS = Sql.file(MysqlStatements.class, "statement-counts.sql");
    private static final Sql TEXTS = Sql.file(MysqlStatements.class, "statement-texts.sql");

    /** A name that our statements carry, as digests have no comments; the one of {@code SHOW} has no place for it. */
    private static final String OWN = "`opscope_watch`";

    private static final String OWN_STATUS = "SHOW GLOBAL STATUS WHERE `Variable_name` IN";
    private static final String OWN_GRANTS = "SHOW GRANTS";

    private final int most;

    MysqlStatements() {
        this(StatementCounts.MOST);
    }

    /** @param most entries of one reading */
    MysqlStatements(int most) {
        this.most = most;
    }

    @Override
    public Reading<StatementCounts> read(RemoteLine line) {
        var reading = MysqlEngine.statistics(
                line,
                (standing, withoutRoom) -> new StatementCounts(
                        standing.readAt(),
                        null,
                        withoutRoom,
                        COUNTS.on(line.tx()).set("limit", most + 1).list(most + 1, MysqlStatements::entry)));
        var counts = reading.value();
        return counts == null
                ? reading
                : StatementCounts.reading(
                        counts,
                        most,
                        reading.unavailable(),
                        "Lower performance_schema_digests_size and restart the server");
    }

    @Override
    public Unavailable withoutRoom(long times) {
        return new Unavailable(
                "data",
                "The server had no room for all statements: " + times
                        + " runs meanwhile, in any of its databases, were of some that it does not tell apart; what these cost"
                        + " is not in the figures",
                "TRUNCATE TABLE performance_schema.events_statements_summary_by_digest; makes room; raise"
                        + " performance_schema_digests_size and restart the server where it lasts");
    }

    @Override
    public List<StatementText> texts(RemoteLine line, Collection<String> fingerprints) {
        return MysqlEngine.asking(() -> TEXTS.on(line.tx())
                .set("fingerprints", String.join(",", fingerprints))
                .list(row -> new StatementText(
                        row.text("fingerprint"),
                        DigestText.marked(row.text("text"), row.integer("text_bytes")),
                        isOwn(row.text("text")))));
    }

    private static boolean isOwn(String text) {
        return text.contains(OWN) || text.startsWith(OWN_STATUS) || text.equals(OWN_GRANTS);
    }

    private static StatementCounts.Entry entry(Row row) {
        return new StatementCounts.Entry(
                "",
                row.text("fingerprint"),
                row.maybeNumber("since").map(MysqlEngine::instant).orElse(null),
                row.integer("calls"),
                row.number("total_ms"),
                row.integer("rows_scanned"),
                row.integer("rows_returned"));
    }
}
