package io.opscope.monitoring.pipeline;

import io.opscope.kit.problem.CommonProblem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The run after which a page begins, as text that callers hand back unread. It opens nothing: one that was made up leads to
 * another place of the same list.
 */
record RunCursor(Instant at, String runId) {

    /** Before the newest. */
    private static final RunCursor START = new RunCursor(Instant.parse("9999-12-31T00:00:00Z"), "");

    /** @throws io.opscope.kit.problem.ProblemException when it is none */
    static RunCursor read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            var id = StandardCharsets.UTF_8.decode(bytes).toString();
            if (id.indexOf(0) >= 0 || at.isAfter(START.at) || at.isBefore(Instant.EPOCH)) {
                throw unacceptable(text);
            }
            return new RunCursor(at, id);
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException | ArithmeticException e) {
            throw unacceptable(text);
        }
    }

    String text() {
        var id = runId.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static RuntimeException unacceptable(String text) {
        return CommonProblem.badParameter("cursor", text, "the next_cursor of a page of this list, unchanged");
    }
}
