package io.opscope.monitoring.advice;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
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

    /** A search path with nothing but the server's own and one of these schemas. */
    static String path(String schema) {
        return "pg_catalog, " + Dialect.POSTGRESQL.quoted(schema);
    }
}
