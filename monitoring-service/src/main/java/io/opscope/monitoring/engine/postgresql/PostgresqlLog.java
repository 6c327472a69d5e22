package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Statement;
import io.opscope.monitoring.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server logs, and what of it our role may read. */
record PostgresqlLog(
        String role,
        String quoted,
        String database,
        boolean readsSettings,
        boolean lists,
        boolean reads,
        boolean collects,
        String destination,
        String zone,
        String language,
        boolean loginsHidden,
        boolean logoutsHidden,
        boolean statementsHidden,
        long version) {

    private static final long FIRST_WITH_JSON = 150000;

    static PostgresqlLog of(Statement standing) {
        return standing.first(PostgresqlLog::of).orElseThrow();
    }

    private static PostgresqlLog of(Row row) {
        return new PostgresqlLog(
                row.text("role"),
                row.text("role_quoted"),
                row.text("database"),
                row.flag("reads_settings"),
                row.flag("lists"),
                row.flag("reads"),
                row.flag("collects"),
                row.text("destination"),
                row.text("zone"),
                row.text("language"),
                row.flag("logins_hidden"),
                row.flag("logouts_hidden"),
                row.flag("statements_hidden"),
                row.integer("version"));
    }

    /** Whether the server writes this format. */
    boolean writes(String format) {
        return destination.toLowerCase(Locale.ROOT).contains(format + "log");
    }

    /** The format to read: JSON where there is a choice. */
    String format() {
        return writes("json") ? "json" : "csv";
    }

    /** Why nothing can be read; null when it can. */
    @Nullable Unavailable lack() {
        if (!collects) {
            return new Unavailable(
                    "data",
                    "The server writes no log files of its own: logging_collector is off",
                    "ALTER SYSTEM SET logging_collector = on; ALTER SYSTEM SET log_destination = 'stderr," + best()
                            + "'; -- then restart the server");
        }
        if (!writes("json") && !writes("csv")) {
            return new Unavailable(
                    "data",
                    "The server's log is written as plain text, in which a statement's text can pass for a line of the"
                            + " log",
                    "ALTER SYSTEM SET log_destination = 'stderr," + best() + "'; SELECT pg_reload_conf();");
        }
        if (!readsSettings || !lists) {
            return new Unavailable(
                    "data",
                    "The role " + role + " may not list the server's log files",
                    "GRANT pg_monitor TO " + quoted + ";");
        }
        if (!reads) {
            return new Unavailable(
                    "data",
                    "The role " + role + " may not read the server's log files",
                    "GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO " + quoted
                            + "; -- in database " + database
                            + "; it lets the role read every file below the server's data directory");
        }
        return null;
    }

    /** What happens on the server and is not in its log. */
    List<Unavailable> hidden() {
        var hidden = new ArrayList<Unavailable>();
        if (!isEnglish()) {
            hidden.add(new Unavailable(
                    "action",
                    "The server writes its messages in another language (lc_messages is " + language
                            + "): sign-ins and what log_statement writes are not recognised; failures, durations,"
                            + " sign-outs and what pgaudit writes are",
                    "ALTER SYSTEM SET lc_messages = 'C'; SELECT pg_reload_conf();"));
        }
        addWhere(hidden, loginsHidden, "LOGIN", "log_connections = on");
        addWhere(hidden, logoutsHidden, "LOGOUT", "log_disconnections = on");
        addWhere(hidden, statementsHidden, "QUERY_EXECUTION", "log_min_duration_statement = 0");
        return hidden;
    }

    private static void addWhere(List<Unavailable> hidden, boolean isHidden, String action, String setting) {
        if (isHidden) {
            hidden.add(new Unavailable(
                    "action." + action,
                    "The server does not log these, except where they fail",
                    "ALTER SYSTEM SET " + setting + "; SELECT pg_reload_conf();"));
        }
    }

    private boolean isEnglish() {
        return language.isEmpty()
                || language.startsWith("C")
                || language.equals("POSIX")
                || language.toLowerCase(Locale.ROOT).startsWith("en");
    }

    private String best() {
        return version >= FIRST_WITH_JSON ? "jsonlog" : "csvlog";
    }
}
