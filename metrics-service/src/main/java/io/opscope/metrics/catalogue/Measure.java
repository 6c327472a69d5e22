package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that records are measured by: either the seconds between two times, or the first of some fields that has a
 * value.
 *
 * @param unit what one is, such as seconds, MB or money
 */
@RegisterForReflection
public record Measure(
        String name,
        String unit,
        @Nullable String from,
        @Nullable String until,
        @Nullable List<String> firstOf) {

    public Measure {
        var isSpan = from != null && until != null;
        if (isSpan == (firstOf != null)) {
            throw new IllegalArgumentException("Measure " + name + " needs either from and until, or firstOf");
        }
    }
}
