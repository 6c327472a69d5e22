package io.opscope.gateway.forward;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.gateway.route.Route;
import io.opscope.kit.reading.RequestTimes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long requests took, by route as the OpenAPI writes it; the number of series is the number of routes. */
@Singleton
class ForwardMeters {

    private static final int STATUSES_PER_CLASS = 100;

    private final MeterRegistry registry;
    private final RequestTimes requests;
    private final ConcurrentHashMap<Measured, Timer> timers = new ConcurrentHashMap<>();

    ForwardMeters(MeterRegistry registry, RequestTimes requests) {
        this.registry = registry;
        this.requests = requests;
    }

    void took(Route route, int status, long nanos) {
        timers.computeIfAbsent(new Measured(route, status / STATUSES_PER_CLASS), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The gateway answered instead of the service, which counts what it answers itself. */
    void gaveUp(Route route, int status, long nanos) {
        took(route, status, nanos);
        requests.took(route.method(), route.template(), status, nanos);
    }

    private Timer timer(Measured measured) {
        return Timer.builder("opscope.gateway.requests")
                .description("Requests forwarded to the services, until the last byte of the answer")
                .tag("service", measured.route().service().id())
                .tag("method", measured.route().method())
                .tag("route", measured.route().template())
                .tag("status", measured.statusClass() + "xx")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    private record Measured(Route route, int statusClass) {}
}
