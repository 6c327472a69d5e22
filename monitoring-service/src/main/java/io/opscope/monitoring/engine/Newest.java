package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.source.Mart;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads how old a mart's newest row is; alike on every engine. */
public final class Newest {

    private static final String FIELD = "freshness.ageSeconds";

    private Newest() {}

    /**
     * Asks for it.
     *
     * @param reader whom the server takes us for, as a statement names them; asked for where they lack a privilege
     * @throws SourceFailure when the server does not answer
     */
    public static Reading<Duration> age(Engine engine, RemoteLine line, Mart mart, Supplier<String> reader) {
        try {
            return line.secondsSinceNewest(mart.schema(), mart.table(), mart.column())
                    .map(seconds -> Reading.of(Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000))))
                    .orElseGet(() -> missing("The table has no row with a time in this column", "Fill the mart"));
        } catch (RemoteFailedException e) {
            var schema = engine.dialect().quoted(mart.schema());
            var table = schema + "." + engine.dialect().quoted(mart.table());
            var column = engine.dialect().quoted(mart.column());
            return switch (e.reason()) {
                case UNKNOWN_TABLE, UNKNOWN_COLUMN ->
                    missing("There is no such schema, table or column", "Correct the mart's schema and freshness rule");
                case NO_PRIVILEGE ->
                    missing(
                            "The role may not read the column",
                            engine.dialect() == Dialect.POSTGRESQL
                                    ? "GRANT USAGE ON SCHEMA " + schema + " TO " + reader.get() + "; "
                                            + select(column, table, reader)
                                    : select(column, table, reader));
                case OTHER ->
                    missing(
                            "The column's greatest value is no point in time",
                            "Name a column of a type with date and time");
                case TIMED_OUT ->
                    missing(
                            "The newest row was not found in time",
                            engine.dialect() == Dialect.POSTGRESQL
                                    ? "CREATE INDEX CONCURRENTLY ON " + table + " (" + column + ");"
                                    : "CREATE INDEX opscope_newest ON " + table + " (" + column + ");");
                default -> throw engine.failure(e);
            };
        }
    }

    private static String select(String column, String table, Supplier<String> reader) {
        return "GRANT SELECT (" + column + ") ON " + table + " TO " + reader.get() + ";";
    }

    private static Reading<Duration> missing(String reason, String remedy) {
        return Reading.missing(new Unavailable(FIELD, reason, remedy));
    }
}
