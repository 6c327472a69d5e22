package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Says why a server gave no answer, by SQLSTATE and cause; the driver's own words may hold statement text and stay out. */
final class Failures {

    private Failures() {}

    static SourceFailure of(SqlFailedException e) {
        if (isCausedBy(e, SocketTimeoutException.class)) {
            return new SourceFailure(
                    Kind.TIMED_OUT,
                    "The server did not answer in time",
                    "Look whether the server hangs or a firewall drops the packets",
                    e);
        }
        if (isCausedBy(e, ConnectException.class)) {
            return new SourceFailure(
                    Kind.REFUSED,
                    "The connection was refused",
                    "Start the server, or correct the host and port of the source",
                    e);
        }
        if (isCausedBy(e, UnknownHostException.class) || isCausedBy(e, NoRouteToHostException.class)) {
            return new SourceFailure(
                    Kind.FAILED,
                    "The host cannot be reached",
                    "Correct the host of the source, or the name service and routes on the way",
                    e);
        }
        return byState(e);
    }

    private static SourceFailure byState(SqlFailedException e) {
        var state = e.state();
        switch (state) {
            case "57014":
                return new SourceFailure(
                        Kind.TIMED_OUT,
                        "The server did not finish the statement in time",
                        "Look for locks and for load on the server",
                        e);
            case "28P01":
            case "28000":
            case "08004":
                return new SourceFailure(
                        Kind.FAILED,
                        "The server refused the sign-in (SQLSTATE " + state + ")",
                        "Correct the source's user name and password, or the server's pg_hba.conf",
                        e);
            case "3D000":
                return new SourceFailure(
                        Kind.FAILED,
                        "The server has no such database (SQLSTATE 3D000)",
                        "Correct the source's database name",
                        e);
            case "53300":
                return new SourceFailure(
                        Kind.FAILED,
                        "The server takes no more connections (SQLSTATE 53300)",
                        "Raise max_connections, or find who holds the connections",
                        e);
            case "42501":
                return new SourceFailure(
                        Kind.FAILED,
                        "The role may not read the server's statistics (SQLSTATE 42501)",
                        "GRANT pg_monitor to the role of the source",
                        e);
            case "57P03":
                return new SourceFailure(
                        Kind.FAILED,
                        "The server is starting up, shutting down or recovering (SQLSTATE 57P03)",
                        "Wait until it has finished",
                        e);
            default:
                return new SourceFailure(
                        Kind.FAILED,
                        state.isEmpty()
                                ? "The server's answer could not be read"
                                : "The server answered with an error (SQLSTATE " + state + ")",
                        "Look the code up in PostgreSQL's list of error codes, and into the server's log",
                        e);
        }
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
