package io.opscope.metrics.live.socketio;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.metrics.Sender;
import io.opscope.metrics.live.TextSocket;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SocketIoTest {

    private static final String ADDRESS = "/socket.io/?EIO=4&transport=polling";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final Sender sender = new Sender();
    private final List<String> polled = new ArrayList<>();
    private final String boss = Tokens.bearer(sender.tenant(), "boss", "admin");

    @TestHTTPResource("/socket.io/")
    URI address;

    @Test
    void pollingTellsWhatIsAskedFor() {
        sender.send(
                "transactions",
                List.of(Sender.record(
                        "id",
                        "t",
                        "status",
                        "paid",
                        "amount",
                        5,
                        "created_at",
                        Instant.now().toString())));
        var sid = opened();
        post(sid, "40");
        assertTrue(polledUntil(sid, "40{").contains("\"sid\""));
        post(sid, "42[\"join_admin_room\"]\u001e42[\"request_live_update\"]");
        assertTrue(polledUntil(sid, "42[\"status\",{", "\"joined\":true").contains("admin"));
        assertTrue(polledUntil(sid, "42[\"live_update\",{").contains("\"id\":\"t\""));
        assertTrue(polledUntil(sid, "42[\"metrics:realtime\",{").contains("\"messages_per_second\""));
    }

    @Test
    void anEventThatAsksForAReceiptGetsOne() {
        var sid = opened();
        post(sid, "40");
        post(sid, "427[\"join_admin_room\"]");
        polledUntil(sid, "437[]");
    }

    @Test
    void theHandshakeTellsTheRules() {
        var open = get(boss, "").asString();
        assertTrue(open.startsWith("0{"), open);
        assertTrue(open.contains("\"upgrades\":[\"websocket\"]"), open);
        assertTrue(open.contains("\"pingInterval\":25000,\"pingTimeout\":20000"), open);
    }

    @Test
    void onlyWhoOpenedAConnectionMayGoOnWithIt() {
        var sid = opened();
        var other = Tokens.bearer(sender.tenant(), "other", "admin");
        assertEquals(400, get(other, "&sid=" + sid).statusCode());
        assertEquals(400, get(boss, "&sid=made-up").statusCode());
        given().header("Authorization", other)
                .body("41")
                .post(ADDRESS + "&sid=" + sid)
                .then()
                .statusCode(400);
    }

    @Test
    void withoutAnIdentityThereIsNoConnection() {
        given().get(ADDRESS).then().statusCode(401);
        given().header("Authorization", "Bearer nonsense").get(ADDRESS).then().statusCode(401);
        assertEquals(
                403, get(Tokens.bearer(sender.tenant(), "sender", "ingest"), "").statusCode());
    }

    @Test
    void whatIsNotSpokenIsRefused() {
        given().header("Authorization", boss)
                .get("/socket.io/?EIO=3&transport=polling")
                .then()
                .statusCode(400);
        given().header("Authorization", boss)
                .get("/socket.io/?EIO=4&transport=pigeon")
                .then()
                .statusCode(400);
        var sid = opened();
        post(sid, "40/other,");
        polledUntil(sid, "44/other,{\"message\":\"Invalid namespace\"}");
        given().header("Authorization", boss)
                .body("4".repeat(20_000))
                .post(ADDRESS + "&sid=" + sid)
                .then()
                .statusCode(413);
        post(sid, "45-[\"binary\"]");
        assertEquals(400, get(boss, "&sid=" + sid).statusCode());
    }

    @Test
    void aTokenOfAnotherUserIsNotTakenFromTheConnectPacket() {
        var sid = opened();
        var other = Tokens.bearer(sender.tenant(), "other", "admin").substring("Bearer ".length());
        post(sid, "40{\"token\":\"" + other + "\"}");
        polledUntil(sid, "44{\"message\"");
        post(sid, "40{\"token\":\"" + boss.substring("Bearer ".length()) + "\"}");
        polledUntil(sid, "40{\"sid\"");
    }

    @Test
    void aWebSocketAloneDoesAsWell() {
        try (var line = new Line("?EIO=4&transport=websocket")) {
            line.heard("0{");
            line.say("40");
            line.heard("40{");
            line.say("42[\"request_live_update\"]");
            line.heard("42[\"live_update\",{");
        }
    }

    @Test
    void pollingChangesOverToAWebSocket() {
        var sid = opened();
        post(sid, "40");
        polledUntil(sid, "40{");
        try (var line = new Line("?EIO=4&transport=websocket&sid=" + sid)) {
            line.say("2probe");
            line.heard("3probe");
            line.say("5");
            line.say("42[\"request_live_update\"]");
            line.heard("42[\"live_update\",{");
            assertEquals(400, get(boss, "&sid=" + sid).statusCode());
        }
    }

    @Test
    void whoComesBackIsShownWhatTheyMissed() {
        var first = opened();
        post(first, "40");
        post(first, "42[\"request_live_update\"]");
        var update = polledUntil(first, "42[\"live_update\",{");
        var seq = update.substring(update.lastIndexOf(',') + 1, update.length() - 1);
        post(first, "41");
        sender.send(
                "transactions",
                List.of(Sender.record(
                        "id",
                        "missed",
                        "status",
                        "paid",
                        "amount",
                        5,
                        "created_at",
                        Instant.now().toString())));
        try (var other = new Line("?EIO=4&transport=websocket")) {
            other.say("40");
            other.heard("40{");
            other.say("42[\"request_live_update\"]");
            other.heard("42[\"live_update\",{");
        }
        polled.clear();
        var again = opened("&since=" + seq);
        post(again, "40");
        polledUntil(again, "42[\"live_update\",{", "\"newTransactions\":[{\"id\":\"missed\"");
    }

    @Test
    void whoTakesNothingIsLetGoAndNobodyElseNotices() {
        var stalled = opened();
        post(stalled, "40");
        try (var other = new Line("?EIO=4&transport=websocket")) {
            other.say("40");
            other.heard("40{");
            // each is answered, and nobody fetches the answers
            post(stalled, String.join("\u001e", Collections.nCopies(200, "42[\"dance\"]")));
            assertEquals(400, get(boss, "&sid=" + stalled).statusCode());
            other.say("42[\"request_live_update\"]");
            other.heard("42[\"live_update\",{");
        }
    }

    @Test
    void itIsClosedWhenTheTokenExpires() {
        var claims = Tokens.claims(sender.tenant(), "boss", "admin");
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 2));
        try (var line = new Line("?EIO=4&transport=websocket", "Bearer " + Tokens.token(claims))) {
            line.say("40");
            line.heard("40{");
            await().atMost(Duration.ofSeconds(6)).until(line.closed()::isDone);
            assertEquals(1008, line.closed().join());
        }
    }

    private String opened() {
        return opened("");
    }

    private String opened(String more) {
        var sid = SID.matcher(get(boss, more).asString());
        assertTrue(sid.find());
        return sid.group(1);
    }

    private static Response get(String authorization, String more) {
        return given().header("Authorization", authorization).get(ADDRESS + more);
    }

    private void post(String sid, String payload) {
        given().header("Authorization", boss)
                .contentType("text/plain;charset=UTF-8")
                .body(payload)
                .post(ADDRESS + "&sid=" + sid)
                .then()
                .statusCode(200);
    }

    /** Polls until a packet has come that begins with this and contains that. */
    private String polledUntil(String sid, String beginning, String... parts) {
        for (int poll = 0; poll < 20; poll++) {
            var found = polled.stream()
                    .filter(packet -> packet.startsWith(beginning)
                            && List.of(parts).stream().allMatch(packet::contains))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            polled.addAll(List.of(get(boss, "&sid=" + sid).asString().split("\u001e")));
        }
        throw new AssertionError("No packet " + beginning + " in " + polled);
    }

    /** A WebSocket that speaks Engine.IO. */
    private final class Line implements AutoCloseable {

        private final List<String> packets = new CopyOnWriteArrayList<>();
        private final TextSocket socket;

        Line(String query) {
            this(query, boss);
        }

        Line(String query, String authorization) {
            socket = new TextSocket(URI.create(address + query), authorization, 1, packets::add);
        }

        void say(String packet) {
            socket.say(packet);
        }

        void heard(String beginning) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> packets.stream().anyMatch(packet -> packet.startsWith(beginning)));
        }

        CompletableFuture<Integer> closed() {
            return socket.closed();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
