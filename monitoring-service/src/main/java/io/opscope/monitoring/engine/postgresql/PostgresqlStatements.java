package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.SearchPath;
import io.opscope.monitoring.Texts;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.StatementCounters;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementText;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The counters of pg_stat_statements. What they are called goes by the version of the extension in the database, which stays
 * behind the server's where it was not updated.
 */
final class PostgresqlStatements implements StatementCounters {

    private static final Sql CLOCK = Sql.file(PostgresqlStatements.class, "statement-clock-1-9.sql");
    private static final Sql CLOCK_1_8 = Sql.file(PostgresqlStatements.class, "statement-clock-1-8.sql");
    private static final Sql COUNTS_1_8 = Sql.file(PostgresqlStatements.class, "statement-counts-1-8.sql");
    private static final Sql COUNTS_1_9 = Sql.file(PostgresqlStatements.class, "statement-counts-1-9.sql");
    private static final Sql COUNTS_1_11 = Sql.file(PostgresqlStatements.class, "statement-counts-1-11.sql");
    private static final Sql TEXTS = Sql.file(PostgresqlStatements.class, "statement-texts.sql");

    private static final ExtensionVersion FIRST_WITH_RESETS = new ExtensionVersion(1, 9);
    private static final ExtensionVersion FIRST_WITH_AGES = new ExtensionVersion(1, 11);
    private static final int LONGEST = 10_000;

    private final int most;

    PostgresqlStatements() {
        this(StatementCounts.MOST);
    }

    /** @param most entries of one reading */
    PostgresqlStatements(int most) {
        this.most = most;
    }

    @Override
    public Reading<StatementCounts> read(RemoteLine line) {
        return PostgresqlEngine.asking(() -> {
            var standing = PostgresqlEngine.standing(line);
            var lack = PostgresqlEngine.lackOfStatements(standing, line.server().database());
            if (lack != null) {
                return Reading.missing(lack);
            }
            var counts = SearchPath.with(
                    line, standing.statementsSchema(), () -> counts(line, standing.statementsVersion()));
            return StatementCounts.reading(
                    counts,
                    most,
                    standing.readsAllStatistics() ? List.of() : List.of(standing.notPermitted("data")),
                    "Lower pg_stat_statements.max and restart the server");
        });
    }

    @Override
    public Unavailable withoutRoom(long times) {
        return new Unavailable(
                "data",
                "The server had no room for all statements and has forgotten some " + times
                        + " times meanwhile; what these cost is not in the figures",
                "Raise pg_stat_statements.max and restart the server");
    }

    @Override
    public List<StatementText> texts(RemoteLine line, Collection<String> fingerprints) {
        var mark = line.server().mark();
        return PostgresqlEngine.asking(() -> {
            var schema = PostgresqlEngine.standing(line).statementsSchema();
            // dropped since the counters were read
            return schema.isEmpty()
                    ? List.of()
                    : SearchPath.with(line, schema, () -> TEXTS.on(line.tx())
                            .setArray(
                                    "fingerprints",
                                    "bigint",
                                    fingerprints.stream().map(Long::valueOf).toList())
                            .list(row -> new StatementText(
                                    row.text("fingerprint"),
                                    Texts.clean(row.text("text"), LONGEST),
                                    row.text("text").startsWith(mark.strip()))));
        });
    }

    /** Read once more where a reset came in between, as it would not show which of the counters are from after it. */
    private StatementCounts counts(RemoteLine line, ExtensionVersion version) {
        var counts = version.isBefore(FIRST_WITH_RESETS)
                ? COUNTS_1_8
                : version.isBefore(FIRST_WITH_AGES) ? COUNTS_1_9 : COUNTS_1_11;
        var before = clock(line, version);
        var entries = entries(counts, line);
        var after = clock(line, version);
        if (!Objects.equals(before.resetAt(), after.resetAt())) {
            entries = entries(counts, line);
            before = after;
        }
        return new StatementCounts(before.readAt(), before.resetAt(), before.evictions(), entries);
    }

    private List<StatementCounts.Entry> entries(Sql counts, RemoteLine line) {
        return counts.on(line.tx()).set("limit", most + 1).list(most + 1, PostgresqlStatements::entry);
    }

    private static StatementCounts clock(RemoteLine line, ExtensionVersion version) {
        return (version.isBefore(FIRST_WITH_RESETS) ? CLOCK_1_8 : CLOCK)
                .on(line.tx())
                .first(row -> new StatementCounts(
                        row.instant("read_at"),
                        row.maybeInstant("reset_at").orElse(null),
                        row.integer("evictions"),
                        List.of()))
                .orElseThrow();
    }

    private static StatementCounts.Entry entry(Row row) {
        return new StatementCounts.Entry(
                row.text("owner_id") + row.maybeText("is_top").orElse(""),
                row.text("fingerprint"),
                row.maybeInstant("since").orElse(null),
                row.integer("calls"),
                row.number("total_ms"),
                null,
                row.integer("rows_returned"));
    }
}
