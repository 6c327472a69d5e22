package io.opscope.monitoring.advice;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import java.util.Optional;

/**
 * What a database has that advice needs.
 *
 * @param statementsSchema where its statement statistics are; empty when it has none
 * @param hypopgSchema where indexes are supposed; empty when it cannot
 * @param hypopgUsable whether our role may look into that schema
 * @param hypopgInstalled whether the extension could be created
 * @param role whose name, quoted, we have there
 * @param major the server's version, such as 17
 */
record Tools(
        Optional<String> statementsSchema,
        Optional<String> hypopgSchema,
        boolean hypopgUsable,
        boolean hypopgInstalled,
        String role,
        long major) {

    static final Unavailable LACK_OF_STATEMENTS = new Unavailable(
            Verdict.FIELD,
            "The database has no statement statistics",
            "CREATE EXTENSION pg_stat_statements; -- in the database");

    private static final int READ_ALL_SINCE = 14;

    private static final Sql TOOLS = Sql.file(Tools.class, "tools.sql");

    static Tools of(RemoteLine line) {
        return TOOLS.on(line.tx())
                .first(row -> new Tools(
                        row.maybeText("statements_schema"),
                        row.maybeText("hypopg_schema"),
                        row.flag("hypopg_usable"),
                        row.flag("hypopg_installed"),
                        row.text("role_quoted"),
                        row.integer("major")))
                .orElseThrow();
    }

    /** Why no index can be supposed, where {@link #hypopgUsable} is not. */
    Unavailable lackOfHypopg(String database) {
        if (hypopgSchema.isPresent()) {
            return new Unavailable(
                    Verdict.FIELD,
                    "An index is proposed only when the planner has tried it, and our role may not use hypopg",
                    "GRANT USAGE ON SCHEMA " + Dialect.POSTGRESQL.quoted(hypopgSchema.get()) + " TO " + role + ";");
        }
        var install = "Install hypopg on the server (Debian: postgresql-" + major + "-hypopg), then run ";
        return new Unavailable(
                Verdict.FIELD,
                "An index is proposed only when the planner has tried it, which takes the extension hypopg",
                (hypopgInstalled ? "" : install) + "CREATE EXTENSION hypopg; -- in database " + database);
    }

    /** Why a statement cannot be planned whose tables our role may not read. */
    Unavailable lackOfTables() {
        return new Unavailable(
                Verdict.FIELD,
                "The server plans a statement only for a role that may read its tables",
                major < READ_ALL_SINCE
                        ? "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role + "; -- and in each other schema"
                        : "GRANT pg_read_all_data TO " + role + ";");
    }
}
