package io.opscope.gateway.forward;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.gateway.route.Destination;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Gives each replica a breaker of its own, and lets Prometheus see what state it is in. */
@Singleton
class Breakers {

    private static final List<State> STATES = List.of(State.CLOSED, State.OPEN, State.HALF_OPEN);

    private final CircuitBreakerConfig rules;
    private final BreakerConfig config;
    private final MeterRegistry registry;

    Breakers(BreakerConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
        this.rules = CircuitBreakerConfig.custom()
                .slidingWindow(
                        config.windowSeconds(),
                        config.leastRequests(),
                        SlidingWindowType.TIME_BASED,
                        SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(config.failurePercent())
                .waitDurationInOpenState(config.pause())
                .permittedNumberOfCallsInHalfOpenState(config.probes())
                // a probe may be an upload that takes its time: nobody else waits for what becomes of it
                .maxWaitDurationInHalfOpenState(config.pause())
                .writableStackTraceEnabled(false)
                .build();
    }

    Replica replica(Destination service, String host, int port, Connections connections) {
        var replica = new Replica(
                service,
                host,
                port,
                connections,
                CircuitBreaker.of(service.id() + '-' + host + ':' + port, rules),
                config.pause());
        for (var state : STATES) {
            Gauge.builder("opscope.gateway.breaker", replica, one -> one.state() == state ? 1 : 0)
                    .description("Whether the breaker of a replica is in a state: 1, else 0")
                    .tag("service", service.id())
                    .tag("replica", replica.address())
                    .tag("state", word(state))
                    .strongReference(true)
                    .register(registry);
        }
        return replica;
    }

    /** As it is written in answers and figures. */
    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
