package io.opscope.kit.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestTimesTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final RequestTimes times = new RequestTimes();

    @Test
    void anEndpointIsToldWithItsMeanAndItsErrors() {
        times.took("GET", "/jobs/{id}", 200, 10 * MILLI);
        times.took("GET", "/jobs/{id}", 404, 20 * MILLI);
        times.took("GET", "/jobs/{id}", 500, 60 * MILLI);
        times.took("POST", "/jobs/{id}", 200, 7 * MILLI);
        var get = reading("GET");
        assertEquals(3, get.count());
        assertEquals(30, get.meanMillis(), 1e-9);
        assertEquals(60, get.slowestMillis(), 1e-9);
        // a caller's mistake is none of the endpoint's
        assertEquals(100.0 / 3, get.errorPercent(), 1e-9);
        assertEquals(7, reading("POST").percentileMillis(95), 1e-9);
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        times.took("GET", "/old", 200, MILLI);
        for (int i = 1; i < RequestTimes.SLOTS; i++) {
            times.turn();
        }
        assertEquals(1, reading("GET").count());
        times.took("GET", "/old", 200, MILLI);
        assertEquals(2, reading("GET").count());
        times.turn();
        assertEquals(1, reading("GET").count());
    }

    @Test
    void withoutRequestsThereIsNothing() {
        assertEquals(List.of(), times.read());
    }

    /** However the requests are spread over replicas. */
    @Property(tries = 200)
    void aPercentileIsNeverBelowTheTruthAndAtMostATenthAbove(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1_000, max = 100_000_000_000L) Long> nanos) {
        var one = new RequestTimes();
        var other = new RequestTimes();
        for (int i = 0; i < nanos.size(); i++) {
            (i % 3 == 0 ? one : other).took("GET", "/x", 200, nanos.get(i));
        }
        var all = new ArrayList<>(one.read());
        all.addAll(other.read());
        var merged = all.stream().reduce(EndpointReading::sum).orElseThrow();
        var sorted = nanos.stream().sorted().toList();
        for (var percent : new double[] {50, 95, 100}) {
            var truth = sorted.get((int) Math.ceil(sorted.size() * percent / 100) - 1) / (double) MILLI;
            var told = merged.percentileMillis(percent);
            assertTrue(told >= truth * (1 - 1e-9) && told <= truth * 1.1, told + " for " + truth);
        }
    }

    private EndpointReading reading(String method) {
        return times.read().stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
