package io.opscope.monitoring.accesslog.record;

import java.time.Instant;

/**
 * One record of PostgreSQL's log; the fields are named as in jsonlog. Texts are empty where the record has none.
 *
 * @param ps the command tag, or what the process is doing
 * @param isQuoted whether it quotes a statement or says where in a function it comes from: the server's own words on
 *     sign-ins, statements and durations never do, what a user has raised always does
 */
record PostgresqlRecord(
        Instant at,
        String user,
        String session,
        long line,
        String ps,
        String transaction,
        String severity,
        String state,
        String message,
        String statement,
        boolean isQuoted,
        String application,
        String backend) {

    // these are remembered; whoever may write into the log's directory gives them any length
    PostgresqlRecord {
        user = Names.clean(user);
        session = Names.clean(session);
        transaction = Names.clean(transaction);
    }

    /** Whoever signs in with no backend type is a record that was cut. */
    boolean isOfAClient() {
        return backend.isEmpty() || backend.equals("client backend") || backend.equals("walsender");
    }

    /** Whether something failed. Severities are translated, SQLSTATEs are not. */
    boolean isFailure() {
        return switch (severity) {
            case "ERROR", "FATAL", "PANIC" -> true;
            case "LOG", "WARNING", "NOTICE", "INFO", "DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5" -> false;
            default ->
                !state.isEmpty() && !state.startsWith("00") && !state.startsWith("01") && !state.startsWith("02");
        };
    }

    /** Whether it may be one of the server's own accounts of what is done; what warns or informs a user is none. */
    boolean isAccount() {
        return switch (severity) {
            case "WARNING", "NOTICE", "INFO", "DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5" -> false;
            default -> !isQuoted;
        };
    }

    /** Whether the process was still letting its client in. */
    boolean isSigningIn() {
        return switch (ps) {
            case "authentication", "startup", "initializing" -> true;
            case "" ->
                state.startsWith("28")
                        || state.equals("3D000")
                        || state.equals("53300")
                        || state.isEmpty()
                        || state.equals("00000");
            default -> false;
        };
    }

    boolean isIdle() {
        return ps.startsWith("idle");
    }

    /** Whether the process takes a statement apart that is to be run later. */
    boolean isPreparing() {
        return ps.equals("PARSE") || ps.equals("BIND");
    }
}
