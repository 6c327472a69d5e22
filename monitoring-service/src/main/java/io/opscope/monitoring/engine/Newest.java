package io.opscope.monitoring.engine;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.source.Mart;
import java.time.Duration;

/** Reads how old a mart's newest row is; alike on every engine. */
public final class Newest {

    private static final Sql ACCOUNT = Sql.file(Newest.class, "account.sql");
    private static final String FIELD = "freshness.ageSeconds";

    private Newest() {}

    /** @throws SourceFailure when the server does not answer */
    public static Reading<Duration> age(Engine engine, RemoteLine line, Mart mart) {
        try {
            return line.secondsSinceNewest(mart.schema(), mart.table(), mart.column())
                    .map(seconds -> Reading.of(Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000))))
                    .orElseGet(() -> missing("The table has no row with a time in this column", "Fill the mart"));
        } catch (RemoteFailedException e) {
            var table = engine.dialect().quoted(mart.schema()) + "."
                    + engine.dialect().quoted(mart.table());
            var column = engine.dialect().quoted(mart.column());
            return switch (e.reason()) {
                case UNKNOWN_TABLE, UNKNOWN_COLUMN ->
                    missing("There is no such schema, table or column", "Correct the mart's schema and freshness rule");
                case NO_PRIVILEGE ->
                    missing("The role may not read the column", grant(engine, line, mart, table, column));
                case OTHER ->
                    missing(
                            "The column's greatest value is no point in time",
                            "Name a column of a type with date and time");
                case TIMED_OUT ->
                    missing("The newest row was not found in time", "CREATE INDEX ON " + table + " (" + column + ");");
                default -> throw engine.failure(e);
            };
        }
    }

    private static String grant(Engine engine, RemoteLine line, Mart mart, String table, String column) {
        var account = ACCOUNT.on(line.tx()).first(row -> row.text("account")).orElseThrow();
        var select = "GRANT SELECT (" + column + ") ON " + table + " TO ";
        if (engine.dialect() == Dialect.MYSQL) {
            var at = account.lastIndexOf('@');
            return select + text(account.substring(0, at)) + "@" + text(account.substring(at + 1)) + ";";
        }
        var role = engine.dialect().quoted(account);
        return "GRANT USAGE ON SCHEMA " + engine.dialect().quoted(mart.schema()) + " TO " + role + "; " + select + role
                + ";";
    }

    private static String text(String part) {
        return "'" + part.replace("'", "''") + "'";
    }

    private static Reading<Duration> missing(String reason, String remedy) {
        return Reading.missing(new Unavailable(FIELD, reason, remedy));
    }
}
