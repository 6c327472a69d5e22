package io.opscope.kit.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuiteReadingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void aMachineCountsOnceAndByItsSize() {
        var small = new HostReading("small", 2, 50.0, new Space(1, 4), new Space(90, 100));
        var earlier = new HostReading("small", 2, 99.0, new Space(4, 4), new Space(99, 100));
        var large = new HostReading("large", 6, 10.0, new Space(3, 12), new Space(10, 1000));
        var suite = new SuiteReading(List.of(
                replica("a", NOW, small), replica("b", NOW.minusSeconds(5), earlier), replica("c", NOW, large)));
        // (2 * 50 + 6 * 10) / 8; 4 of 16; the fullest
        assertEquals(OptionalDouble.of(20), suite.cpuPercent());
        assertEquals(OptionalDouble.of(25), suite.memoryPercent());
        assertEquals(OptionalDouble.of(90), suite.diskPercent());
    }

    @Test
    void whatNobodyCouldReadIsNotThere() {
        var suite = new SuiteReading(List.of(replica("a", NOW, new HostReading("m", 0, null, null, null))));
        assertEquals(OptionalDouble.empty(), suite.cpuPercent());
        assertEquals(OptionalDouble.empty(), suite.memoryPercent());
        assertEquals(OptionalDouble.empty(), suite.diskPercent());
        assertEquals(Optional.empty(), suite.database());
        assertEquals(OptionalLong.empty(), suite.connections("one"));
        assertTrue(new SuiteReading(List.of()).isEmpty());
    }

    @Test
    void whatIsSharedOutAndWhatWaitsIsAddedUp() {
        var suite = new SuiteReading(List.of(
                process("a", "metrics", NOW.minusSeconds(100), "net", 1_000_000, 3, 20),
                process("b", "metrics", NOW.minusSeconds(10), "net", 1_000_000, 4, 30),
                process("c", "gateway", NOW.minusSeconds(50), "other", 500_000, 0, 30),
                replica("old", NOW, new HostReading("m", 0, null, null, null))));
        assertEquals(List.of(new PoolReading("database", 9, 30)), suite.pools());
        // replicas wait for pieces of their own, but for the same alerts
        assertEquals(
                List.of(new BacklogReading("alerts", 30, true), new BacklogReading("requests", 7, false)),
                suite.backlogs());
        assertEquals(OptionalLong.of(37), suite.queueDepth());
        // replicas on one network read the same
        assertEquals(12, suite.networkMegabitsPerSecond().orElseThrow(), 1e-9);
        // since the gateway came, a minute after the older replica of the other
        assertEquals(Optional.of(NOW.minusSeconds(50)), suite.upSince());
    }

    @Test
    void aReplicaThatTellsNothingOfItsProcessHidesNoOther() {
        var suite = new SuiteReading(List.of(replica("old", NOW, new HostReading("m", 0, null, null, null))));
        assertEquals(List.of(), suite.pools());
        assertEquals(OptionalLong.empty(), suite.queueDepth());
        assertEquals(OptionalDouble.empty(), suite.networkMegabitsPerSecond());
        assertEquals(Optional.empty(), suite.upSince());
    }

    @Test
    void requestsOfAllReplicasAreAddedUp() {
        var suite = new SuiteReading(List.of(
                replica(
                        3L,
                        new DatabaseReading(2, 10, 40, 1),
                        new EndpointReading("GET", "/a", 3, 0, 30, 20, Map.of(80, 2L, 90, 1L)),
                        new EndpointReading("GET", "/b", 4, 2, 400, 200, Map.of(140, 4L))),
                replica(
                        4L,
                        new DatabaseReading(1, 30, 120, 0),
                        new EndpointReading("GET", "/a", 2, 1, 20, 15, Map.of(80, 2L)))));
        var endpoints = suite.endpoints();
        assertEquals(new EndpointReading("GET", "/a", 5, 1, 50, 20, Map.of(80, 4L, 90, 1L)), endpoints.get(0));
        assertEquals(10, endpoints.get(0).meanMillis());
        assertEquals(20, endpoints.get(0).errorPercent());
        assertEquals("/b", endpoints.get(1).path());
        assertEquals(9, suite.requests().count());
        assertEquals(50, suite.requests().meanMillis());
        assertEquals(new DatabaseReading(3, 40, 160, 1), suite.database().orElseThrow());
        assertEquals(4, suite.database().orElseThrow().meanMillis());
        assertEquals(OptionalLong.of(7), suite.connections("one"));
        assertEquals(OptionalLong.of(7), suite.connections());
        assertEquals(OptionalLong.empty(), suite.connections("other"));
    }

    private static Reading replica(String name, Instant at, HostReading host) {
        return new Reading(name, "one", at, host, null, List.of(), null, null);
    }

    private static Reading replica(
            @Nullable Long connections, @Nullable DatabaseReading database, EndpointReading... endpoints) {
        var host = new HostReading("m", 1, 0.0, null, null);
        return new Reading("r", "one", NOW, host, connections, List.of(endpoints), database, null);
    }

    private static Reading process(
            String name, String service, Instant started, String network, long perSecond, long requests, long alerts) {
        var process = new ProcessReading(
                started,
                1.0,
                1_000L,
                new NetworkReading(network, perSecond / 2.0, perSecond / 2.0),
                List.of(new PoolReading("database", 3, 10)),
                List.of(new BacklogReading("requests", requests, false), new BacklogReading("alerts", alerts, true)));
        return new Reading(
                name, service, NOW, new HostReading("m", 1, 0.0, null, null), null, List.of(), null, process);
    }
}
