package io.opscope.kit.sql.remote;

import java.time.Duration;
import java.util.List;

/** What kind of server it is, and so how names are quoted. */
public enum Dialect {
    POSTGRESQL('"'),
    /** MariaDB as well. */
    MYSQL('`');

    private final char quote;

    Dialect(char quote) {
        this.quote = quote;
    }

    /** What a session is told first: to read only, and to give a statement up when we do. */
    List<String> confined(Duration statementTimeout) {
        var milliseconds = Math.max(1, statementTimeout.toMillis());
        return switch (this) {
            case POSTGRESQL ->
                // one message; nothing that somebody put into a schema of theirs is taken for the server's own
                List.of(
                        "SET statement_timeout = " + milliseconds + "; SET lock_timeout = " + milliseconds
                                + "; SET default_transaction_read_only = on; SET search_path = pg_catalog; SET timezone = 'UTC'");
            // MariaDB counts in seconds, MySQL in milliseconds, and neither reads a comment that is for the other
            case MYSQL ->
                List.of(
                        "SET SESSION TRANSACTION READ ONLY",
                        "/*M!100101 SET SESSION max_statement_time = " + milliseconds / 1000.0 + " */",
                        // and MySQL would tell sizes of tables that are up to a day old
                        "/*!80000 SET SESSION max_execution_time = " + milliseconds
                                + ", information_schema_stats_expiry = 0 */");
        };
    }

    /** Names are quoted by us: nothing a user enters is part of the statement's syntax. */
    String secondsSinceNewest(String schema, String table, String column) {
        var newest = "max(" + quoted(column) + ")";
        var seconds =
                switch (this) {
                    case POSTGRESQL -> "extract(epoch FROM clock_timestamp() - " + newest + "::timestamptz)";
                    case MYSQL -> "timestampdiff(MICROSECOND, " + newest + ", utc_timestamp(6)) / 1000000";
                };
        return "SELECT " + seconds + " FROM " + quoted(schema) + "." + quoted(table);
    }

    /** A name as an identifier, whatever characters it has. */
    public String quoted(String name) {
        var mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
