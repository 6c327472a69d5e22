package io.opscope.kit.sql;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement that the server refused; says which file it stands in. */
public class SqlFailedException extends RuntimeException {

    private static final int DEEPEST = 20;

    private final String state;
    private final int code;

    SqlFailedException(String message, SQLException cause) {
        super(message, cause);
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
        this.code = cause.getErrorCode();
    }

    /** The five-letter SQLSTATE, empty where the driver gave none. */
    public String state() {
        return state;
    }

    /** The server's own number of the error, where it is one that has such; else 0. */
    public int code() {
        return code;
    }

    /** Whether the values sent are at fault (class 22 data, class 23 constraint), not the server's condition. */
    public boolean isAboutData() {
        return state.startsWith("22") || state.startsWith("23");
    }

    /** The failure of the database that is behind another, such as one of Hibernate's; empty when there is none. */
    public static Optional<SqlFailedException> behind(Throwable failure) {
        var seen = 0;
        for (var cause = failure; cause != null && seen < DEEPEST; cause = cause.getCause(), seen++) {
            if (cause instanceof SqlFailedException own) {
                return Optional.of(own);
            }
            if (cause instanceof SQLException driver) {
                return Optional.of(of("database", driver));
            }
        }
        return Optional.empty();
    }

    static SqlFailedException of(String statement, SQLException cause) {
        var message = statement + ": " + cause.getMessage();
        return isUnavailable(cause)
                ? new DatabaseUnavailableException(message, cause)
                : new SqlFailedException(message, cause);
    }

    /**
     * Connection lost or refused (08), shutting down (57P), too many or no room (53), a broken disk (58), read-only
     * (25006), or the pool gave up.
     */
    private static boolean isUnavailable(SQLException e) {
        var state = state(e);
        return state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals("25006")
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException
                || says(e, "acquisition timeout")
                // let go while it was waited on
                || says(e, "connection is closed");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** What the pool has no SQLSTATE for; it says the same in several ways. */
    private static boolean says(SQLException e, String words) {
        @Nullable String message = e.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(words);
    }
}
