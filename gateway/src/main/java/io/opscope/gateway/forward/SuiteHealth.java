package io.opscope.gateway.forward;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.opscope.gateway.forward.HealthReport.Dependency;
import io.opscope.gateway.forward.HealthReport.Part;
import io.opscope.gateway.forward.HealthReport.ReplicaHealth;
import io.opscope.gateway.forward.Watched.Look;
import io.opscope.gateway.route.Destination;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.sql.Sql;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the services and what they stand on every few seconds. Who asks how they are is told what was seen last: no
 * question costs the services anything, and none waits for one that hangs.
 */
@Singleton
class SuiteHealth {

    private static final Sql ALIVE = Sql.file(SuiteHealth.class, "alive.sql");
    private static final int OK = 200;

    private final Vertx vertx;
    private final DataSource db;
    private final ReactiveRedisDataSource redis;
    private final Readings readings;
    private final HealthConfig config;
    private final HttpClient client;
    private final Map<Destination, List<WatchedReplica>> services = new LinkedHashMap<>();
    private final Map<String, Watched> dependencies = new LinkedHashMap<>();

    SuiteHealth(
            Vertx vertx,
            DataSource db,
            ReactiveRedisDataSource redis,
            Readings readings,
            UpstreamConfig addresses,
            Upstreams upstreams,
            HealthConfig config) {
        this.vertx = vertx;
        this.db = db;
        this.redis = redis;
        this.readings = readings;
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.patience().toMillis()))
                .setKeepAlive(false));
        for (var service : Destination.values()) {
            services.put(
                    service,
                    watched(
                            service,
                            addresses.management(service),
                            upstreams.of(service).replicas()));
        }
        dependencies.put("postgresql", new Watched(config.patience(), this::postgresql));
        dependencies.put("redis", new Watched(config.patience(), this::redis));
    }

    private List<WatchedReplica> watched(Destination service, List<URI> management, List<Replica> replicas) {
        if (management.size() != replicas.size()) {
            throw new IllegalArgumentException("opscope.upstream." + service.id() + "-management has to name as many "
                    + "addresses as opscope.upstream." + service.id());
        }
        var watched = new ArrayList<WatchedReplica>();
        for (var i = 0; i < replicas.size(); i++) {
            var address = management.get(i);
            watched.add(new WatchedReplica(replicas.get(i), new Watched(config.patience(), () -> service(address))));
        }
        return List.copyOf(watched);
    }

    /** The first look is waited for, so that there is something to tell from the first question on. */
    void start(@Observes StartupEvent event) {
        Future.join(look())
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.setPeriodic(config.every().toMillis(), timer -> look());
    }

    private List<Future<Finding>> look() {
        var looks = new ArrayList<Future<Finding>>();
        services.values()
                .forEach(replicas -> replicas.forEach(one -> looks.add(
                        one.watched().look().onSuccess(found -> one.replica().looked(found.status())))));
        dependencies.values().forEach(one -> looks.add(one.look()));
        return looks;
    }

    /** Not ready is degraded: it is there and says itself that something is missing. */
    private Future<Look> service(URI management) {
        var options = new RequestOptions()
                .setHost(management.getHost())
                .setPort(management.getPort())
                .setMethod(HttpMethod.GET)
                .setURI("/q/health/ready")
                .setTimeout(config.patience().toMillis());
        return client.request(options).compose(request -> request.send()).compose(response -> response.body()
                .map(body -> response.statusCode() == OK ? Look.HEALTHY : new Look(Finding.DEGRADED, missing(body))));
    }

    private static List<String> missing(Buffer body) {
        try {
            var missing = new ArrayList<String>();
            for (var check : new JsonObject(body).getJsonArray("checks")) {
                if (check instanceof JsonObject one && !"UP".equals(one.getString("status"))) {
                    missing.add(one.getString("name"));
                }
            }
            return missing;
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            // Whatever that is, it is no list of checks.
            return List.of();
        }
    }

    private Future<Look> postgresql() {
        return vertx.executeBlocking(
                () -> {
                    ALIVE.on(db).list(row -> row.integer("alive"));
                    return Look.HEALTHY;
                },
                false);
    }

    private Future<Look> redis() {
        return Future.fromCompletionStage(
                redis.execute("PING").map(pong -> Look.HEALTHY).subscribeAsCompletionStage());
    }

    /** In words, for anybody. */
    Health words() {
        var report = report();
        var words = new LinkedHashMap<String, String>();
        words.put("gateway", Finding.HEALTHY);
        report.services().stream().skip(1).forEach(service -> words.put(service.name(), service.status()));
        report.dependencies().forEach(one -> words.put(one.name(), one.status()));
        return new Health(report.status(), words, report.timestamp());
    }

    /** All that is known. */
    HealthReport report() {
        var now = Instant.now();
        var told = new ArrayList<Part>();
        told.add(new Part("gateway", Finding.HEALTHY, instances("gateway"), List.of()));
        services.forEach((service, replicas) -> {
            var each = replicas.stream().map(one -> one.at(now)).toList();
            told.add(new Part(service.id(), of(each), instances(service.id()), each));
        });
        var beneath = new ArrayList<Dependency>();
        dependencies.forEach((name, watched) -> {
            var found = watched.at(now);
            beneath.add(new Dependency(name, found.status(), found.since(), found.checkedAt(), found.latencyMillis()));
        });
        return new HealthReport(summary(told, beneath), oldest(told, beneath), told, beneath);
    }

    private @Nullable Integer instances(String service) {
        var suite = readings.suite();
        return suite.isEmpty() ? null : suite.instances("opscope-" + service);
    }

    private static String of(List<ReplicaHealth> replicas) {
        var words = replicas.stream().map(ReplicaHealth::status).distinct().toList();
        return words.size() == 1 ? words.get(0) : Finding.DEGRADED;
    }

    private static String summary(List<Part> services, List<Dependency> dependencies) {
        if (services.stream().map(Part::status).allMatch(Finding.HEALTHY::equals)
                && dependencies.stream().map(Dependency::status).allMatch(Finding.HEALTHY::equals)) {
            return Finding.HEALTHY;
        }
        // The gateway, which comes first, tells this itself.
        return services.stream().skip(1).map(Part::status).allMatch(Finding.DOWN::equals)
                ? Finding.DOWN
                : Finding.DEGRADED;
    }

    private static Instant oldest(List<Part> services, List<Dependency> dependencies) {
        var oldest = Instant.now();
        for (var service : services) {
            for (var replica : service.replicas()) {
                oldest = replica.checkedAt().isBefore(oldest) ? replica.checkedAt() : oldest;
            }
        }
        for (var one : dependencies) {
            oldest = one.checkedAt().isBefore(oldest) ? one.checkedAt() : oldest;
        }
        return oldest;
    }

    private record WatchedReplica(Replica replica, Watched watched) {

        /** One that is ready to serve and whose requests fail all the same is not well. */
        ReplicaHealth at(Instant now) {
            var found = watched.at(now);
            var fails = replica.state() != State.CLOSED && found.status().equals(Finding.HEALTHY);
            return new ReplicaHealth(
                    replica.address(),
                    fails ? Finding.DEGRADED : found.status(),
                    fails ? replica.stateSince() : found.since(),
                    found.checkedAt(),
                    found.latencyMillis(),
                    found.missing(),
                    Breakers.word(replica.state()),
                    replica.stateSince(),
                    replica.isLeaving());
        }
    }
}
