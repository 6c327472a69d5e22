package io.opscope.gateway.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.gateway.GatewayTest;
import io.opscope.kit.testing.MortalRedis;
import io.opscope.kit.testing.SlowLine;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis killed, stopped, cut off and slow under a gateway that goes on. */
@QuarkusTest
@TestProfile(RedisOutageTest.Limited.class)
@WithTestResource(value = MortalRedisForTests.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RedisOutageTest extends GatewayTest {

    private static final int QUESTIONS = 200;
    private static final int ROUNDS = 3;
    private static final Duration PROMISED = Duration.ofMillis(25);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final int PER_SECOND = 20;
    private static final int BURST = 60;
    private static final int KEPT_IN_MEMORY = 10;

    private final HttpClient client = HttpClient.newHttpClient();

    MortalRedis redis;
    SlowLine line;

    @Inject
    MeterRegistry registry;

    @TestHTTPResource(FORWARDED)
    URL forwarded;

    /** A limit for keys that tests reach, one for those that ingest that they do not, and little memory. */
    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "opscope.limit.key",
                    PER_SECOND + "/s burst " + BURST,
                    "opscope.limit.sign-in",
                    "5/m burst 50",
                    "opscope.limit.remembered",
                    "" + KEPT_IN_MEMORY,
                    "opscope.limit.trusted-proxies",
                    "127.0.0.0/8, ::1");
        }
    }

    @AfterEach
    void backToNormal() {
        Awaitility.await().atMost(BACK_WITHIN).until(() -> !countsLocally());
    }

    @Test
    void whileRedisIsKilledNothingFailsOrWaits() throws Exception {
        check("killed", redis::kill, redis::restart);
    }

    @Test
    void whileRedisIsStoppedNothingFailsOrWaits() throws Exception {
        check("stopped", redis::freeze, redis::thaw);
    }

    @Test
    void whileRedisIsSlowNothingFailsOrWaits() throws Exception {
        check("slow by 2 s", () -> line.delay(Duration.ofSeconds(2)), () -> line.delay(Duration.ZERO));
    }

    @Test
    void whileAFirewallDropsWhatGoesToRedisNothingFailsOrWaits() throws Exception {
        check("dropped", line::drop, line::passAgain);
    }

    @Test
    void whileRedisIsStoppedEachGatewayTellsOfTheErrorsThatItSawItself() {
        var admin = asAdmin();
        admin.get("/api/performance/data-sources").then().statusCode(503);
        redis.freeze();
        try {
            admin.get("/admin/api/errors?type=upstream-unavailable")
                    .then()
                    .statusCode(200)
                    .body("degraded", is(true))
                    .body("unavailable", startsWith("Redis does not answer"))
                    .body("errors.service", hasItem("gateway"));
        } finally {
            redis.thaw();
        }
    }

    @Test
    void whileRedisIsStoppedTheLimitIsKeptHere() throws Exception {
        var key = key("62", "user").getString("key");
        redis.freeze();
        try {
            var begin = System.nanoTime();
            var admitted = 0;
            while (System.nanoTime() - begin < Duration.ofSeconds(3).toNanos()) {
                admitted += ask(key) == 200 ? 1 : 0;
            }
            var said = BURST + PER_SECOND * (System.nanoTime() - begin) / 1e9;
            assertTrue(admitted <= 2 * said, admitted + " instead of " + said);
            assertTrue(admitted >= 0.8 * said, admitted + " instead of " + said);
            assertTrue(countsLocally());
            assertTrue(registry.get("opscope.gateway.limit.counted.locally")
                            .tag("limit", "key")
                            .counter()
                            .count()
                    > 0);
        } finally {
            redis.thaw();
        }
    }

    @Test
    void overAnOutageFromBeginningToEndTheLimitIsKept() throws Exception {
        var key = key("62", "user").getString("key");
        var begin = System.nanoTime();
        var admitted = 0;
        for (var step = 0; step < 3; step++) {
            if (step == 1) {
                redis.kill();
            } else if (step == 2) {
                redis.restart();
            }
            var until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < until) {
                admitted += ask(key) == 200 ? 1 : 0;
            }
        }
        var said = BURST + PER_SECOND * (System.nanoTime() - begin) / 1e9;
        assertTrue(admitted <= 2 * said, admitted + " instead of " + said);
        assertTrue(admitted >= 0.8 * said, admitted + " instead of " + said);
    }

    @Test
    void attemptsToSignInThatNobodyCanCountAreRefused() throws Exception {
        redis.freeze();
        try {
            Awaitility.await().atMost(BACK_WITHIN).until(() -> {
                for (var i = 0; i < 4 * KEPT_IN_MEMORY; i++) {
                    attempt("198.51.100." + i);
                }
                return attempt("203.0.113.1") == 503;
            });
            json().header("X-Forwarded-For", "203.0.113.2")
                    .body("{")
                    .post("/api/v1/auth/login")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("/problems/sign-in-uncounted"));
            given().header("X-API-Key", "nonsense").get(FORWARDED).then().statusCode(401);
        } finally {
            redis.thaw();
        }
        Awaitility.await().atMost(BACK_WITHIN).until(() -> attempt("203.0.113.3") == 400);
    }

    private static int attempt(String address) {
        return json().header("X-Forwarded-For", address)
                .body("{")
                .post("/api/v1/auth/login")
                .statusCode();
    }

    /** With and without in turn, so that whatever else the machine does is in both. */
    private void check(String what, Runnable begin, Runnable end) throws Exception {
        var key = key("62", "viewer", "ingest").getString("key");
        var limited = key("62", "user").getString("key");
        p95(key, limited);
        var longer = new ArrayList<Duration>();
        for (var round = 0; round < ROUNDS; round++) {
            var without = p95(key, limited);
            begin.run();
            var with = p95(key, limited);
            assertTrue(countsLocally(), what);
            end.run();
            Awaitility.await().atMost(BACK_WITHIN).until(() -> !countsLocally());
            System.out.printf(
                    "Redis %s: p95 %.1f ms, %.1f ms before%n", what, with.toNanos() / 1e6, without.toNanos() / 1e6);
            longer.add(with.minus(without));
        }
        assertTrue(
                longer.stream().anyMatch(more -> more.compareTo(PROMISED) <= 0), () -> what + ": longer by " + longer);
    }

    /** Of callers within their limit, while others reach theirs: who keeps within it hardly ever needs Redis. */
    private Duration p95(String key, String limited) throws Exception {
        var took = new ArrayList<Long>();
        for (var i = 0; i < QUESTIONS; i++) {
            if (i % 3 == 0) {
                ask(limited);
            }
            var begin = System.nanoTime();
            assertEquals(200, ask(key));
            took.add(System.nanoTime() - begin);
            // the pace of the load
            Thread.sleep(5);
        }
        return Duration.ofNanos(took.stream().sorted().toList().get(QUESTIONS * 95 / 100));
    }

    private int ask(String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(forwarded.toString()))
                .header("X-API-Key", key)
                .timeout(Duration.ofSeconds(5))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private boolean countsLocally() {
        return registry.get("opscope.gateway.limit.local").gauge().value() > 0;
    }
}
