package io.opscope.metrics.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LiveSocketTest {

    private final String tenant = "live-" + UUID.randomUUID();

    @TestHTTPResource("/ws/live")
    URI address;

    @Test
    void anUpdateShowsWhatWasJustSent() {
        ingest(
                "jobs",
                "{\"id\":\"j\",\"user_id\":\"ann\",\"tool\":\"crawler\",\"status\":\"failed\"," + justNow() + "}");
        ingest(
                "transactions",
                "{\"id\":\"t\",\"user_id\":\"ann\",\"status\":\"paid\",\"amount\":12.5," + justNow() + "}");
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.say("request_live_update");
            var data = watcher.heard("live_update").get("data");
            assertEquals(1, data.at("/jobs/lastHour/failed").asLong());
            assertEquals(0, data.at("/jobs/lastHour/successRate").asInt());
            assertEquals("crawler", data.at("/recentJobs/0/tool").asText());
            assertEquals(12.5, data.at("/revenue/lastHour").asDouble());
            assertEquals("USD", data.at("/revenue/currency").asText());
            assertEquals("t", data.at("/transactions/recent/0/id").asText());
        }
    }

    @Test
    void anUpdateShowsHowTheSuiteDoesToThoseWhoSeeEverything() {
        try (var boss = new Spectator(address, Tokens.bearer(tenant, "boss", "viewer"));
                var ann = new Spectator(address, Tokens.bearer(tenant, "ann", "user"))) {
            boss.say("join_admin_room");
            var shown = boss.heard("live_update", frame -> frame.at("/data/system/cpuPercent")
                            .isNumber())
                    .get("data");
            assertTrue(shown.at("/responseTime/avgMs").isNumber(), shown.toString());
            assertTrue(shown.at("/endpoints").isArray());
            assertTrue(shown.at("/database/activeConnections").isNumber());
            assertFalse(shown.at("/degraded").asBoolean());
            ann.say("request_live_update");
            var own = ann.heard("live_update").get("data");
            assertTrue(own.at("/system/cpuPercent").isNull());
            assertTrue(own.at("/endpoints").isNull());
            assertFalse(own.at("/degraded").asBoolean());
            assertEquals("system", own.at("/unavailable/0/field").asText());
        }
    }

    @Test
    void whoJoinedTheRoomIsSentUpdatesUntilTheyLeave() {
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "viewer"))) {
            watcher.say("join_admin_room");
            var first = watcher.heard("live_update").get("seq").asLong();
            assertTrue(first > 0);
            watcher.say("leave_admin_room");
            await().atMost(Duration.ofSeconds(10)).until(() -> watcher.frames().stream()
                    .anyMatch(frame -> frame.at("/data/joined").isBoolean()
                            && !frame.at("/data/joined").asBoolean()));
        }
    }

    @Test
    void aPlainUserSeesOnlyTheirOwnAndMayNotJoin() {
        ingest("jobs", "{\"id\":\"mine\",\"user_id\":\"ann\",\"status\":\"completed\"," + justNow() + "}");
        ingest("jobs", "{\"id\":\"theirs\",\"user_id\":\"bob\",\"status\":\"completed\"," + justNow() + "}");
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "ann", "user"))) {
            watcher.say("join_admin_room");
            assertTrue(watcher.heard("error").at("/data/detail").asText().contains("admins"));
            watcher.say("request_live_update");
            var data = watcher.heard("live_update").get("data");
            assertEquals(1, data.at("/recentJobs").size());
            assertEquals("mine", data.at("/recentJobs/0/id").asText());
            assertEquals(1, data.at("/jobs/lastHour/total").asLong());
        }
    }

    @Test
    void anUnknownEventIsAnsweredWithThoseThereAre() {
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.say("dance");
            assertTrue(watcher.heard("error").at("/data/detail").asText().contains("join_admin_room"));
        }
    }

    @Test
    void withoutATokenThereIsNoSocket() {
        assertThrows(CompletionException.class, () -> new Spectator(address, "Bearer nonsense"));
    }

    @Test
    void whatIsNewIsToldOnceAndNobodyMissesItForAnothersQuestion() {
        try (var asker = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"));
                var other = new Spectator(address, Tokens.bearer(tenant, "viewer", "viewer"))) {
            asker.heard("metrics:realtime");
            other.heard("metrics:realtime");
            ingest(
                    "transactions",
                    "{\"id\":\"new\",\"user_id\":\"ann\",\"status\":\"paid\",\"amount\":1," + justNow() + "}");
            ingest(
                    "activities",
                    "{\"id\":\"a\",\"user_id\":\"ann\",\"action\":\"vectorization\",\"resource\":\"r\",\"at\":\""
                            + Instant.now() + "\"}");
            asker.say("request_live_update");
            var first = asker.heard("live_update");
            assertEquals("new", first.at("/data/newTransactions/0/id").asText());
            assertEquals(
                    "vectorization", first.at("/data/newActivities/0/action").asText());
            assertEquals(1, first.at("/data/activeUsers").asInt());
            asker.say("request_live_update");
            var second = asker.heard(
                    "live_update",
                    frame -> frame.get("seq").asLong() > first.get("seq").asLong());
            assertEquals(0, second.at("/data/newTransactions").size());
            other.say("request_live_update");
            assertEquals(
                    "new",
                    other.heard("live_update").at("/data/newTransactions/0/id").asText());
        }
    }

    @Test
    void aBurstOfRequestsIsAnsweredOnce() {
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.heard("metrics:realtime");
            IntStream.range(0, 20).forEach(i -> watcher.say("request_live_update"));
            watcher.say("dance");
            watcher.heard("error");
            watcher.heard("live_update");
            var before = watcher.count("metrics:realtime");
            await().atMost(Duration.ofSeconds(20)).until(() -> watcher.count("metrics:realtime") > before);
            assertTrue(watcher.count("live_update") <= 2, "were " + watcher.count("live_update"));
        }
    }

    @Test
    void messagesAreToldToEverybodyAsFarAsTheyMaySeeThem() {
        ingest(
                "messages",
                "{\"id\":\"m\",\"account_id\":\"acme\",\"status\":\"delivered\",\"submitted_at\":\"" + Instant.now()
                        + "\",\"delivered_at\":\"" + Instant.now() + "\"}");
        try (var boss = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"));
                var ann = new Spectator(address, Tokens.bearer(tenant, "ann", "user"))) {
            var all = boss.heard("metrics:realtime").get("data");
            assertEquals(1, all.get("total_messages").asInt());
            assertEquals(100, all.get("delivery_rate_percent").asInt());
            assertEquals(60, all.get("window_seconds").asInt());
            assertEquals(
                    0, ann.heard("metrics:realtime").at("/data/total_messages").asInt());
            ingest(
                    "messages",
                    "{\"id\":\"n\",\"account_id\":\"acme\",\"status\":\"pending\",\"submitted_at\":\"" + Instant.now()
                            + "\"}");
            var later = boss.heard(
                    "metrics:realtime",
                    frame -> frame.at("/data/total_messages").asInt() == 2);
            assertEquals(1, later.at("/data/messages_pending").asInt());
        }
    }

    @Test
    void whoComesBackIsShownWhatTheyMissed() {
        long last;
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.heard("metrics:realtime");
            watcher.say("request_live_update");
            last = watcher.heard("live_update").get("seq").asLong();
            ingest(
                    "transactions",
                    "{\"id\":\"missed\",\"user_id\":\"ann\",\"status\":\"paid\",\"amount\":1," + justNow() + "}");
            watcher.say("request_live_update");
            var seen = last;
            watcher.heard("live_update", frame -> frame.get("seq").asLong() > seen);
        }
        try (var again =
                new Spectator(URI.create(address + "?since=" + last), Tokens.bearer(tenant, "boss", "admin"))) {
            var seen = last;
            var replayed = again.heard("live_update", frame -> frame.get("seq").asLong() > seen);
            assertEquals("missed", replayed.at("/data/newTransactions/0/id").asText());
            assertEquals(0, again.count("gap"));
        }
    }

    @Test
    void whoComesBackTooLateIsToldOfTheGap() {
        try (var watcher =
                new Spectator(URI.create(address + "?since=12345"), Tokens.bearer(tenant, "boss", "admin"))) {
            assertEquals(12345, watcher.heard("gap").at("/data/since").asLong());
        }
    }

    @Test
    void aSocketIsClosedWhenItsTokenExpiresThoughItSaysNothing() {
        var claims = Tokens.claims(tenant, "boss", "admin");
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 2));
        try (var watcher = new Spectator(address, "Bearer " + Tokens.token(claims))) {
            watcher.heard("status");
            await().atMost(Duration.ofSeconds(6)).until(watcher.closed()::isDone);
            assertEquals(1008, watcher.closed().join());
        }
    }

    @Test
    void whoTakesNothingIsLetGoAndNobodyElseNotices() {
        try (var stalled = new Spectator(address, Tokens.bearer(tenant, "stalled", "viewer"), Spectator.TAKES_NOTHING);
                var other = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            stalled.say("join_admin_room");
            other.say("join_admin_room");
            // each is answered with its own name, until the answers fill all that lies between and it is closed
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> isRefused(stalled));
            var before = other.count("live_update");
            await().atMost(Duration.ofSeconds(20)).until(() -> other.count("live_update") >= before + 2);
            assertEquals(0, other.count("gap"));
            assertFalse(other.closed().isDone());
        }
    }

    @Test
    void whoMayOnlySendRecordsHasNothingToWatch() {
        assertThrows(
                CompletionException.class, () -> new Spectator(address, Tokens.bearer(tenant, "sender", "ingest")));
    }

    @Test
    void jobsCarryTheNamesOfTheirTools() {
        given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json")
                .body("{\"name\":\"Gem Portal\"}")
                .put("/api/v1/directory/tools/gem")
                .then()
                .statusCode(200);
        ingest(
                "jobs",
                "{\"id\":\"j\",\"user_id\":\"ann\",\"tool\":\"gem\",\"status\":\"completed\"," + justNow() + "}");
        try (var watcher = new Spectator(address, Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.say("request_live_update");
            var data = watcher.heard("live_update").get("data");
            assertEquals("gem", data.at("/recentJobs/0/tool").asText());
            assertEquals("Gem Portal", data.at("/recentJobs/0/toolName").asText());
        }
    }

    private static boolean isRefused(Spectator stalled) {
        try {
            for (int i = 0; i < 100; i++) {
                stalled.say("x".repeat(4_000));
            }
            return false;
        } catch (CompletionException closed) {
            return true;
        }
    }

    /** A few seconds old and never of the hour or day before. */
    private static String justNow() {
        return "\"created_at\":\"" + Instant.now() + "\"";
    }

    private void ingest(String family, String record) {
        given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                .contentType("application/json")
                .body(record)
                .post("/api/v1/ingest/" + family)
                .then()
                .statusCode(200);
    }
}
