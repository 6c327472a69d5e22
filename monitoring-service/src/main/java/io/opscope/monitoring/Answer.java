package io.opscope.monitoring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The frame around everything this service answers.
 *
 * @param status always {@code success}; what went wrong is a problem document instead
 * @param degraded whether part of the data is missing or older than it should be
 * @param readAt when the data was read from where it comes from; null when it never could be
 * @param unavailable what is missing from the data as a whole, and why
 * @param kept whether the data was read for an earlier request
 */
public record Answer<T>(
        String status,
        T data,
        boolean degraded,
        @Schema(nullable = true) @Nullable Instant readAt,
        List<Unavailable> unavailable,
        @JsonIgnore boolean kept) {

    /** An answer with everything in it. */
    public static <T> Answer<T> of(
            T data, boolean degraded, @Nullable Instant readAt, List<Unavailable> unavailable, boolean kept) {
        return new Answer<>("success", data, degraded, readAt, unavailable, kept);
    }
}
