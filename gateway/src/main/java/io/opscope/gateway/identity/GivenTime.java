package io.opscope.gateway.identity;

import io.opscope.kit.problem.CommonProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A moment that somebody named. */
final class GivenTime {

    private GivenTime() {}

    /** The moment; refuses what is not written as RFC 3339 has it. */
    static Instant checked(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw CommonProblem.badParameter(name, text, "a time such as 2026-01-31T00:00:00Z");
        }
    }
}
