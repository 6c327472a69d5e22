package io.opscope.monitoring.accesslog.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of PostgreSQL's records, session by session. A statement may be told of by several records, of log_statement,
 * pgaudit, its failure and its duration; it is one event, opened by the first of them and closed by the last.
 */
final class PostgresqlSessions {

    private static final String CLIENT = "opscope-watch";

    /** Alike in every language: words, a number, and a statement that another record has not told. */
    private static final Pattern DURATION =
            Pattern.compile("\\D{1,60}?(\\d{1,12}\\.\\d{3}) \\S{1,20}(?: {1,2}(\\S.*))?", Pattern.DOTALL);

    private static final Pattern SIGNED_OUT =
            Pattern.compile("\\D{1,120}?(\\d{1,9}):(\\d\\d):(\\d\\d\\.\\d{3}) \\S.*", Pattern.DOTALL);

    private static final Pattern SIGNED_IN =
            Pattern.compile("(?:replication )?connection authorized: .*", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("(?:statement|execute (?!fetch from )[^:]*|fastpath function call): (.*)", Pattern.DOTALL);

    /** Behind a duration, what was run; what was only prepared and what was fetched again are no statements of their own. */
    private static final Pattern TIMED =
            Pattern.compile("(?!parse |bind |plan:|execute fetch from )[^:]{1,200}: ?(.*)", Pattern.DOTALL);

    private final String account;
    private final LinkedHashMap<String, OpenStatement> open;
    private final Events events;

    /** @param account our own */
    PostgresqlSessions(String account, Memory memory, Events events) {
        this.account = account;
        this.open = new LinkedHashMap<>(memory.open());
        this.events = events;
    }

    LinkedHashMap<String, OpenStatement> open() {
        return open;
    }

    void take(PostgresqlRecord line) {
        if (!line.isOfAClient() || isOurs(line)) {
            return;
        }
        if (line.isFailure()) {
            fail(line);
        } else if (line.isAccount()) {
            tell(line);
        }
    }

    /** Our driver says who it is only after it has signed in. */
    private boolean isOurs(PostgresqlRecord line) {
        return line.user().equals(account)
                && (line.application().equals(CLIENT)
                        || line.isSigningIn()
                                && !line.isFailure()
                                && !line.message().contains("application_name="));
    }

    private void fail(PostgresqlRecord line) {
        if (line.statement().isEmpty() && line.isSigningIn()) {
            open.remove(line.session());
            // in the place of the sign-in, if that had been told already: it has come to nothing
            events.put(new Event(line.session(), 0, line.at(), line.user(), Action.LOGIN, false, null));
            return;
        }
        var known = open.remove(line.session());
        if (known != null && isOf(known, line)) {
            events.put(known.event(line.session(), false, between(known.at(), line.at())));
            return;
        }
        if (known != null) {
            events.put(known.event(line.session(), true, null));
        }
        if (!line.statement().isEmpty()) {
            events.put(new Event(
                    line.session(),
                    line.line(),
                    line.at(),
                    line.user(),
                    StatementKind.of(line.statement()),
                    false,
                    null));
        }
    }

    /**
     * Whether it was this statement that failed: where not every statement is logged, it may be a later one. One that could
     * not be parsed was never logged before.
     */
    private static boolean isOf(OpenStatement known, PostgresqlRecord line) {
        var isSameTransaction = line.transaction().isEmpty()
                || known.transaction().isEmpty()
                || line.transaction().equals(known.transaction());
        var isSameWord = known.isFromAudit()
                || line.statement().isEmpty()
                || StatementKind.firstWord(line.statement()).equals(known.word());
        return !line.isIdle() && !line.isPreparing() && isSameTransaction && isSameWord;
    }

    private void tell(PostgresqlRecord line) {
        var message = line.message();
        if (message.startsWith(PgAudit.MARK)) {
            audited(line);
            return;
        }
        var signedOut = SIGNED_OUT.matcher(message);
        if (signedOut.matches() && (line.isIdle() || line.ps().isEmpty() || !open.containsKey(line.session()))) {
            close(line.session(), true, null);
            var seconds = Long.parseLong(signedOut.group(1)) * 3600
                    + Long.parseLong(signedOut.group(2)) * 60
                    + Double.parseDouble(signedOut.group(3));
            events.put(new Event(
                    line.session(), line.line(), line.at(), line.user(), Action.LOGOUT, true, rounded(seconds * 1000)));
            return;
        }
        if (line.isSigningIn()) {
            if (SIGNED_IN.matcher(message).matches()) {
                events.put(new Event(line.session(), 0, line.at(), line.user(), Action.LOGIN, true, null));
            }
            return;
        }
        var statement = STATEMENT.matcher(message);
        if (statement.matches()) {
            begin(line, StatementKind.of(statement.group(1)), StatementKind.firstWord(statement.group(1)));
            return;
        }
        var duration = DURATION.matcher(message);
        if (duration.matches() && !line.isPreparing()) {
            ended(line, Double.parseDouble(duration.group(1)), duration.group(2));
        }
    }

    private void begin(PostgresqlRecord line, Action action, String word) {
        begin(line, action, word, OpenStatement.NOT_FROM_AUDIT);
    }

    private void begin(PostgresqlRecord line, Action action, String word, long audit) {
        close(line.session(), true, null);
        remember(
                line.session(),
                new OpenStatement(line.line(), line.at(), line.user(), action, word, line.transaction(), audit));
    }

    private void remember(String session, OpenStatement statement) {
        open.put(session, statement);
        events.put(statement.event(session, null, null));
    }

    /** What pgaudit says of a statement that is known already only sorts it better. */
    private void audited(PostgresqlRecord line) {
        var audit = PgAudit.of(line.message());
        if (audit == null) {
            events.countUnreadable(1);
            return;
        }
        var known = open.get(line.session());
        if (known == null || known.isFromAudit() && known.audit() != audit.statement()) {
            begin(line, audit.action(), "", audit.statement());
        } else if (known.action() != known.action().or(audit.action())) {
            remember(line.session(), known.as(audit.action()));
        }
    }

    private void ended(PostgresqlRecord line, double durationMs, @Nullable String what) {
        var known = open.get(line.session());
        if (what == null) {
            if (known != null) {
                close(line.session(), true, durationMs);
            } else {
                done(line, line.isIdle() ? Action.QUERY_EXECUTION : StatementKind.of(line.ps()), durationMs);
            }
            return;
        }
        var timed = TIMED.matcher(what);
        if (!timed.matches()) {
            return;
        }
        if (known != null && known.isFromAudit()) {
            close(line.session(), true, durationMs);
            return;
        }
        close(line.session(), true, null);
        done(line, StatementKind.of(timed.group(1)), durationMs);
    }

    private void done(PostgresqlRecord line, Action action, double durationMs) {
        var began = line.at().minusNanos(Math.round(durationMs * 1e6));
        events.put(new Event(line.session(), line.line(), began, line.user(), action, true, durationMs));
    }

    private void close(String session, boolean succeeded, @Nullable Double durationMs) {
        var known = open.remove(session);
        if (known != null) {
            events.put(known.event(session, succeeded, durationMs));
        }
    }

    private static double between(Instant from, Instant until) {
        return Math.max(0, until.toEpochMilli() - from.toEpochMilli());
    }

    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * 1000) / 1000.0;
    }
}
