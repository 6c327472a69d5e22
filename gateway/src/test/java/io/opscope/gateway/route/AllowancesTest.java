package io.opscope.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AllowancesTest {

    private static final Route JOB = new Route(Destination.METRICS, "GET", "/jobs/{id}");
    private static final Route INGEST = new Route(Destination.METRICS, "POST", "/ingest/{family}");
    private static final RouteTable TABLE = new RouteTable(List.of(JOB, INGEST));

    @Test
    void whatIsNotSaidOfAnOperationIsAsForAll() {
        var limits = limits(Map.of("POST /ingest/{family}", new One(Optional.of(size(500)), Optional.empty())));
        assertEquals(500, limits.of(INGEST).bodyBytes());
        assertEquals(Optional.empty(), limits.of(INGEST).deadline());
        assertEquals(100, limits.of(JOB).bodyBytes());
    }

    @Test
    void oneMoreThanMayBeAtOnceDoesNotEnterUntilAnotherOneLeft() {
        var job = limits(Map.of()).of(JOB);
        assertTrue(job.places().take());
        assertTrue(job.places().take());
        assertFalse(job.places().take());
        job.places().leave();
        assertTrue(job.places().take());
    }

    @Test
    void anOperationThatIsNotThereStopsTheStart() {
        var wrong = Map.of("GET /jobs/{number}", new One(Optional.empty(), Optional.of(Duration.ofSeconds(1))));
        assertThrows(IllegalArgumentException.class, () -> limits(wrong));
    }

    private static Allowances limits(Map<String, One> operations) {
        return new Allowances(TABLE, new All(size(100), 2, Map.copyOf(operations)));
    }

    private static MemorySize size(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    private record All(MemorySize body, int atOnce, Map<String, Operation> operations) implements RouteConfig {}

    private record One(Optional<MemorySize> body, Optional<Duration> deadline) implements RouteConfig.Operation {
        @Override
        public OptionalInt atOnce() {
            return OptionalInt.empty();
        }
    }
}
