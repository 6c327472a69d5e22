package io.opscope.monitoring.application;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Nothing is made up where nothing can be read, and nobody who logs waits. */
@QuarkusTest
@TestProfile(ApplicationWithoutRedisTest.RedisAway.class)
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ApplicationWithoutRedisTest {

    private static final int LINES = 1_200;

    @Inject
    MeterRegistry meters;

    /** Nobody listens at this port. */
    public static class RedisAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1");
        }
    }

    @Test
    void everythingIsNullWithTheReason() {
        given().header("Authorization", Tokens.bearer("default", "boss", "admin"))
                .get("/api/performance/application")
                .then()
                .statusCode(200)
                .time(lessThan(2_000L))
                .body("status", equalTo("success"))
                .body("data.uptime", nullValue())
                .body("data.requests", nullValue())
                .body("data.errors", nullValue())
                .body("data.avgResponseTime", nullValue())
                .body("data.cpu", nullValue())
                .body("data.memory", nullValue())
                .body("data.activeUsers", nullValue())
                .body("data.replicas", nullValue())
                .body("data.logs", nullValue())
                .body(
                        "data.unavailable.field",
                        hasItems(
                                "uptime",
                                "requests",
                                "errors",
                                "avgResponseTime",
                                "cpu",
                                "memory",
                                "activeUsers",
                                "replicas",
                                "logs"))
                .body("data.unavailable.reason", everyItem(containsString("Redis")))
                .body("data.unavailable.remedy", everyItem(not(blankString())));
        given().header("Authorization", Tokens.bearer("default", "boss", "admin"))
                .get("/api/v1/analytics/metrics/system")
                .then()
                .statusCode(200)
                .body("data.cpu_usage_percent", nullValue())
                .body("data.queue_depth", nullValue())
                .body("data.unavailable.field", hasItems("cpu_usage_percent", "queue_depth"));
    }

    @Test
    void linesThatCannotBeLeftAreDroppedAndCounted() {
        var log = Logger.getLogger("io.opscope.monitoring.Test");
        var began = System.nanoTime();
        for (int i = 0; i < LINES; i++) {
            log.infof("line %d", i);
        }
        // each of them written to the console as well; a wait for Redis would be 250 ms
        var millis = (System.nanoTime() - began) / 1e6;
        assertTrue(millis < 10_000, LINES + " lines took " + millis + " ms");
        var dropped = meters.find("opscope.tail.dropped").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertTrue(dropped >= 100, dropped + " dropped");
    }
}
