package io.opscope.monitoring.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads the times of events and refuses those that cannot be. */
@ApplicationScoped
class EventTimes {

    private final PipelineConfig config;
    private final Clock clock = Clock.systemUTC();

    EventTimes(PipelineConfig config) {
        this.config = config;
    }

    /** @param field name of the field, for whoever has to send another time */
    Instant read(String field, String text) throws RejectedEventException {
        var at = parsed(field, text);
        var now = clock.instant();
        if (at.isAfter(now.plus(config.clockSkew()))) {
            throw new RejectedEventException(
                    field, text, "a time at most " + config.clockSkew().toSeconds() + " s ahead of " + now);
        }
        if (at.isBefore(now.minus(config.keep()))) {
            throw new RejectedEventException(
                    field, text, "a time within the " + config.keep().toDays() + " days that runs are kept");
        }
        return at;
    }

    private static Instant parsed(String field, String text) throws RejectedEventException {
        try {
            return Moments.read(text);
        } catch (DateTimeException e) {
            throw new RejectedEventException(field, text, "a time such as 2026-01-31T12:00:00Z");
        }
    }
}
