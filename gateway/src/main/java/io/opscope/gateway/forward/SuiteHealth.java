package io.opscope.gateway.forward;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.opscope.gateway.route.Destination;
import io.opscope.kit.sql.Sql;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Looks at the services and what they stand on; several questions at once and in quick succession are one look. */
@Singleton
class SuiteHealth {

    private static final String HEALTHY = "healthy";
    private static final String DEGRADED = "degraded";
    private static final String DOWN = "down";
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final int PATIENCE_MILLIS = 800;
    private static final Sql ALIVE = Sql.file(SuiteHealth.class, "alive.sql");

    private final Vertx vertx;
    private final DataSource db;
    private final ReactiveRedisDataSource redis;
    private final UpstreamConfig addresses;
    private final HttpClient client;
    private final LoadingCache<String, Health> last;

    SuiteHealth(Vertx vertx, DataSource db, ReactiveRedisDataSource redis, UpstreamConfig addresses) {
        this.vertx = vertx;
        this.db = db;
        this.redis = redis;
        this.addresses = addresses;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(PATIENCE_MILLIS).setKeepAlive(false));
        this.last = Caffeine.newBuilder().expireAfterWrite(LOOK_AGAIN_AFTER).build(key -> look());
    }

    /** How things are, as of at most two seconds ago; blocks for a second at most. */
    Health now() {
        return Objects.requireNonNull(last.get("suite"));
    }

    private Health look() {
        var words = new LinkedHashMap<String, Future<String>>();
        words.put("gateway", Future.succeededFuture(HEALTHY));
        for (var service : Destination.values()) {
            words.put(service.id(), service(management(service)));
        }
        words.put("postgresql", postgresql());
        words.put("redis", redis());
        Future.join(new ArrayList<>(words.values()))
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var components = new LinkedHashMap<String, String>();
        words.forEach((name, word) -> components.put(name, word.result()));
        return new Health(summary(components), components, Instant.now());
    }

    private URI management(Destination service) {
        return switch (service) {
            case METRICS -> addresses.metricsManagement();
            case REPORTS -> addresses.reportsManagement();
            case MONITORING -> addresses.monitoringManagement();
        };
    }

    /** Not ready is degraded: it is there and says itself that something is missing. */
    private Future<String> service(URI management) {
        var options = new RequestOptions()
                .setHost(management.getHost())
                .setPort(management.getPort())
                .setMethod(HttpMethod.GET)
                .setURI("/q/health/ready")
                .setTimeout(PATIENCE_MILLIS);
        return client.request(options)
                .compose(request -> request.send())
                .map(response -> response.statusCode() == 200 ? HEALTHY : DEGRADED)
                .otherwise(DOWN);
    }

    private Future<String> postgresql() {
        return inTime(vertx.executeBlocking(
                () -> {
                    ALIVE.on(db).list(row -> row.integer("alive"));
                    return HEALTHY;
                },
                false));
    }

    private Future<String> redis() {
        return inTime(Future.fromCompletionStage(
                redis.execute("PING").map(pong -> HEALTHY).subscribeAsCompletionStage()));
    }

    private Future<String> inTime(Future<String> word) {
        return word.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).otherwise(DOWN);
    }

    private static String summary(Map<String, String> components) {
        var services = new ArrayList<String>();
        for (var service : Destination.values()) {
            services.add(components.get(service.id()));
        }
        if (components.values().stream().allMatch(HEALTHY::equals)) {
            return HEALTHY;
        }
        return services.equals(List.of(DOWN, DOWN, DOWN)) ? DOWN : DEGRADED;
    }
}
