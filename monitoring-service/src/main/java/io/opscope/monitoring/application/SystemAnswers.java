package io.opscope.monitoring.application;

import io.opscope.kit.reading.PoolReading;
import io.opscope.kit.reading.Readings;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers how the machines do that the suite runs on. */
@ApplicationScoped
class SystemAnswers {

    private static final String GATEWAY = "opscope-gateway";
    private static final String DATABASE = "database";

    private final Readings readings;

    SystemAnswers(Readings readings) {
        this.readings = readings;
    }

    SystemFigures now() {
        var suite = readings.suite();
        var gaps = new Gaps();
        var reason = suite.isEmpty()
                ? "No replica has left readings in Redis within the last seconds"
                : "No replica can read it";
        var remedy = suite.isEmpty()
                ? "Have Redis answer at OPSCOPE_REDIS_URL; readings are there some seconds later"
                : "Run the services on Linux and let them read /proc";
        // who comes through the gateway has one connection there and none here
        var atTheDoor = suite.connections(GATEWAY);
        var pool = suite.pools().stream()
                .filter(one -> one.name().equals(DATABASE))
                .findFirst();
        return new SystemFigures(
                gaps.or(suite.cpuPercent(), "cpu_usage_percent", reason, remedy),
                gaps.or(suite.memoryPercent(), "memory_usage_percent", reason, remedy),
                gaps.or(suite.diskPercent(), "disk_usage_percent", reason, remedy),
                gaps.or(suite.networkMegabitsPerSecond(), "network_throughput_mbps", reason, remedy),
                gaps.or(atTheDoor.isPresent() ? atTheDoor : suite.connections(), "active_connections", reason, remedy),
                gaps.or(pool.map(PoolReading::size), "db_connection_pool_size", reason, remedy),
                gaps.or(pool.map(PoolReading::active), "db_active_connections", reason, remedy),
                gaps.or(suite.queueDepth(), "queue_depth", reason, remedy),
                gaps.all());
    }
}
