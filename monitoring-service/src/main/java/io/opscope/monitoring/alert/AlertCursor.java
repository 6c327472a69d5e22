package io.opscope.monitoring.alert;

import io.opscope.kit.problem.CommonProblem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The alert after which a page begins, as text that callers hand back unread. It opens nothing: one that was made up leads to
 * another place of the same list.
 */
record AlertCursor(Instant at, UUID id) {

    /** Before the latest. */
    static final AlertCursor START = new AlertCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0));

    static AlertCursor after(Alert alert) {
        return new AlertCursor(alert.startedAt(), alert.id());
    }

    /** @throws io.opscope.kit.problem.ProblemException when it is none */
    static AlertCursor read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            var id = new UUID(bytes.getLong(), bytes.getLong());
            if (bytes.hasRemaining() || at.isAfter(START.at) || at.isBefore(Instant.EPOCH)) {
                throw unacceptable(text);
            }
            return new AlertCursor(at, id);
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException | ArithmeticException e) {
            throw unacceptable(text);
        }
    }

    String text() {
        var bytes = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static RuntimeException unacceptable(String text) {
        return CommonProblem.badParameter("cursor", text, "the next_cursor of a page of this list, unchanged");
    }
}
