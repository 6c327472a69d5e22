package io.opscope.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.kit.redis.RedisWatch;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** What Prometheus is told of the limits: who was refused, and whether all replicas count together. */
@Singleton
class LimitMeters {

    private final MeterRegistry registry;
    private final Timer leases;
    private final Counter leased;

    LimitMeters(MeterRegistry registry) {
        this.registry = registry;
        this.leases = Timer.builder("opscope.gateway.limit.leases")
                .description("Questions to Redis for permits, many buckets each")
                .register(registry);
        this.leased = Counter.builder("opscope.gateway.limit.leased")
                .description("Buckets that permits were leased for")
                .register(registry);
    }

    void watch(RedisWatch redis) {
        Gauge.builder("opscope.gateway.limit.local", redis, it -> it.isAway() ? 1 : 0)
                .description("1 while Redis is away and this replica counts its share by itself")
                .register(registry);
    }

    void leased(int buckets, long nanos) {
        leases.record(nanos, TimeUnit.NANOSECONDS);
        leased.increment(buckets);
    }

    OfLimit of(String limit) {
        return new OfLimit(
                Counter.builder("opscope.gateway.limit.refused")
                        .description("Requests that were one too many")
                        .tag("limit", limit)
                        .register(registry),
                Counter.builder("opscope.gateway.limit.counted.locally")
                        .description("Requests decided by this replica's share while Redis was away")
                        .tag("limit", limit)
                        .register(registry));
    }

    /** One limit's. */
    record OfLimit(Counter refusals, Counter locals) {

        void refused() {
            refusals.increment();
        }

        void countedHere() {
            locals.increment();
        }
    }
}
