package io.opscope.monitoring.accesslog.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done on a server.
 *
 * @param session with {@code line}, tells it from every other event of the server
 * @param at when it began, as far as the log tells
 * @param user null where the log names none
 * @param succeeded null as long as the log has not told
 * @param durationMs null where the log tells none
 */
public record Event(
        String session,
        long line,
        Instant at,
        @Nullable String user,
        Action action,
        @Nullable Boolean succeeded,
        @Nullable Double durationMs) {

    /** Identity within one server. */
    public record Key(String session, long line) {}

    public Event {
        user = user == null || user.isEmpty() ? null : Names.clean(user);
        session = Names.clean(session);
    }

    Key key() {
        return new Key(session, line);
    }
}
