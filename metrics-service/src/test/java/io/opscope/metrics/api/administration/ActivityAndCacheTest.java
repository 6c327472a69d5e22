package io.opscope.metrics.api.administration;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ActivityAndCacheTest {

    private static final String ACTIVITY = "/admin/api/user-activity";

    @Inject
    RedisDataSource redis;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void whatPeopleDidIsToldByPersonHourAndAction() {
        sender.send(
                "activities",
                List.of(
                        activity("1", "ann", "upload", 60),
                        activity("2", "bob", "vectorization", 120),
                        activity("3", "ann", "upload", 180),
                        activity("4", "eve", "upload", 86_400 * 3)));
        var threeDaysAgo = now.minus(3, ChronoUnit.DAYS).atZone(ZoneOffset.UTC);
        sender.get(ACTIVITY + "?limit=3")
                .statusCode(200)
                .body("activeUsers", is(2))
                .body("feed.userId", contains("ann", "bob", "ann"))
                .body("feed[0].action", is("upload"))
                .body("feed[0].resource", is("thing 1"))
                .body("heatmap", hasSize(168))
                .body("heatmap.sum { it.count }", is(4))
                .body(
                        "heatmap.find { it.dayOfWeek == "
                                + threeDaysAgo.getDayOfWeek().getValue() + " && it.hour == " + threeDaysAgo.getHour()
                                + " }.count",
                        is(1))
                .body("byAction.action", contains("upload", "vectorization"))
                .body("byAction.count", contains(3, 1))
                .body("conversions.userId", contains("bob"));
        sender.as("ann", "user").get(ACTIVITY).then().statusCode(403);
    }

    @Test
    void theCachesTellWhatTheySparedTheDatabaseAndForgetWhenTold() {
        sender.send("jobs", List.of(record("id", "1", "created_at", now.toString())));
        sender.get("/analytics/recent-jobs");
        sender.get("/analytics/recent-jobs");
        sender.get("/admin/api/cache/stats")
                .statusCode(200)
                .body("service", is("metrics"))
                .body("caches.find { it.cache == 'recent-jobs' }.hits", greaterThan(0))
                .body("caches.find { it.cache == 'recent-jobs' }.loads", greaterThan(0))
                .body("caches.find { it.cache == 'recent-jobs' }.entries", greaterThan(0))
                .body("caches.find { it.cache == 'recent-jobs' }.bytes", greaterThan(0))
                .body("caches.find { it.cache == 'recent-jobs' }.databaseQueriesAvoided", greaterThan(0));

        sender.as("boss", "admin")
                .post("/admin/api/cache/clear")
                .then()
                .statusCode(200)
                .body("cleared", is("all"));

        sender.get("/analytics/recent-jobs").header("Cache-Status", containsString("miss"));
        sender.as("ann", "viewer").post("/admin/api/cache/clear").then().statusCode(403);
    }

    @Test
    void theCachesOfAllReplicasAreAddedUp() {
        // Given another replica that served three of four answers from its cache, and one that is gone
        var address = await().until(
                        () -> redis.key().keys("opscope:cache-readings:metrics:*").stream()
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        redis.hash(String.class).hset(address, "another", reading("another", now.plusSeconds(5)));
        redis.hash(String.class).hset(address, "gone", reading("gone", now.minusSeconds(60)));
        // When and then; a replica whose Redis does not answer at once tells of itself alone
        await().untilAsserted(() -> sender.get("/admin/api/cache/stats")
                .statusCode(200)
                .body("replicas", hasSize(2))
                .body("replicas.replica", hasItem("another"))
                .body("caches.find { it.cache == 'elsewhere' }.hits", is(2))
                .body("caches.find { it.cache == 'elsewhere' }.coalesced", is(1))
                .body("caches.find { it.cache == 'elsewhere' }.databaseQueriesAvoided", is(3)));
        redis.hash(String.class).hdel(address, "another");
    }

    @Test
    void clearingReachesEveryReplica() {
        sender.send("jobs", List.of(record("id", "1", "created_at", now.toString())));
        // another replica looks at the marks in the database, as this one does
        var before = marks();
        sender.as("boss", "admin")
                .post("/admin/api/cache/clear?cache=recent-jobs")
                .then()
                .statusCode(200)
                .body("cleared", is("recent-jobs"));
        org.junit.jupiter.api.Assertions.assertTrue(marks() > before);
    }

    @Test
    void clearingOneCacheLeavesTheOthers() {
        // Given
        sender.send("jobs", List.of(record("id", "1", "created_at", now.toString())));
        var cached = List.of("/analytics/recent-jobs", "/analytics/performance", "/admin/api/analytics/revenue");
        // clearing looks at what came in, which would make answers old that are there by then
        sender.as("boss", "admin").post("/admin/api/cache/clear").then().statusCode(200);
        for (var address : cached) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> sender.get(address).header("Cache-Status", containsString("hit")));
        }
        // When
        sender.as("boss", "admin")
                .post("/admin/api/cache/clear?cache=recent-jobs")
                .then()
                .statusCode(200)
                .body("cleared", is("recent-jobs"));
        // Then
        sender.get(cached.get(0)).header("Cache-Status", containsString("miss"));
        sender.get(cached.get(1)).header("Cache-Status", containsString("hit"));
        sender.get(cached.get(2)).header("Cache-Status", containsString("hit"));
    }

    @Test
    void whatNoCacheIsCalledIsRefused() {
        sender.as("boss", "admin")
                .post("/admin/api/cache/clear?cache=recent")
                .then()
                .statusCode(400)
                .body("parameter", is("cache"))
                .body("value", is("recent"))
                .body("allowed", containsString("job-performance, "));
    }

    private long marks() {
        return Recounted.number(
                sender.tenant(),
                "SELECT coalesce(sum(mark), 0)::bigint AS n FROM ingest_mark WHERE tenant_id = :tenant AND family_id < 0");
    }

    private static String reading(String replica, Instant at) {
        return """
                {"replica":"%s","at":"%s","caches":[{"cache":"elsewhere","hits":2,"misses":1,"ratio":0.75,"entries":1,
                 "bytes":10,"loads":1,"coalesced":1,"staleServed":0,"databaseQueriesAvoided":3}]}""".formatted(replica, at);
    }

    private Map<String, Object> activity(String id, String user, String action, long secondsAgo) {
        return record(
                "id", id,
                "user_id", user,
                "action", action,
                "resource", "thing " + id,
                "at", now.minusSeconds(secondsAgo).toString());
    }
}
