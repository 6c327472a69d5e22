package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.gateway.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebSocketTest extends GatewayTest {

    private static Vertx vertx;

    @TestHTTPResource("/")
    URL gateway;

    @BeforeAll
    static void startClient() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopClient() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void framesPassBothWaysInTheNameOfTheCaller() throws Exception {
        var open = open(options("/ws/live?since=7")
                .addHeader("X-API-Key", key("62", "user").getString("key")));
        var opened = new JsonObject(open.next());
        assertEquals("62", claims(opened.getString("authorization")).getString("sub"));
        assertEquals("since=7", opened.getString("query"));
        assertNull(opened.getString("cookie"));
        open.socket().writeTextMessage("hello");
        assertEquals("again: hello", open.next());
        open.socket().writeBinaryMessage(Buffer.buffer("bytes"));
        assertEquals("bytes", open.next());
    }

    @Test
    void aLongMessageArrivesWhole() throws Exception {
        var open = open(
                options("/ws/live").addHeader("X-API-Key", key("62", "user").getString("key")));
        open.next();
        var text = "x".repeat(200_000);
        open.socket().writeTextMessage(text);
        assertEquals("again: " + text, open.next());
    }

    @Test
    void aFarewellIsPassedOn() throws Exception {
        var open = open(
                options("/ws/live").addHeader("X-API-Key", key("62", "user").getString("key")));
        open.next();
        open.socket().writeTextMessage("close");
        assertEquals(4001, open.closed().get(5, TimeUnit.SECONDS));
        assertEquals("as you wish", open.socket().closeReason());
    }

    @Test
    void withoutAnIdentityItDoesNotOpen() {
        assertEquals(401, refusal(options("/ws/live")));
        assertEquals(401, refusal(options("/ws/live").addHeader("X-API-Key", "ops_no")));
    }

    @Test
    void onlyListedAddressesOpen() {
        var key = key("62", "user").getString("key");
        assertEquals(404, refusal(options("/ws/other").addHeader("X-API-Key", key)));
        assertEquals(409, refusal(options("/ws/live?refuse").addHeader("X-API-Key", key)));
    }

    @Test
    void askedLikeAPageItSaysWhatItIs() {
        asAdmin().get("/ws/live").then().statusCode(426).contentType(PROBLEM);
    }

    @Test
    void aPageOfAnotherSiteCannotOpenItWithTheCookie() throws Exception {
        var cookie = cookie();
        assertEquals(
                403, refusal(options("/ws/live").setAllowOriginHeader(false).addHeader(HttpHeaders.COOKIE, cookie)));
        assertEquals(
                403,
                refusal(options("/ws/live")
                        .addHeader(HttpHeaders.COOKIE, cookie)
                        .addHeader(HttpHeaders.ORIGIN, "http://evil.example")));
        var open = open(options("/ws/live")
                .addHeader(HttpHeaders.COOKIE, cookie)
                .addHeader(HttpHeaders.ORIGIN, "http://" + gateway.getAuthority()));
        assertTrue(open.next().contains("opened"));
    }

    @Test
    void whoGoesWhileItIsOpenedLeavesNothingOpen() throws Exception {
        var key = key("62", "user").getString("key");
        var before = seen();
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(upgrade("/ws/live?slow", key).getBytes(StandardCharsets.US_ASCII));
            await(() -> seen().getInt("opening") > before.getInt("opening"));
        }
        await(() -> seen().getInt("cancelled") > before.getInt("cancelled"));
    }

    @Test
    void anAddressThatIsNoneIsToldSoAtOnce() throws Exception {
        var key = key("62", "user").getString("key");
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(upgrade("/ws/live?a={b}", key).getBytes(StandardCharsets.US_ASCII));
            var head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 400", head);
        }
    }

    @Test
    void afterARefusalOfTheServiceTheConnectionGoesOn() throws Exception {
        var who = "Host: " + gateway.getAuthority() + "\r\nX-API-Key: "
                + key("62", "user").getString("key") + "\r\n";
        try (var client = new RawHttp(gateway)) {
            client.send("GET /ws/live?refuse HTTP/1.1\r\n" + who + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertEquals(409, client.answer(false).status());
            client.send("GET " + FORWARDED + " HTTP/1.1\r\n" + who + "\r\n");
            assertEquals(200, client.answer(false).status());
        }
    }

    @Test
    void aServiceThatDoesNotOpenItInTimeIs504AndIsLetGo() throws Exception {
        var before = seen().getInt("cancelled");
        var key = key("62", "user").getString("key");
        assertEquals(504, refusal(options("/ws/live?silent").addHeader("X-API-Key", key)));
        await(() -> seen().getInt("cancelled") > before);
    }

    @Test
    void moreAreOpenThanRequestsAtOnceAndThoseBeyondTheLimitAreToldToComeAgain() {
        // Given
        var options =
                options("/ws/live").addHeader("X-API-Key", key("62", "user").getString("key"));
        var client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
        var open = new ArrayList<WebSocket>();
        try {
            // When
            var refused = assertThrows(CompletionException.class, () -> {
                while (open.size() < 1_000) {
                    open.add(opened(client, options));
                }
            });
            // Then
            assertTrue(open.size() > 256, "Only " + open.size() + " were open");
            var refusal = (UpgradeRejectedException) refused.getCause();
            assertEquals(503, refusal.getStatus());
            assertEquals("1", refusal.getHeaders().get("Retry-After"));
            assertEquals(
                    "/problems/web-sockets-full",
                    refusal.getBody().toJsonObject().getString("type"));
            open.get(0).close();
            await(() -> {
                try {
                    open.set(0, opened(client, options));
                    return true;
                } catch (CompletionException e) {
                    return false;
                }
            });
        } finally {
            open.forEach(WebSocket::close);
        }
    }

    private static WebSocket opened(WebSocketClient client, WebSocketConnectOptions options) {
        return client.connect(options)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void whoSignsOutLosesIt() throws Exception {
        var token = signIn(ADMIN, PASSWORD).getString("access_token");
        var open = open(options("/ws/live").addHeader("Authorization", "Bearer " + token));
        open.next();
        as(token).post("/api/v1/auth/logout").then().statusCode(204);
        assertEquals(1008, open.closed().get(5, TimeUnit.SECONDS));
    }

    @Test
    void aTicketOpensOneInTheNameOfItsHolderOnce() throws Exception {
        var person = person("viewer");
        var ticket = ticket(person.token());
        var open = open(options("/ws/live?ticket=" + ticket + "&since=7"));
        var opened = new JsonObject(open.next());
        assertEquals(person.id(), claims(opened.getString("authorization")).getString("sub"));
        assertEquals("since=7", opened.getString("query"));
        assertEquals(401, refusal(options("/ws/live?ticket=" + ticket)));
    }

    @Test
    void aTicketOpensNothingElse() {
        given().get(FORWARDED + "?ticket=" + ticket(person("viewer").token()))
                .then()
                .statusCode(401);
        assertEquals(401, refusal(options("/ws/live?ticket=made-up")));
    }

    @Test
    void aTicketEndsWithTheSessionItCameFrom() throws Exception {
        var token = person("viewer").token();
        var open = open(options("/ws/live?ticket=" + ticket(token)));
        open.next();
        var unused = ticket(token);
        as(token).post("/api/v1/auth/logout").then().statusCode(204);
        assertEquals(1008, open.closed().get(5, TimeUnit.SECONDS));
        assertEquals(401, refusal(options("/ws/live?ticket=" + unused)));
    }

    @Test
    void aTicketGoesOnWithTheOneConnectionOfSocketIoThatItOpened() {
        var ticket = ticket(person("viewer").token());
        var address = "/socket.io/?EIO=4&transport=polling&ticket=" + ticket;
        given().get(address + "&sid=a").then().statusCode(401);
        given().get(address).then().statusCode(200).body("uri", equalTo("/socket.io?EIO=4&transport=polling"));
        given().get(address).then().statusCode(401);
        given().body("40").post(address + "&sid=a").then().statusCode(200);
        given().get(address + "&sid=a")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/socket.io?EIO=4&transport=polling&sid=a"));
        assertEquals(404, refusal(options("/socket.io/?EIO=4&transport=websocket&sid=a&ticket=" + ticket)));
        assertEquals(401, refusal(options("/ws/live?sid=a&ticket=" + ticket)));
    }

    @Test
    void socketIoAlsoPassesAsPlainRequests() {
        var key = key("62", "user").getString("key");
        var uri = given().header("X-API-Key", key)
                .get("/socket.io/?EIO=4&transport=polling")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("uri");
        assertEquals("/socket.io?EIO=4&transport=polling", uri);
        given().header("X-API-Key", key)
                .body("40")
                .post("/socket.io/?EIO=4&transport=polling&sid=a")
                .then()
                .statusCode(200);
        given().get("/socket.io/?EIO=4&transport=polling").then().statusCode(401);
    }

    @Test
    void socketIoWithTheCookieIsForOurOwnPagesOnly() {
        given().header("Cookie", cookie())
                .header("Origin", "http://evil.example")
                .body("40")
                .post("/socket.io/?EIO=4&transport=polling&sid=a")
                .then()
                .statusCode(403);
        given().header("Cookie", cookie())
                .header("Origin", "http://" + gateway.getAuthority())
                .body("40")
                .post("/socket.io/?EIO=4&transport=polling&sid=a")
                .then()
                .statusCode(200);
    }

    private String upgrade(String target, String key) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + gateway.getAuthority() + "\r\nX-API-Key: " + key
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    private static String ticket(String token) {
        return as(token)
                .post("/api/v1/auth/ws-ticket")
                .then()
                .statusCode(200)
                .body("expires_in", equalTo(30))
                .extract()
                .path("ticket");
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition);
    }

    private String cookie() {
        var cookies = json().body(Map.of("email", ADMIN, "password", PASSWORD, "session", true))
                .post("/api/v1/auth/login")
                .getCookies();
        return "opscope_session=" + cookies.get("opscope_session");
    }

    private WebSocketConnectOptions options(String uri) {
        return new WebSocketConnectOptions()
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setURI(uri);
    }

    private static int refusal(WebSocketConnectOptions options) {
        var failure = assertThrows(CompletionException.class, () -> connect(options));
        return ((UpgradeRejectedException) failure.getCause()).getStatus();
    }

    private static WebSocket connect(WebSocketConnectOptions options) {
        return vertx.createWebSocketClient()
                .connect(options)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static Open open(WebSocketConnectOptions options) {
        var messages = new LinkedBlockingQueue<String>();
        var closed = new CompletableFuture<Integer>();
        var socket = vertx.createWebSocketClient().webSocket();
        socket.textMessageHandler(messages::add);
        socket.binaryMessageHandler(bytes -> messages.add(bytes.toString()));
        socket.closeHandler(gone -> closed.complete((int) socket.closeStatusCode()));
        socket.connect(options).toCompletionStage().toCompletableFuture().join();
        return new Open(socket, messages, closed);
    }

    private record Open(WebSocket socket, BlockingQueue<String> messages, CompletableFuture<Integer> closed) {
        String next() throws InterruptedException {
            var message = messages.poll(5, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("No message within 5 seconds");
            }
            return message;
        }
    }
}
