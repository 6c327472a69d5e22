package io.opscope.kit.sql.remote;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import java.util.function.Supplier;

/** Where a line to a PostgreSQL looks names up that stand alone; a line begins with the server's own schema and no other. */
public final class SearchPath {

    /** The server's own schema. */
    public static final String OWN = "pg_catalog";

    private static final Sql SET = Sql.file(SearchPath.class, "search-path.sql");

    private SearchPath() {}

    /** The server's own schema, and behind it another. */
    public static String behindOwn(String schema) {
        return OWN + ", " + Dialect.POSTGRESQL.quoted(schema);
    }

    /**
     * Has names looked up in these schemas from now on.
     *
     * @param path with commas between, quoted as an identifier is where that is needed
     * @throws SqlFailedException when the server does not do it; it is as before
     */
    public static void set(RemoteLine line, String path) {
        SET.on(line.tx()).set("path", path).list(row -> 0);
    }

    /**
     * Puts a question for which a schema's names are looked up behind the server's own. Afterwards only the server's own are
     * found again, or nothing is asked on the line any more: whoever may create in that schema could lead other questions to a
     * function of theirs.
     */
    public static <T> T with(RemoteLine line, String schema, Supplier<T> question) {
        try {
            set(line, behindOwn(schema));
            return question.get();
        } finally {
            setBack(line);
        }
    }

    private static void setBack(RemoteLine line) {
        try {
            set(line, OWN);
        } catch (SqlFailedException e) {
            Log.debugf("A line is cut, as its search_path could not be set back: %s", e.state());
            line.cut();
        }
    }
}
