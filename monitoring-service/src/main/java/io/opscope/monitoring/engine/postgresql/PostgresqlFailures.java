package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.AnswerTooLargeException;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import java.net.SocketTimeoutException;

/** Says why a server gave no answer, by SQLSTATE and cause; the driver's own words may hold statement text and stay out. */
final class PostgresqlFailures {

    private PostgresqlFailures() {}

    static SourceFailure of(RuntimeException e) {
        return e instanceof RemoteFailedException remote
                ? signingIn(remote)
                : e instanceof SqlFailedException sql ? asking(sql) : byState("", e);
    }

    private static SourceFailure signingIn(RemoteFailedException e) {
        return switch (e.reason()) {
            case WRONG_CREDENTIALS -> byState("28000", e);
            case UNKNOWN_DATABASE -> byState("3D000", e);
            case NO_PRIVILEGE -> byState("42501", e);
            case TOO_MANY -> byState("53300", e);
            case STARTING -> byState("57P03", e);
            default -> byState("", e);
        };
    }

    private static SourceFailure asking(SqlFailedException e) {
        if (isCausedBy(e, AnswerTooLargeException.class)) {
            return new SourceFailure(
                    Kind.FAILED,
                    "The server's answer is larger than any that is expected, and was not read to its end",
                    "See what runs as the database at the source's address",
                    e);
        }
        if (isCausedBy(e, SocketTimeoutException.class)) {
            return new SourceFailure(
                    Kind.TIMED_OUT,
                    "The server did not answer in time",
                    "Look whether the server hangs or a firewall drops the packets",
                    e);
        }
        return byState(e.state(), e);
    }

    private static SourceFailure byState(String state, RuntimeException e) {
        return switch (state) {
            case "57014" ->
                failure(
                        Kind.TIMED_OUT,
                        "The server did not finish the statement in time",
                        "Look for locks and for load on the server",
                        e);
            case "28000" ->
                failure(
                        Kind.FAILED,
                        "The server refused the sign-in",
                        "Correct the source's user name and password, or the server's pg_hba.conf",
                        e);
            case "3D000" ->
                failure(
                        Kind.FAILED,
                        "The server has no such database (SQLSTATE 3D000)",
                        "Correct the source's database name",
                        e);
            case "53300" ->
                failure(
                        Kind.FAILED,
                        "The server takes no more connections (SQLSTATE 53300)",
                        "Raise max_connections, or find who holds the connections",
                        e);
            case "42501" ->
                failure(
                        Kind.FAILED,
                        "The role may not read the server's statistics (SQLSTATE 42501)",
                        "GRANT pg_monitor to the role of the source",
                        e);
            case "57P03" ->
                failure(
                        Kind.FAILED,
                        "The server is starting up, shutting down or recovering (SQLSTATE 57P03)",
                        "Wait until it has finished",
                        e);
            case "57P01", "57P02", "57P05", "25P03", "08003", "08006" ->
                failure(
                        Kind.LOST,
                        "The server closed the connection (SQLSTATE " + state + ")",
                        "Look into the server's log; it is connected to again",
                        e);
            default ->
                failure(
                        Kind.FAILED,
                        state.isEmpty()
                                ? "The server's answer could not be read"
                                : "The server answered with an error (SQLSTATE " + state + ")",
                        "Look the code up in PostgreSQL's list of error codes, and into the server's log",
                        e);
        };
    }

    private static SourceFailure failure(Kind kind, String reason, String remedy, RuntimeException e) {
        return new SourceFailure(kind, reason, remedy, e);
    }

    private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
