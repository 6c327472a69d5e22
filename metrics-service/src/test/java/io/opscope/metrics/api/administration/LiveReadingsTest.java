package io.opscope.metrics.api.administration;

import static io.opscope.metrics.Sender.number;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.HostReading;
import io.opscope.kit.reading.Reading;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LiveReadingsTest {

    private final Sender sender = new Sender();

    @Inject
    Readings readings;

    @Inject
    RedisDataSource redis;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "opscope.database.url")
    Optional<String> database;

    @Test
    void replicasOfAllServicesAreShownAsOne() {
        var path = "/" + UUID.randomUUID() + "/{id}";
        // 3 requests of 60 ms together, 1 of 40 ms that failed: 25 ms on the average, 25 % failed, the slowest took 40
        // ms
        leave(replica(Instant.now(), new EndpointReading("PUT", path, 3, 0, 60, 20, Map.of(100, 3L))));
        leave(replica(Instant.now(), new EndpointReading("PUT", path, 1, 1, 40, 40, Map.of(123, 1L))));
        await().atMost(Duration.ofSeconds(10)).until(() -> isKnown(path));
        var its = "endpoints.find { it.path == '" + path + "' }.";
        sender.get("/admin/api/metrics/live")
                .statusCode(200)
                .body(its + "method", equalTo("PUT"))
                .body(its + "count", number("4"))
                .body(its + "avgMs", number("25"))
                .body(its + "p95Ms", number("40"))
                .body(its + "errorRate", number("25"));
    }

    @Test
    void aReplicaThatHasSaidNothingForLongIsGone() {
        var gone = replica(
                Instant.now().minusSeconds(60), new EndpointReading("GET", "/gone", 1, 0, 1, 1, Map.of(80, 1L)));
        leave(gone);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !redis.hash(String.class).hexists(address(), gone.replica()));
        sender.get("/admin/api/metrics/live").body("endpoints.path", not(hasItem("/gone")));
    }

    @Test
    void whatIsLeftInRedisExpiresWithItsReplicas() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !readings.suite().isEmpty());
        var left = redis.key().pttl(address());
        assertEquals(true, left > 0 && left <= 15_000, "expires in " + left + " ms");
    }

    private boolean isKnown(String path) {
        return readings.suite().endpoints().stream()
                .anyMatch(endpoint -> endpoint.path().equals(path) && endpoint.count() == 4);
    }

    private static Reading replica(Instant at, EndpointReading endpoint) {
        var id = UUID.randomUUID().toString();
        return new Reading(
                id, "another", at, new HostReading(id, 1, null, null, null), null, List.of(endpoint), null, null);
    }

    private void leave(Reading reading) {
        try {
            redis.hash(String.class).hset(address(), reading.replica(), json.writeValueAsString(reading));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String address() {
        return "opscope:readings:" + Integer.toHexString(database.hashCode());
    }
}
