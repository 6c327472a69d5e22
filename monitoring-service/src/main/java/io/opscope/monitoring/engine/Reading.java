package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine read.
 *
 * @param value null when it could not be read
 * @param unavailable what is missing, and why; empty when nothing is
 */
public record Reading<T>(@Nullable T value, List<Unavailable> unavailable) {

    /** Everything was there. */
    public static <T> Reading<T> of(T value) {
        return new Reading<>(value, List.of());
    }

    /** Nothing was there, for a reason. */
    public static <T> Reading<T> missing(Unavailable why) {
        return new Reading<>(null, List.of(why));
    }
}
