package io.opscope.metrics.fire;

import java.util.ArrayList;
import java.util.List;

/** PostgreSQL, Redis and replicas of the service, for one test. */
final class Site implements AutoCloseable {

    /** Starts soon and takes little, for what lives a few seconds. */
    static final List<String> BRIEF_JVM =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final DurablePostgres postgres;
    private final MortalRedis redis = new MortalRedis();
    private final SlowLine toRedis = new SlowLine(redis.port());
    private final List<PackagedService> services = new ArrayList<>();

    private Site(DurablePostgres postgres) {
        this.postgres = postgres;
    }

    /** Everything started and ready. */
    static Site of(DurablePostgres postgres, int replicas, List<String> jvmOptions) {
        var site = new Site(postgres);
        for (int i = 0; i < replicas; i++) {
            var service = new PackagedService(jvmOptions, postgres.url(), site.toRedis.port());
            site.services.add(service);
            service.awaitReady();
        }
        return site;
    }

    DurablePostgres postgres() {
        return postgres;
    }

    MortalRedis redis() {
        return redis;
    }

    /** The way that the services take to Redis. */
    SlowLine toRedis() {
        return toRedis;
    }

    PackagedService service() {
        return services.get(0);
    }

    List<PackagedService> services() {
        return services;
    }

    @Override
    public void close() {
        services.forEach(PackagedService::close);
        toRedis.close();
        redis.close();
        postgres.close();
    }
}
