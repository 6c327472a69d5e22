package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.AnswerTooLargeException;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import java.net.SocketTimeoutException;

/** Says why a server gave no answer, by its error numbers; the driver's own words may hold statement text and stay out. */
final class MysqlFailures {

    private MysqlFailures() {}

    static SourceFailure of(RuntimeException e) {
        return e instanceof RemoteFailedException remote
                ? signingIn(remote)
                : e instanceof SqlFailedException sql ? asking(sql) : unread(0, e);
    }

    private static SourceFailure signingIn(RemoteFailedException e) {
        return switch (e.reason()) {
            case WANTS_TLS ->
                failed(
                        "The server lets the account sign in over an encrypted connection only; without one the password"
                                + " would be encrypted with a key that anybody on the way may have put in the place of the"
                                + " server's, so no password was sent",
                        "Set the source's tls to verify, with the server's certificate as tls_ca, or to require; where the"
                                + " server has no TLS yet, switch it on there",
                        e);
            case WRONG_CREDENTIALS ->
                failed(
                        "The server refused the sign-in",
                        "Correct the source's user name and password, and the host that the account is for; the account"
                                + " may be locked, its password expired, and it may have to come encrypted",
                        e);
            case UNKNOWN_DATABASE -> failed("The server has no such database", "Correct the source's database name", e);
            case NO_PRIVILEGE ->
                failed(
                        "The account may not use the database, or there is none of that name",
                        "GRANT a privilege on the database to the account, or correct the source's database name",
                        e);
            case TOO_MANY ->
                failed(
                        "The server takes no more connections",
                        "Raise max_connections or the account's limit, or find who holds the connections; where too many"
                                + " were broken off, TRUNCATE TABLE performance_schema.host_cache on MySQL, or FLUSH HOSTS",
                        e);
            case STARTING -> failed("The server is shutting down", "Wait until it is back", e);
            default -> unread(0, e);
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
        if (e.state().startsWith("08") || e.state().equals("70100")) {
            return new SourceFailure(
                    Kind.LOST,
                    "The server closed the connection",
                    "Look into the server's log; it is connected to again",
                    e);
        }
        return switch (e.code()) {
            case 1969, 3024 ->
                new SourceFailure(
                        Kind.TIMED_OUT,
                        "The server did not finish the statement in time",
                        "Look for locks and for load on the server",
                        e);
            case 1053, 1927 ->
                new SourceFailure(
                        Kind.LOST,
                        "The server closed the connection",
                        "Look into the server's log; it is connected to again",
                        e);
            default -> unread(e.code(), e);
        };
    }

    private static SourceFailure unread(int code, RuntimeException e) {
        return failed(
                code == 0 ? "The server's answer could not be read" : "The server answered with error " + code,
                "Look the number up in the server's list of errors, and into its log",
                e);
    }

    private static SourceFailure failed(String reason, String remedy, RuntimeException e) {
        return new SourceFailure(Kind.FAILED, reason, remedy, e);
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
