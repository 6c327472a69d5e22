package io.opscope.metrics.history;

import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.SuiteReading;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What is remembered of the suite. */
public enum SuiteMetric {
    CPU("cpu", "percent", SuiteReading::cpuPercent),
    MEMORY("memory", "percent", SuiteReading::memoryPercent),
    DISK("disk", "percent", SuiteReading::diskPercent),
    RESPONSE_TIME("responseTime", "milliseconds", suite -> meanMillis(suite.requests()));

    private final String publicName;
    private final String unit;
    private final Function<SuiteReading, OptionalDouble> value;

    SuiteMetric(String publicName, String unit, Function<SuiteReading, OptionalDouble> value) {
        this.publicName = publicName;
        this.unit = unit;
        this.value = value;
    }

    /** The one that goes by this name, whatever its case. */
    public static Optional<SuiteMetric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.publicName.equalsIgnoreCase(name))
                .findFirst();
    }

    public String publicName() {
        return publicName;
    }

    public String unit() {
        return unit;
    }

    /** Its value right now; nothing when no replica can tell, or there was no request that took any time. */
    OptionalDouble in(SuiteReading suite) {
        return value.apply(suite);
    }

    private static OptionalDouble meanMillis(EndpointReading requests) {
        return requests.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(requests.meanMillis());
    }
}
