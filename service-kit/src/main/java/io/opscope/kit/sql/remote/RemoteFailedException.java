package io.opscope.kit.sql.remote;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;

/** Why a user's own server could not be read; the message is for that user and holds no secret. */
public class RemoteFailedException extends RuntimeException {

    private static final int LONGEST_QUOTE = 200;

    /** What went wrong, as far as it can be told. */
    public enum Reason {
        UNREACHABLE,
        TIMED_OUT,
        NO_TLS,
        /** It answers, and wants an encrypted connection before it lets anybody sign in. */
        WANTS_TLS,
        WRONG_CREDENTIALS,
        UNKNOWN_DATABASE,
        UNKNOWN_TABLE,
        UNKNOWN_COLUMN,
        NO_PRIVILEGE,
        TOO_MANY,
        STARTING,
        OTHER
    }

    private final Reason reason;

    private RemoteFailedException(Reason reason, String message, Exception cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the host itself turned the connection away: nobody listens there. */
    public boolean isRefusal() {
        return hasCause(this, ConnectException.class);
    }

    static RemoteFailedException timedOut(Exception cause) {
        return new RemoteFailedException(Reason.TIMED_OUT, "The server did not answer in time", cause);
    }

    static RemoteFailedException of(SQLException e, RemoteServer server) {
        var reason = reason(e);
        return new RemoteFailedException(reason, message(reason, e, server), e);
    }

    private static String message(Reason reason, SQLException e, RemoteServer server) {
        var quote = quote(e, server);
        return switch (reason) {
            case UNREACHABLE ->
                "Nothing answers as a database at port " + server.destination().port();
            case TIMED_OUT -> "The server did not answer in time";
            case NO_TLS -> "An encrypted connection cannot be had: " + quote;
            case WANTS_TLS ->
                "The server lets this user sign in over an encrypted connection only; the key that it offers instead, for the"
                        + " password to be encrypted with, is not proven to be its own and is not used";
            case WRONG_CREDENTIALS -> "The server refuses the user name or the password";
            case UNKNOWN_DATABASE -> "There is no such database: " + quote;
            case UNKNOWN_TABLE -> "There is no such table: " + quote;
            case UNKNOWN_COLUMN -> "There is no such column: " + quote;
            case TOO_MANY -> "The server takes no more connections";
            case STARTING -> "The server is starting up, shutting down or recovering";
            case NO_PRIVILEGE -> "The user lacks a privilege: " + quote;
            case OTHER -> "The server refused: " + quote;
        };
    }

    private static String quote(SQLException e, RemoteServer server) {
        var first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        var password = server.password();
        var safe = password == null || password.isEmpty() ? first : first.replace(password, "***");
        return safe.length() > LONGEST_QUOTE ? safe.substring(0, LONGEST_QUOTE) + "..." : safe;
    }

    /** By MySQL's error numbers, then by the SQL standard's states as PostgreSQL has them. */
    private static Reason reason(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof SQLTimeoutException || hasCause(e, java.net.SocketTimeoutException.class)) {
            return Reason.TIMED_OUT;
        }
        // MySQL's driver has no number for it
        if (state.startsWith("08") && words.contains("public key retrieval")) {
            return Reason.WANTS_TLS;
        }
        return switch (e.getErrorCode()) {
            // no such user, or one whose password has expired or who is locked; that our host is none that may sign in
            // (1130)
            // is said before a user is named, and told to nobody who could be looking for servers
            case 1045, 1698, 1820, 1862, 3118, 3955 -> Reason.WRONG_CREDENTIALS;
            case 1049 -> Reason.UNKNOWN_DATABASE;
            case 1146 -> Reason.UNKNOWN_TABLE;
            case 1054 -> Reason.UNKNOWN_COLUMN;
            case 1044, 1142, 1143, 1227 -> Reason.NO_PRIVILEGE;
            case 1317, 1969, 3024 -> Reason.TIMED_OUT;
            case 1040, 1203, 1226 -> Reason.TOO_MANY;
            case 3159 -> Reason.WANTS_TLS;
            case 1053 -> Reason.STARTING;
            default ->
                switch (state) {
                    case "28P01", "28000" -> Reason.WRONG_CREDENTIALS;
                    // the driver's own, for want of a password as for want of TLS
                    case "08004" -> isAboutTls(e, words) ? Reason.NO_TLS : Reason.WRONG_CREDENTIALS;
                    case "3D000" -> Reason.UNKNOWN_DATABASE;
                    case "42P01", "3F000" -> Reason.UNKNOWN_TABLE;
                    case "42703" -> Reason.UNKNOWN_COLUMN;
                    case "42501" -> Reason.NO_PRIVILEGE;
                    case "57014" -> Reason.TIMED_OUT;
                    case "53300" -> Reason.TOO_MANY;
                    case "57P01", "57P02", "57P03" -> Reason.STARTING;
                    default ->
                        isAboutTls(e, words)
                                ? Reason.NO_TLS
                                : state.startsWith("08") ? Reason.UNREACHABLE : Reason.OTHER;
                };
        };
    }

    private static boolean isAboutTls(SQLException e, String words) {
        return hasCause(e, javax.net.ssl.SSLException.class) || words.contains("ssl");
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
