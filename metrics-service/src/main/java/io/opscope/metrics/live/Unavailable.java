package io.opscope.metrics.live;

import io.opscope.kit.reading.SuiteReading;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why a figure is null, and what would change that.
 *
 * @param field path of the field on the object that carries this entry
 */
@RegisterForReflection
public record Unavailable(String field, String reason, String remedy) {

    /**
     * For a figure that no replica's reading has.
     *
     * @param source what a replica reads it from
     */
    public static Unavailable of(SuiteReading suite, String field, String source) {
        return suite.isEmpty()
                ? new Unavailable(
                        field,
                        "No replica has left readings in Redis within the last seconds",
                        "Have Redis answer at OPSCOPE_REDIS_URL; readings are there some seconds later")
                : new Unavailable(
                        field,
                        "No replica can read it from " + source,
                        "Run the services on Linux and let them read " + source);
    }
}
