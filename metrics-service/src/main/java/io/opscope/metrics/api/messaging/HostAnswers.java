package io.opscope.metrics.api.messaging;

import io.opscope.kit.reading.Readings;
import io.opscope.metrics.api.messaging.MessagingSummary.HostReadings;
import io.opscope.metrics.live.SuiteFigures;
import io.opscope.metrics.live.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;

/** Answers how the machines do that the suite runs on. */
@ApplicationScoped
class HostAnswers {

    private static final String GATEWAY = "opscope-gateway";

    private final Readings readings;

    HostAnswers(Readings readings) {
        this.readings = readings;
    }

    HostReadings readings() {
        var suite = readings.suite();
        var system = SuiteFigures.system(suite);
        // who comes through the gateway has one connection there and none here
        var atTheDoor = suite.connections(GATEWAY);
        var connections = atTheDoor.isPresent() ? atTheDoor : suite.connections();
        var unavailable = new ArrayList<Unavailable>();
        if (system.cpuPercent() == null) {
            unavailable.add(Unavailable.of(suite, "cpu_usage", "/proc/stat"));
        }
        if (system.memoryPercent() == null) {
            unavailable.add(Unavailable.of(suite, "memory_usage", "/proc/meminfo"));
        }
        if (system.diskPercent() == null) {
            unavailable.add(Unavailable.of(suite, "disk_usage", "its file store"));
        }
        if (connections.isEmpty()) {
            unavailable.add(Unavailable.of(suite, "active_connections", "/proc/self/net/tcp"));
        }
        return new HostReadings(
                system.cpuPercent(),
                system.memoryPercent(),
                system.diskPercent(),
                connections.isPresent() ? connections.getAsLong() : null,
                unavailable);
    }
}
