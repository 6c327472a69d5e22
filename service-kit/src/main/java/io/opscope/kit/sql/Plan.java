package io.opscope.kit.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/** Has PostgreSQL plan somebody else's statement, which is prepared and never run. */
public final class Plan {

    private static final String NAME = "opscope_plan";

    private Plan() {}

    /**
     * The plan of a statement as JSON, the one for all values of its parameters where {@code plan_cache_mode} says so.
     *
     * @param statement a single one, its parameters as {@code $1} to {@code $n}
     * @param types of its first parameters; {@code unknown} for what the server is to find out, as it does for those that
     *     are not named
     * @throws IllegalArgumentException when there is a semicolon in it, which might end it
     * @throws SqlFailedException when the server does not plan it
     */
    public static String of(Tx tx, String statement, List<String> types) {
        if (statement.indexOf(';') >= 0) {
            throw new IllegalArgumentException("More than one statement");
        }
        try (var session = tx.connection().createStatement()) {
            // the text is the server's own, not JDBC's
            session.setEscapeProcessing(false);
            session.execute(tx.mark() + "PREPARE " + NAME + list(types) + " AS " + statement);
            try {
                return explained(session, tx.mark());
            } finally {
                session.execute(tx.mark() + "DEALLOCATE " + NAME);
            }
        } catch (SQLException e) {
            throw SqlFailedException.of("plan", e);
        }
    }

    private static String explained(Statement session, String mark) throws SQLException {
        var values = list(Collections.nCopies(parameters(session, mark), "NULL"));
        try (var result = session.executeQuery(mark + "EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE " + NAME + values)) {
            result.next();
            return result.getString(1);
        }
    }

    private static int parameters(Statement session, String mark) throws SQLException {
        try (var result = session.executeQuery(mark + "SELECT pg_catalog.cardinality(p.parameter_types)"
                + " FROM pg_catalog.pg_prepared_statements p WHERE p.name = '" + NAME + "'")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static String list(List<String> parts) {
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }
}
