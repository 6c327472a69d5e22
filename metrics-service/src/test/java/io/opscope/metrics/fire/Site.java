package io.opscope.metrics.fire;

import io.opscope.kit.testing.MortalRedis;
import io.opscope.kit.testing.SlowLine;
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
    private final SlowLine toPostgres;
    private final List<PackagedService> services = new ArrayList<>();

    private Site(DurablePostgres postgres) {
        this.postgres = postgres;
        this.toPostgres = new SlowLine(postgres.port());
    }

    /** Everything started and ready. */
    static Site of(DurablePostgres postgres, int replicas, List<String> jvmOptions) {
        return new Site(postgres).with(replicas, jvmOptions, postgres.port());
    }

    /** One service that reaches its database over a line that can fall silent. */
    static Site overLine(DurablePostgres postgres) {
        var site = new Site(postgres);
        return site.with(1, BRIEF_JVM, site.toPostgres.port());
    }

    private Site with(int replicas, List<String> jvmOptions, int postgresPort) {
        for (int i = 0; i < replicas; i++) {
            var service = new PackagedService(jvmOptions, DurablePostgres.url(postgresPort), toRedis.port());
            services.add(service);
            service.awaitReady();
        }
        return this;
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

    /** The way that a service of {@link #overLine} takes to PostgreSQL. */
    SlowLine toPostgres() {
        return toPostgres;
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
        toPostgres.close();
        redis.close();
        postgres.close();
    }
}
