package io.opscope.monitoring.accesslog.record;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose end the log has not told yet. Of its text only the first word is kept.
 *
 * @param audit pgaudit's number of it; -1 when the server itself told of it
 */
@RegisterForReflection
public record OpenStatement(
        long line, Instant at, String user, Action action, String word, String transaction, long audit) {

    static final long NOT_FROM_AUDIT = -1;

    // remembered for as long as the session says nothing more, and written down with every step
    public OpenStatement {
        user = Names.clean(user);
        word = Names.clean(word);
        transaction = Names.clean(transaction);
    }

    boolean isFromAudit() {
        return audit != NOT_FROM_AUDIT;
    }

    OpenStatement as(Action graver) {
        return new OpenStatement(line, at, user, graver, word, transaction, audit);
    }

    Event event(String session, @Nullable Boolean succeeded, @Nullable Double durationMs) {
        return new Event(session, line, at, user, action, succeeded, durationMs);
    }
}
