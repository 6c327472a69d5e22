package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one endpoint did over the window.
 *
 * @param path as the API documents it, with names in place of values
 * @param count requests
 * @param errors of these, answered with 500 or more: what callers get wrong is not the endpoint's failing
 * @param totalMillis all of them together, until the last byte was out
 * @param slowestMillis the one that took longest
 * @param buckets how many took how long, see {@link TimeBuckets}
 */
@RegisterForReflection
public record EndpointReading(
        String method,
        String path,
        long count,
        long errors,
        double totalMillis,
        double slowestMillis,
        Map<Integer, Long> buckets) {

    public EndpointReading {
        buckets = Map.copyOf(buckets);
    }

    /** Milliseconds; 0 without a request. */
    public double meanMillis() {
        return count == 0 ? 0 : totalMillis / count;
    }

    /**
     * Milliseconds that so many percent of the requests took at most; up to a tenth more than the truth, never less.
     *
     * @param percent above 0, up to 100
     */
    public double percentileMillis(double percent) {
        var rank = Math.ceil(count * percent / 100);
        var seen = 0L;
        for (var bucket : new TreeMap<>(buckets).entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return Math.min(slowestMillis, TimeBuckets.upperMillis(bucket.getKey()));
            }
        }
        return slowestMillis;
    }

    /** 0 to 100. */
    public double errorPercent() {
        return count == 0 ? 0 : 100.0 * errors / count;
    }

    /** Both together, under the name of the first. */
    static EndpointReading sum(EndpointReading one, EndpointReading other) {
        var buckets = new TreeMap<>(one.buckets);
        other.buckets.forEach((bucket, count) -> buckets.merge(bucket, count, Long::sum));
        return new EndpointReading(
                one.method,
                one.path,
                one.count + other.count,
                one.errors + other.errors,
                one.totalMillis + other.totalMillis,
                Math.max(one.slowestMillis, other.slowestMillis),
                buckets);
    }
}
