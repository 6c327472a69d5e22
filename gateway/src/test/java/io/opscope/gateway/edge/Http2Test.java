package io.opscope.gateway.edge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.gateway.RawHttp2;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests on one connection: none of them is in the way of another, and no number of frames is in ours. */
@QuarkusTest
class Http2Test extends GatewayTest {

    private static final long ENHANCE_YOUR_CALM = 11;
    private static final long PROTOCOL_ERROR = 1;
    private static final long REFUSED_STREAM = 7;
    private static final long CANCEL = 8;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int INITIAL_WINDOW = 4;
    private static final int MOST_FRAMES = 600;
    private static final int MOST_RESETS = 200;
    private static final int STREAMS = 50;

    @TestHTTPResource("/")
    URL gateway;

    @Inject
    Http2Connections connections;

    private @Nullable String known;
    private Vertx vertx;
    private HttpClient client;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost(gateway.getHost())
                .setDefaultPort(gateway.getPort()));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoSignsInIsKnownAndToldWhatIsLeft() throws Exception {
        var signIn = new JsonObject().put("email", ADMIN).put("password", PASSWORD);
        var signedIn = ask(HttpMethod.POST, "/api/v1/auth/login", "", signIn.toBuffer());
        assertEquals(200, signedIn.status, signedIn.body::toString);
        var token = signedIn.body.toJsonObject().getString("access_token");

        var answer = ask(HttpMethod.GET, FORWARDED, token, Buffer.buffer());

        assertEquals(200, answer.status);
        assertTrue(answer.headers.contains("RateLimit"));
        assertEquals(FORWARDED, answer.body.toJsonObject().getString("uri"));
    }

    @Test
    void bodiesFlowBothWaysHoweverLongTheyAre() throws Exception {
        var token = token();
        var up = ask(HttpMethod.POST, "/api/v1/ingest/jobs", token, Buffer.buffer(new byte[20 * MEGABYTE]));
        assertEquals(200, up.status, up.body::toString);
        assertEquals(20 * MEGABYTE, up.body.toJsonObject().getInteger("received"));

        var came = new AtomicLong();
        var down = client.request(HttpMethod.GET, FORWARDED + "?case=large&megabytes=100")
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + token).send())
                .compose(answer ->
                        answer.handler(chunk -> came.addAndGet(chunk.length())).end());
        down.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(100L * MEGABYTE, came.get());
    }

    @Test
    void aCallerWhoTakesNothingIsInNobodysWayAndIsGivenUp() throws IOException {
        try (var raw = new RawHttp2(gateway, false)) {
            var cancelled = seen().getInt("cancelled");
            raw.open(0, 100 * MEGABYTE);
            get(raw, 1, FORWARDED + "?case=endless");
            raw.readFor(300);
            assertTrue(raw.soFar(1).length() > 0);

            get(raw, 3, FORWARDED);
            assertEquals("200", raw.answer(3).status());

            assertEquals(CANCEL, raw.answer(1).reset());
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertEquals(cancelled + 1, seen().getInt("cancelled")));
            get(raw, 5, FORWARDED);
            assertEquals("200", raw.answer(5).status());
        }
    }

    @Test
    void windowsThatAreWideHelpNobodyWhoReadsNothingAndHarmNobodyWhoReadsSlowly() throws IOException {
        try (var none = new RawHttp2(gateway, false, INITIAL_WINDOW, Integer.MAX_VALUE);
                var slow = new RawHttp2(gateway, false, INITIAL_WINDOW, Integer.MAX_VALUE)) {
            var cancelled = seen().getInt("cancelled");
            for (var raw : List.of(none, slow)) {
                raw.open(0, Integer.MAX_VALUE - 65_535);
                get(raw, 1, FORWARDED + "?case=endless");
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        none.send(RawHttp2.PING, 0, 0, new byte[8]);
                        slow.readFor(2);
                        return seen().getInt("cancelled") > cancelled;
                    });
            assertNull(slow.soFar(1).reset());
            assertEquals(cancelled + 1, seen().getInt("cancelled"));
        }
    }

    @Test
    void aServiceThatAnswersAndReadsNothingIsLetGoWhenTheCallerGoes() throws Exception {
        var cancelled = seen().getInt("cancelled");
        var request = client.request(HttpMethod.POST, "/api/v1/ingest/jobs?case=stubborn")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        request.putHeader("Authorization", "Bearer " + token()).setChunked(true);
        request.write(Buffer.buffer(new byte[50 * MEGABYTE]));
        var answer =
                request.response().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertEquals(200, answer.statusCode());
        // until all between the two is full
        Thread.sleep(500);
        request.reset(CANCEL);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertEquals(cancelled + 1, seen().getInt("cancelled")));
    }

    @Test
    void ourOwnAnswersComeOverItAsWell() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            get(raw, 1, "/.well-known/jwks.json");
            assertEquals("200", raw.answer(1).status());
            get(raw, 3, "/api/v1/me");
            assertEquals("200", raw.answer(3).status());
            get(raw, 5, "/");
            assertEquals("200", raw.answer(5).status());
        }
    }

    @Test
    void aSmallAnswerThatIsNotTakenHoldsNoPlace() throws IOException {
        try (var raw = new RawHttp2(gateway, false, INITIAL_WINDOW, 0)) {
            get(raw, 1, FORWARDED);
            get(raw, 3, "/.well-known/jwks.json");
            // Pings keep the connection alive and are no help.
            raw.send(RawHttp2.PING, 0, 0, new byte[8]);
            assertEquals(CANCEL, raw.answer(1).reset());
            assertEquals(CANCEL, raw.answer(3).reset());
            get(raw, 5, FORWARDED);
            raw.open(5, MEGABYTE);
            assertEquals("200", raw.answer(5).status());
        }
    }

    @Test
    void callersWhoTakeNothingHoldNoThreadOfOurOwnResources() throws IOException {
        try (var raw = new RawHttp2(gateway, false, INITIAL_WINDOW, 0)) {
            for (var stream = 1; stream < 2 * STREAMS; stream += 2) {
                get(raw, stream, "/.well-known/jwks.json");
            }
            raw.readFor(300);
            assertEquals(
                    0,
                    Thread.getAllStackTraces().values().stream()
                            .filter(stack -> Arrays.stream(stack)
                                    .anyMatch(frame -> frame.getMethodName().equals("awaitWriteable")))
                            .count());
            raw.open(1, MEGABYTE);
            assertEquals("200", raw.answer(1).status());
        }
    }

    @Test
    void aCallerWhoGoesLetsTheServiceGo() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            for (var stream : List.of(1, 3)) {
                var how = stream == 1 ? "silent" : "endless";
                var cancelled = seen().getInt("cancelled");
                get(raw, stream, FORWARDED + "?case=" + how);
                raw.readFor(200);
                raw.reset(stream);
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(
                                () -> assertEquals(cancelled + 1, seen().getInt("cancelled"), how + raw.soFar(stream)));
            }
            get(raw, 5, FORWARDED);
            assertEquals("200", raw.answer(5).status());
        }
    }

    @Test
    void anAnswerThatDoesNotComeOrBreaksOffCostsItsStreamOnly() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            get(raw, 1, FORWARDED + "?case=silent");
            get(raw, 3, FORWARDED + "?case=broken");
            get(raw, 5, FORWARDED);
            assertEquals("200", raw.answer(5).status());
            var broken = raw.answer(3);
            assertFalse(broken.isComplete(), broken::toString);
            assertNotNull(broken.reset(), broken::toString);
            assertEquals("504", raw.answer(1).status());
            assertNull(raw.goodbye());
        }
    }

    @Test
    void bodiesThatAreTooLongOrDoNotComeCostTheirStreamOnly() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            head(raw, 1, "POST", "/api/v1/ingest/jobs", "content-length: 300000000");
            head(raw, 3, "POST", "/api/v1/auth/login", "content-type: application/json", "content-length: 2000000");
            head(raw, 5, "POST", "/api/v1/auth/login", "content-type: application/json", "content-length: 9");
            head(raw, 7, "POST", "/api/v1/auth/login", "content-type: application/json");
            get(raw, 9, FORWARDED);

            assertEquals("413", raw.answer(1).status());
            assertEquals("413", raw.answer(3).status());
            assertEquals("400", raw.answer(7).status());
            assertEquals("200", raw.answer(9).status());
            assertEquals(CANCEL, raw.answer(5).reset());
            get(raw, 11, FORWARDED);
            assertEquals("200", raw.answer(11).status());
            assertNull(raw.goodbye());
        }
    }

    @Test
    void whoWaitsToBeAskedForTheBodyIsAskedOnce() throws IOException {
        var signIn =
                new JsonObject().put("email", ADMIN).put("password", PASSWORD).encode();
        try (var raw = new RawHttp2(gateway)) {
            for (var path : List.of("/api/v1/auth/login", "/api/v1/ingest/jobs")) {
                var stream = path.endsWith("login") ? 1 : 3;
                head(
                        raw,
                        stream,
                        "POST",
                        path,
                        "content-type: application/json",
                        "content-length: " + signIn.length(),
                        "expect: 100-continue");
                await().atMost(Duration.ofSeconds(1)).until(() -> {
                    raw.readFor(20);
                    return raw.soFar(stream).invited() == 1;
                });
                raw.data(stream, true, signIn.getBytes(StandardCharsets.UTF_8));
                assertEquals("200", raw.answer(stream).status());
                assertEquals(1, raw.answer(stream).invited(), path);
            }
            head(raw, 5, "POST", "/api/v1/auth/login", "content-length: 2000000", "expect: 100-continue");
            assertEquals("413", raw.answer(5).status());
            assertEquals(0, raw.answer(5).invited());
        }
    }

    @Test
    void whatTheServiceSaysOfItsConnectionStaysThere() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            get(raw, 1, FORWARDED + "?case=hops");
            var answer = raw.answer(1);
            assertEquals("yes", answer.value("x-for-all"));
            for (var name : List.of("connection", "keep-alive", "x-between-us", "server", "transfer-encoding")) {
                assertNull(answer.value(name), name);
            }
            get(raw, 3, "/ws/live");
            assertEquals("426", raw.answer(3).status());
            assertNull(raw.answer(3).value("upgrade"));
        }
    }

    @Test
    void noMoreStreamsAreServedAtOnceThanThereMayBe() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            for (var stream = 1; stream < 300; stream += 2) {
                get(raw, stream, FORWARDED + "?case=silent");
            }
            for (var stream = 201; stream < 300; stream += 2) {
                assertEquals(REFUSED_STREAM, raw.answer(stream).reset());
            }
            for (var stream = 1; stream < 200; stream += 2) {
                assertNull(raw.soFar(stream).reset());
                raw.reset(stream);
            }
            get(raw, 301, FORWARDED);
            assertEquals("200", raw.answer(301).status());
        }
    }

    @Test
    void whoResetsWithoutEndIsClosed() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            for (var stream = 1; stream < 2 * MOST_FRAMES && !raw.isOver(); stream += 2) {
                get(raw, stream, FORWARDED + "?case=silent");
                raw.reset(stream);
            }
            assertEquals(ENHANCE_YOUR_CALM, raw.end());
        }
    }

    @Test
    void whoMakesUsResetWithoutEndIsClosed() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            var resets = 0;
            for (var stream = 1; stream < 2 * MOST_FRAMES && !raw.isOver(); stream += 2) {
                raw.head(stream, true, ":method: GET");
                // Whoever talks on to a connection that is closed may lose what was said last.
                resets += Objects.equals(raw.answer(stream).reset(), PROTOCOL_ERROR) ? 1 : 0;
            }
            // Netty closes without a word, and so the number has to tell why.
            assertNull(raw.end());
            assertEquals(MOST_RESETS, resets);
        }
    }

    @Test
    void framesThatMoveNothingHaveTheirNumber() throws IOException {
        for (var type : List.of(RawHttp2.PING, RawHttp2.SETTINGS, 2, 99)) {
            try (var raw = new RawHttp2(gateway)) {
                var payload = new byte[type == RawHttp2.SETTINGS ? 0 : type == 2 ? 5 : 8];
                for (var i = 0; i < MOST_FRAMES; i++) {
                    raw.send(type, 0, type == 2 ? 2 * i + 1 : 0, payload);
                }
                assertEquals(ENHANCE_YOUR_CALM, raw.end(), "frames of type " + type);
            }
        }
        for (var type : List.of(RawHttp2.PING, RawHttp2.SETTINGS)) {
            try (var raw = new RawHttp2(gateway)) {
                for (var i = 0; i < MOST_FRAMES; i++) {
                    raw.send(type, RawHttp2.ACK, 0, new byte[type == RawHttp2.SETTINGS ? 0 : 8]);
                }
                assertEquals(ENHANCE_YOUR_CALM, raw.end(), "acknowledgements of type " + type);
            }
        }
        try (var raw = new RawHttp2(gateway)) {
            head(raw, 1, "POST", "/api/v1/ingest/jobs");
            for (var i = 0; i < MOST_FRAMES; i++) {
                raw.data(1, false, new byte[0]);
            }
            assertEquals(ENHANCE_YOUR_CALM, raw.end());
        }
    }

    @Test
    void aHeadThatGoesOnWithoutEndIsClosed() throws IOException {
        for (var piece : List.of(new byte[0], RawHttp2.encoded(List.of("x: " + "a".repeat(8000))))) {
            try (var raw = new RawHttp2(gateway)) {
                raw.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.encoded(List.of(":method: GET")));
                for (var i = 0; i < MOST_FRAMES; i++) {
                    raw.send(RawHttp2.CONTINUATION, 0, 1, piece);
                }
                raw.end();
            }
        }
    }

    @Test
    void whoBeginsWithHttp2HasToGoOnWithIt() throws IOException {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nGET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertFalse(said.contains("HTTP/1.1 200"), said);
        }
    }

    @Test
    void whoIsToldThatThisGatewayEndsLosesNothing() throws IOException {
        try (var raw = new RawHttp2(gateway)) {
            get(raw, 1, FORWARDED + "?case=silent");
            raw.readFor(200);
            connections.leave(new ShutdownDelayInitiatedEvent());
            raw.readFor(300);
            assertEquals(0L, raw.goodbye());
            // It was on its way before that was heard.
            get(raw, 3, FORWARDED);
            assertEquals("200", raw.answer(3).status());
            assertEquals("504", raw.answer(1).status());
        }
    }

    private String token() {
        return signIn(ADMIN, PASSWORD).getString("access_token");
    }

    private void get(RawHttp2 raw, int stream, String path) throws IOException {
        raw.head(stream, true, lines("GET", path));
    }

    private void head(RawHttp2 raw, int stream, String method, String path, String... more) throws IOException {
        raw.head(
                stream,
                false,
                Stream.concat(Arrays.stream(lines(method, path)), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private String[] lines(String method, String path) {
        if (known == null) {
            known = token();
        }
        return new String[] {
            ":method: " + method,
            ":scheme: http",
            ":authority: " + gateway.getAuthority(),
            ":path: " + path,
            "authorization: Bearer " + known
        };
    }

    private Told ask(HttpMethod method, String path, String token, Buffer body) throws Exception {
        return client.request(method, path)
                .compose(request -> {
                    request.putHeader("Content-Type", "application/json");
                    if (!token.isEmpty()) {
                        request.putHeader("Authorization", "Bearer " + token);
                    }
                    return body.length() == 0 ? request.send() : request.send(body);
                })
                .compose(answer -> answer.body().map(all -> new Told(answer.statusCode(), answer.headers(), all)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private record Told(int status, MultiMap headers, Buffer body) {}
}
