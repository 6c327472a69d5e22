package io.opscope.metrics.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
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
        try (var watcher = new Watcher(Tokens.bearer(tenant, "boss", "admin"))) {
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
    void whoJoinedTheRoomIsSentUpdatesUntilTheyLeave() {
        try (var watcher = new Watcher(Tokens.bearer(tenant, "boss", "viewer"))) {
            watcher.say("join_admin_room");
            var first = watcher.heard("live_update").get("seq").asLong();
            assertTrue(first > 0);
            watcher.say("leave_admin_room");
            await().atMost(Duration.ofSeconds(10)).until(() -> watcher.frames.stream()
                    .anyMatch(frame -> frame.at("/data/joined").isBoolean()
                            && !frame.at("/data/joined").asBoolean()));
        }
    }

    @Test
    void aPlainUserSeesOnlyTheirOwnAndMayNotJoin() {
        ingest("jobs", "{\"id\":\"mine\",\"user_id\":\"ann\",\"status\":\"completed\"," + justNow() + "}");
        ingest("jobs", "{\"id\":\"theirs\",\"user_id\":\"bob\",\"status\":\"completed\"," + justNow() + "}");
        try (var watcher = new Watcher(Tokens.bearer(tenant, "ann", "user"))) {
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
        try (var watcher = new Watcher(Tokens.bearer(tenant, "boss", "admin"))) {
            watcher.say("dance");
            assertTrue(watcher.heard("error").at("/data/detail").asText().contains("join_admin_room"));
        }
    }

    @Test
    void withoutATokenThereIsNoSocket() {
        assertThrows(CompletionException.class, () -> new Watcher("Bearer nonsense"));
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

    private final class Watcher implements WebSocket.Listener, AutoCloseable {

        private final ObjectMapper json = new ObjectMapper();
        private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
        private final StringBuilder parts = new StringBuilder();
        private final WebSocket socket;

        Watcher(String authorization) {
            var ws = URI.create(address.toString().replaceFirst("^http", "ws"));
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Authorization", authorization)
                    .buildAsync(ws, this)
                    .join();
        }

        void say(String event) {
            socket.sendText("{\"event\":\"" + event + "\"}", true).join();
        }

        JsonNode heard(String event) {
            return await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> frames.stream()
                                    .filter(frame ->
                                            frame.path("event").asText().equals(event))
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                try {
                    frames.add(json.readTree(parts.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
