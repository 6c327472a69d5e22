package io.opscope.monitoring.application;

import io.opscope.monitoring.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gathers what is missing from an answer, and why. */
final class Gaps {

    private static final double HUNDREDTHS = 100;

    private final List<Unavailable> all = new ArrayList<>();

    /** The value with 2 decimals; where there is none it is said why. */
    @Nullable Double or(OptionalDouble value, String field, String reason, String remedy) {
        if (value.isEmpty()) {
            add(field, reason, remedy);
            return null;
        }
        return rounded(value.getAsDouble());
    }

    /** The value; where there is none it is said why. */
    @Nullable Long or(OptionalLong value, String field, String reason, String remedy) {
        if (value.isEmpty()) {
            add(field, reason, remedy);
            return null;
        }
        return value.getAsLong();
    }

    /** The value; where there is none it is said why. */
    <T> @Nullable T or(Optional<T> value, String field, String reason, String remedy) {
        if (value.isEmpty()) {
            add(field, reason, remedy);
        }
        return value.orElse(null);
    }

    void add(String field, String reason, String remedy) {
        all.add(new Unavailable(field, reason, remedy));
    }

    List<Unavailable> all() {
        return List.copyOf(all);
    }

    static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }
}
