package io.opscope.monitoring.application;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.reading.BacklogReading;
import io.opscope.kit.reading.DatabaseReading;
import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.HostReading;
import io.opscope.kit.reading.NetworkReading;
import io.opscope.kit.reading.PoolReading;
import io.opscope.kit.reading.ProcessReading;
import io.opscope.kit.reading.Reading;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.reading.Space;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.alert.SuiteForTests;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What the page of the data platform reads of the suite and of products. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class ApplicationResourceTest {

    private static final String APPLICATION = "/api/performance/application";
    private static final Duration SOON = Duration.ofSeconds(12);

    private final String tenant = "t-" + UUID.randomUUID();

    SuiteForTests.State suite;

    @Inject
    Readings readings;

    @Inject
    RedisDataSource redis;

    @Inject
    ObjectMapper json;

    @Inject
    Installation installation;

    @Test
    void whatTwoReplicasLeaveIsAddedUpUntilTheyAreGone() {
        var path = "/" + UUID.randomUUID() + "/{id}";
        // of 20 requests one took 400 ms, 19 in the other replica took 10 ms: 95 % took 10 ms, and not their mean of
        // 205
        var quick = left("quick", path, new EndpointReading("PUT", path, 19, 0, 190, 10, Map.of(107, 19L)));
        var slow = left("slow", path, new EndpointReading("PUT", path, 1, 1, 400, 400, Map.of(149, 1L)));
        await().atMost(SOON).until(() -> isKnown(path, 20));
        var its = "data.endpoints.find { it.endpoint == 'PUT " + path + "' }.";
        operator()
                .get(APPLICATION)
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body(its + "requests", equalTo(20))
                .body(its + "errors", equalTo(1))
                .body(its + "avgResponseTime", equalTo(29.5f))
                .body(its + "p95ResponseTime", equalTo(10.62f))
                .body("data.requests", greaterThanOrEqualTo(20))
                .body("data.errors", greaterThanOrEqualTo(1))
                .body("data.windowSeconds", equalTo(300))
                .body("data.uptime", matchesPattern("\\d+d \\d+h \\d+m"))
                .body("data.uptimeSeconds", greaterThanOrEqualTo(0))
                .body("data.avgResponseTime", greaterThan(0f))
                .body("data.p95ResponseTime", greaterThan(0f))
                .body("data.cpu", notNullValue())
                .body("data.memory", greaterThan(0f))
                .body("data.disk", greaterThan(0f))
                .body("data.networkMbps", notNullValue())
                .body("data.queues.find { it.name == 'test' }.depth", equalTo(8))
                .body("data.queueDepth", greaterThanOrEqualTo(8))
                .body("data.pools.find { it.name == 'test' }.active", equalTo(6))
                .body("data.pools.find { it.name == 'test' }.size", equalTo(20))
                .body("data.pools.name", hasItems("database", "requests", "test", "workers"))
                .body("data.pools.find { it.name == 'workers' }.size", greaterThanOrEqualTo(1))
                .body("data.queues.name", hasItems("requests", "alerts"))
                .body("data.replicas.replica", hasItems(quick, slow))
                .body("data.replicas.find { it.replica == '" + slow + "' }.errors", equalTo(1))
                .body("data.replicas.find { it.replica == '" + slow + "' }.processMemoryBytes", equalTo(1000))
                .body("data.replicas.find { it.replica == '" + slow + "' }.memory", equalTo(25.0f))
                .body("data.replicas.find { it.replica == '" + slow + "' }.uptimeSeconds", greaterThanOrEqualTo(60))
                .body("data.replicas.service", hasItem("opscope-monitoring"))
                .body("data.unavailable.field", not(hasItems("cpu", "logs")));
        // one says nothing any more, the other says something else
        redis.hash(String.class).hdel(address(), slow);
        await().atMost(SOON).until(() -> isKnown(path, 19));
        operator()
                .get(APPLICATION)
                .then()
                .body("data.replicas.replica", not(hasItem(slow)))
                .body(its + "requests", equalTo(19));
        redis.hash(String.class).hdel(address(), quick);
    }

    @Test
    void whatIsLoggedIsShownByLevelAndSource() {
        var word = "w" + UUID.randomUUID().toString().replace("-", "");
        var hostile = word + " <script>alert(1)</script>\u0000\u001b[31mred\u001b[0m\nsecond line password=canary42 "
                + "x".repeat(1_000_000);
        Logger.getLogger("io.opscope.kit.sql.Test").warn(hostile);
        Logger.getLogger("io.opscope.gateway.identity.Test")
                .error(word + " failed", new IllegalStateException("canary42"));
        Logger.getLogger("io.opscope.monitoring.TestJob").info(word + " done");
        Logger.getLogger("io.opscope.monitoring.TestJob").debug(word + " in detail");
        await().atMost(SOON).until(() -> lines("", word).size() == 3);
        assertEquals(List.of(word + " failed"), lines("?level=error", word));
        assertEquals(List.of(word + " failed"), lines("?level=error&source=auth", word));
        assertEquals(List.of(word + " done"), lines("?source=scheduler", word));
        assertEquals(List.of(), lines("?level=error&source=scheduler", word));
        assertEquals(List.of(), lines("?level=critical", word));
        var shown = lines("?level=warning&source=database", word).get(0);
        assertTrue(shown.startsWith(word + " <script>alert(1)</script> red second line password=… xxx"), shown);
        assertEquals(1000, shown.length());
        operator()
                .get(APPLICATION + "?level=error")
                .then()
                .body("data.logs.size()", lessThanOrEqualTo(100))
                .body("data.logs.level", everyItem(equalTo("error")))
                .body(
                        "data.logs.find { it.message == '" + word + " failed' }.details",
                        allOf(
                                hasEntry("service", (Object) "opscope-monitoring"),
                                hasEntry("cause", (Object) "java.lang.IllegalStateException"),
                                hasEntry("logger", (Object) "io.opscope.gateway.identity.Test")));
        assertFalse(operator().get(APPLICATION).asString().contains("canary42"));
    }

    @Test
    void whatMayTellOfOtherTenantsIsShownToOperatorsAlone() {
        for (var caller : List.of(as("default", "viewer"), as(tenant, "admin"), as(tenant, "viewer"))) {
            caller.get(APPLICATION)
                    .then()
                    .statusCode(200)
                    .body("data.logs", nullValue())
                    .body("data.activeUsers", nullValue())
                    .body("data.requests", notNullValue())
                    .body("data.unavailable.field", hasItems("logs", "activeUsers"));
        }
        as(tenant, "user").get(APPLICATION).then().statusCode(403);
        given().get(APPLICATION).then().statusCode(401);
    }

    @Test
    void whoAskedForSomethingLatelyIsCountedOnce() {
        for (int i = 0; i < 3; i++) {
            as(tenant, "viewer").get(APPLICATION).then().statusCode(200);
        }
        await().atMost(SOON).until(() -> activeUsers() > 0);
        var before = activeUsers();
        for (int i = 0; i < 40; i++) {
            given().header("Authorization", Tokens.bearer(tenant, "user-" + i, "viewer"))
                    .get(APPLICATION)
                    .then()
                    .statusCode(200);
        }
        // a sketch is about 1 % off, and other tests ask as well
        await().atMost(SOON).until(() -> activeUsers() >= before + 38);
    }

    @Test
    void levelsAndSourcesAndNamesThatAreNoneAreRefused() {
        operator().get(APPLICATION + "?level=loud").then().statusCode(400).body("allowed", containsString("warning"));
        operator().get(APPLICATION + "?source=kitchen").then().statusCode(400);
        for (var name : List.of(" ", "\0", "a\0b", "x".repeat(201))) {
            operator().queryParam("app", name).get(APPLICATION).then().statusCode(400);
        }
    }

    @Test
    void aProductIsShownAsItSentItself() {
        suite.product(tenant, "shop", """
                {"measured": [
                   {"name": "response_time_ms", "values": 20, "total": 590, "average": 29.5, "p95": 10},
                   {"name": "errors", "values": 2, "total": 3, "average": 1.5, "p95": 2},
                   {"name": "cpu_percent", "values": 3, "total": 120, "average": 40, "p95": 60}],
                 "endpoints": [
                   {"name": "response_time_ms", "label": "GET /orders", "values": 20, "total": 590, "p95": 10,
                    "latest": 10, "latestAt": "2026-03-01T10:00:00Z"},
                   {"name": "errors", "label": "GET /orders", "values": 2, "total": 3, "p95": 2,
                    "latest": 2, "latestAt": "2026-03-01T10:00:00Z"},
                   {"name": "cpu_percent", "label": null, "values": 3, "total": 120, "p95": 60,
                    "latest": 60, "latestAt": "2026-03-01T10:00:00Z"}],
                 "replicas": [
                   {"name": "cpu_percent", "label": "one", "values": 2, "total": 60, "p95": 40,
                    "latest": 40, "latestAt": "2026-03-01T10:00:00Z"},
                   {"name": "cpu_percent", "label": "<b>two</b>\\n", "values": 1, "total": 60, "p95": 60,
                    "latest": 60, "latestAt": "2026-03-01T10:00:01Z"},
                   {"name": "queue_depth", "label": "one", "values": 1, "total": 5, "p95": 5,
                    "latest": 5, "latestAt": "2026-03-01T10:00:00Z"},
                   {"name": "uptime_seconds", "label": "one", "values": 1, "total": 90061, "p95": 90061,
                    "latest": 90061, "latestAt": "2026-03-01T10:00:00Z"}],
                 "lines": [
                   {"at": "2026-03-01T10:00:00Z", "level": "error", "source": "api",
                    "message": "\\u001b[31mbroken\\u001b[0m\\nagain", "details": {"order": 7}}],
                 "linesComplete": true}
                """);
        as(tenant, "viewer")
                .get(APPLICATION + "?app=shop&level=error&source=api")
                .then()
                .statusCode(200)
                .body("data.uptime", equalTo("1d 1h 1m"))
                .body("data.uptimeSeconds", equalTo(90061))
                .body("data.requests", equalTo(20))
                .body("data.errors", equalTo(3))
                .body("data.avgResponseTime", equalTo(29.5f))
                .body("data.p95ResponseTime", equalTo(10.0f))
                .body("data.cpu", equalTo(50.0f))
                .body("data.memory", nullValue())
                .body("data.queueDepth", equalTo(5))
                .body("data.endpoints", hasSize(1))
                .body("data.endpoints[0].endpoint", equalTo("GET /orders"))
                .body("data.endpoints[0].requests", equalTo(20))
                .body("data.endpoints[0].errors", equalTo(3))
                .body("data.endpoints[0].p95ResponseTime", equalTo(10.0f))
                .body("data.replicas.replica", containsInAnyOrder("one", "<b>two</b>"))
                .body("data.replicas.find { it.replica == 'one' }.cpu", equalTo(40.0f))
                .body("data.logs.message", contains("broken again"))
                .body("data.logs[0].details.order", equalTo(7))
                .body("data.logs[0].timestamp", equalTo("2026-03-01T10:00:00Z"))
                .body(
                        "data.unavailable.field",
                        containsInAnyOrder("memory", "disk", "networkMbps", "activeUsers", "pools"))
                .body(
                        "data.unavailable.find { it.field == 'memory' }.remedy",
                        equalTo("Send measurements named memory_percent"));
        assertEquals("app=shop&seconds=300&level=error&source=api", suite.query(tenant));
    }

    @Test
    void aProductThatNobodyKnowsOrThatIsAnothersHasNothingButReasons() {
        suite.product("other-" + tenant, "shop", "{\"measured\":[{\"name\":\"errors\",\"values\":1}],\"lines\":[]}");
        of("shop")
                .body("data.requests", nullValue())
                .body("data.errors", nullValue())
                .body("data.logs", empty())
                .body("data.unavailable.field", hasItems("requests", "errors", "cpu", "endpoints", "replicas"));
        var hostile = "<b>&seconds=1&app=other #'\" \u001b[31m\n";
        of(hostile).body("data.requests", nullValue());
        assertEquals("app=" + hostile + "&seconds=300", suite.query(tenant));
    }

    @Test
    void whileTheMetricsServiceIsAwayAProductHasNothingButReasons() {
        suite.away(tenant, true);
        of("shop")
                .body("data.logs", nullValue())
                .body("data.requests", nullValue())
                .body("data.unavailable.field", hasItems("logs", "requests"))
                .body("data.unavailable[0].reason", equalTo("The metrics service answered with status 503"));
        suite.away(tenant, false);
        suite.refuse(tenant, 403);
        of("shop")
                .body("data.logs", nullValue())
                .body("data.unavailable.reason", everyItem(equalTo("The metrics service answered with status 403")))
                .body("data.unavailable.remedy", everyItem(not(blankString())));
        suite.refuse(tenant, 200);
        of("shop")
                .body(
                        "data.unavailable[0].reason",
                        equalTo("The metrics service gave an answer that is not understood"));
    }

    @Test
    void whatIsBeingAnsweredTakesOneOfTheThreads() throws Exception {
        var path = APPLICATION + "?app=slow";
        var seen = new AtomicBoolean();
        suite.hold(tenant);
        try {
            // each waits for as long as the metrics service is waited for
            var asking = CompletableFuture.runAsync(() -> {
                while (!seen.get()) {
                    as(tenant, "admin").get(path).then().statusCode(200);
                }
            });
            await().atMost(SOON).until(() -> requestsPool("active") >= 1);
            seen.set(true);
            assertTrue(requestsPool("size") >= 8);
            asking.get();
        } finally {
            seen.set(true);
            suite.letGo(tenant);
        }
        await().atMost(SOON).until(() -> requestsPool("active") == 0);
    }

    private long requestsPool(String field) {
        return readings.suite().pools().stream()
                .filter(pool -> pool.name().equals("requests"))
                .mapToLong(pool -> field.equals("size") ? pool.size() : pool.active())
                .sum();
    }

    @Test
    void theMessagingPlatformReadsTheSystemInItsOwnWords() {
        await().atMost(SOON).until(() -> !readings.suite().pools().isEmpty());
        as(tenant, "viewer")
                .get("/api/v1/analytics/metrics/system")
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("data.cpu_usage_percent", notNullValue())
                .body("data.memory_usage_percent", greaterThan(0f))
                .body("data.disk_usage_percent", greaterThan(0f))
                .body("data.network_throughput_mbps", notNullValue())
                .body("data.active_connections", greaterThanOrEqualTo(0))
                .body("data.db_connection_pool_size", greaterThanOrEqualTo(24))
                .body("data.db_active_connections", greaterThanOrEqualTo(0))
                .body("data.queue_depth", greaterThanOrEqualTo(0))
                .body("data.unavailable", empty());
        as(tenant, "user").get("/api/v1/analytics/metrics/system").then().statusCode(403);
    }

    private ValidatableResponse of(String app) {
        return as(tenant, "admin")
                .queryParam("app", app)
                .get(APPLICATION)
                .then()
                .statusCode(200);
    }

    private List<String> lines(String query, String word) {
        List<String> messages =
                operator().get(APPLICATION + query).then().extract().path("data.logs.message");
        return messages.stream().filter(message -> message.startsWith(word)).toList();
    }

    private int activeUsers() {
        Integer users = operator().get(APPLICATION).then().extract().path("data.activeUsers");
        return users == null ? 0 : users;
    }

    private static RequestSpecification operator() {
        return as("default", "admin");
    }

    private static RequestSpecification as(String tenant, String role) {
        return given().header("Authorization", Tokens.bearer(tenant, "somebody-" + role, role));
    }

    private boolean isKnown(String path, long requests) {
        return readings.suite().endpoints().stream()
                .anyMatch(endpoint -> endpoint.path().equals(path) && endpoint.count() == requests);
    }

    /** As another replica leaves it, on a machine of its own. */
    private String left(String word, String path, EndpointReading endpoint) {
        var replica = word + "-" + UUID.randomUUID();
        var now = Instant.now();
        var reading = new Reading(
                replica,
                "opscope-" + word,
                now.plusSeconds(60),
                new HostReading(replica, 2, 10.0, new Space(25, 100), new Space(10, 100)),
                3L,
                List.of(endpoint),
                new DatabaseReading(1, 2, 3, 0),
                new ProcessReading(
                        now.minusSeconds(60),
                        1.0,
                        1_000L,
                        new NetworkReading(replica, 1_000, 1_000),
                        List.of(new PoolReading("test", 3, 10)),
                        List.of(new BacklogReading("test", 4, false))));
        try {
            redis.hash(String.class).hset(address(), replica, json.writeValueAsString(reading));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return replica;
    }

    private String address() {
        return "opscope:readings:" + installation.name();
    }
}
