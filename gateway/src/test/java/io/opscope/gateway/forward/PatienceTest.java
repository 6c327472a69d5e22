package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the gateway waits for what, and what it tries a second time. */
@QuarkusTest
@TestProfile(PatienceTest.LittleOfEverything.class)
@WithTestResource(value = ReluctantService.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class PatienceTest extends GatewayTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final String OF_RELUCTANT = "/api/performance/data-sources";
    private static final String FOR_BODIES = "/api/v1/ingest/jobs";
    private static final String ONE_AT_A_TIME = "/api/performance/data-sources/{id}/active-queries";
    private static final String IN_A_HURRY = "/analytics/performance";
    private static final String LITTLE = "/api/v1/analytics/query";
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    @TestHTTPResource("/")
    URL gateway;

    ServerSocket service;

    private String key;

    /** Two connections, and times that differ enough to be told apart. */
    public static class LittleOfEverything implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    // each event loop has its own connections
                    "quarkus.vertx.event-loops-pool-size",
                    "1",
                    "opscope.forward.connections",
                    "2",
                    "opscope.forward.connect-timeout",
                    "700ms",
                    "opscope.forward.connection-wait",
                    "1500ms",
                    "opscope.forward.upload-idle",
                    "1s",
                    "opscope.forward.deadline",
                    DEADLINE.toString(),
                    "opscope.route.operations.\"GET " + ONE_AT_A_TIME + "\".at-once",
                    "1",
                    "opscope.route.operations.\"GET " + IN_A_HURRY + "\".deadline",
                    "300ms",
                    "opscope.route.operations.\"POST " + LITTLE + "\".body",
                    "1K");
        }
    }

    @BeforeEach
    void getAKey() {
        key = key("62", "viewer", "ingest").getString("key");
    }

    @Test
    void whereAllConnectionsAreTakenNobodyWaitsForLong() throws IOException {
        // Given
        var first = ask();
        var second = ask();
        try (var one = taken();
                var other = taken()) {
            // When
            var started = Instant.now();
            var answer = given().header("X-API-Key", key).get(OF_RELUCTANT);
            // Then
            answer.then().statusCode(503).contentType(PROBLEM).header("Retry-After", "1");
            assertTrue(answer.asString().contains("busy"), answer::asString);
            assertTrue(since(started).compareTo(DEADLINE) < 0);
            answer(one);
            answer(other);
        }
        assertEquals(200, first.join().statusCode());
        assertEquals(200, second.join().statusCode());
    }

    @Test
    void aServiceThatHangsUpIsAskedASecondTime() throws IOException {
        var asked = ask();
        taken().close();
        try (var again = taken()) {
            answer(again);
        }
        assertEquals(200, asked.join().statusCode());
    }

    @Test
    void aServiceThatHangsUpTwiceIsAway() throws IOException {
        var asked = ask();
        taken().close();
        taken().close();
        assertEquals(503, asked.join().statusCode());
    }

    @Test
    void whatAnswersInPlaceOfAServiceIsNotPassedOn() throws IOException {
        var asked = ask();
        for (var i = 0; i < 2; i++) {
            try (var inItsPlace = taken()) {
                answer(inItsPlace, "502 Bad Gateway", 9, "some page");
            }
        }
        var answer = asked.join();
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("reference"), answer::body);
        assertFalse(answer.body().contains("some page"), answer::body);
    }

    @Test
    void whatAnswersInPlaceOfOneReplicaIsAskedAgain() throws IOException {
        var asked = ask();
        try (var inItsPlace = taken()) {
            answer(inItsPlace, "503 Service Unavailable", 9, "some page");
        }
        try (var again = taken()) {
            answer(again);
        }
        assertEquals(200, asked.join().statusCode());
    }

    @Test
    void aShortAnswerThatBreaksOffIsNone() throws IOException {
        var asked = ask();
        try (var halfway = taken()) {
            answer(halfway, "200 OK", 100, "the beginning");
        }
        var answer = asked.join();
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("reference"), answer::body);
        assertFalse(answer.body().contains("beginning"), answer::body);
    }

    @Test
    void aLongAnswerThatBreaksOffIsNotEndedAndIsTold() throws IOException {
        var before = failuresTold();
        var asked = ask();
        try (var halfway = taken()) {
            answer(halfway, "200 OK", 1_000_000, "the beginning");
        }
        assertThrows(CompletionException.class, asked::join);
        Awaitility.await().untilAsserted(() -> assertEquals(before + 1, failuresTold()));
    }

    @Test
    void aSecondTryHasTheTimeThatTheFirstOneLeft() throws Exception {
        var started = Instant.now();
        var asked = ask();
        try (var first = taken()) {
            // the time that the first try takes out of what both have
            Thread.sleep(DEADLINE.minusSeconds(1).toMillis());
        }
        try (var second = taken()) {
            assertEquals(504, asked.join().statusCode());
        }
        assertTrue(since(started).compareTo(DEADLINE.plusSeconds(2)) < 0, () -> "took " + since(started));
    }

    @Test
    void aServiceThatTookNoConnectionIsTriedASecondTime() throws Exception {
        var inTheWay = takeTheQueue();
        var asked = ask();
        // the first try lies in a queue where nobody can see it; too short a wait makes the test easier, not red
        Thread.sleep(300);
        for (var socket : inTheWay) {
            service.accept().close();
            socket.close();
        }
        try (var again = taken()) {
            answer(again);
        }
        assertEquals(200, asked.join().statusCode());
    }

    @Test
    void aServiceThatTakesNoConnectionIsAwaySoon() throws IOException {
        var inTheWay = takeTheQueue();
        var started = Instant.now();
        given().header("X-API-Key", key)
                .get(OF_RELUCTANT)
                .then()
                .statusCode(503)
                .header("Retry-After", "1");
        assertTrue(since(started).compareTo(DEADLINE) < 0, () -> "took " + since(started));
        for (var socket : inTheWay) {
            service.accept().close();
            socket.close();
        }
    }

    @Test
    void aBodyThatDoesNotArriveIsGivenUp() throws IOException {
        try (var caller = uploading(FOR_BODIES, 100)) {
            caller.getOutputStream().write("ten bytes.".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("/problems/upload-stalled"), answer);
        }
    }

    @Test
    void aBodyThatArrivesSlowlyArrives() throws Exception {
        try (var caller = uploading(FOR_BODIES, 12)) {
            for (var i = 0; i < 12; i++) {
                // slower than the pause between two bytes may be on the whole, faster than it may be each time
                Thread.sleep(200);
                caller.getOutputStream().write('a');
            }
            assertTrue(statusLine(caller).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aServiceThatTakesNoBodyIsTooSlow() throws IOException {
        try (var caller = uploading(FOR_BODIES + "?case=deaf", 200_000_000)) {
            CompletableFuture.runAsync(() -> writeUntilNobodyReads(caller));
            var answer = statusLine(caller);
            assertTrue(answer.startsWith("HTTP/1.1 504 "), answer);
        }
    }

    @Test
    void anOperationMayBeAllowedFewAtOnce() throws IOException {
        var path = ONE_AT_A_TIME.replace("{id}", "1");
        var first = ask(path);
        try (var one = taken()) {
            given().header("X-API-Key", key)
                    .get(path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("/problems/operation-busy"));
            answer(one);
        }
        assertEquals(200, first.join().statusCode());
        var next = ask(path);
        try (var one = taken()) {
            answer(one);
        }
        assertEquals(200, next.join().statusCode());
    }

    @Test
    void anOperationMayHaveADeadlineOfItsOwn() {
        given().header("X-API-Key", key)
                .get(IN_A_HURRY + "?case=silent")
                .then()
                .statusCode(504)
                .body("detail", containsString("300 ms"));
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsNotWaitedFor() throws IOException {
        try (var caller = uploading(LITTLE, 1025)) {
            assertTrue(statusLine(caller).startsWith("HTTP/1.1 413 "));
        }
        try (var caller = uploading(LITTLE, 1024)) {
            caller.getOutputStream().write(new byte[1024]);
            assertTrue(statusLine(caller).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aBodyInChunksIsRefusedWhenItBecomesTooLong() throws Exception {
        var answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + LITTLE))
                        .header("X-API-Key", key)
                        .POST(BodyPublishers.ofByteArrays(List.of(new byte[1000], new byte[1000])))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("/problems/body-too-long"), answer::body);
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        return ask(OF_RELUCTANT);
    }

    private CompletableFuture<HttpResponse<String>> ask(String path) {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("X-API-Key", key)
                        .build(),
                BodyHandlers.ofString());
    }

    private static int failuresTold() {
        return asAdmin()
                .get("/admin/api/errors")
                .jsonPath()
                .<Integer>getList("errors.findAll { it.operation == 'GET " + OF_RELUCTANT + "' }.count")
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** A connection that a request came over. */
    private Socket taken() throws IOException {
        var socket = service.accept();
        socket.setSoTimeout(10_000);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("No request came, only " + head);
            }
            head.append((char) next);
        }
        return socket;
    }

    private static void answer(Socket socket) throws IOException {
        answer(socket, "200 OK", 2, "ok");
    }

    /** As much as there is of an answer of some length. */
    private static void answer(Socket socket, String status, int length, String body) throws IOException {
        socket.getOutputStream()
                .write("HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, length, body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** As many connections as the system lets wait until somebody takes them; the next ones are not noticed by it. */
    private List<Socket> takeTheQueue() throws IOException {
        var sockets = new ArrayList<Socket>();
        while (true) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", service.getLocalPort()), 300);
                sockets.add(socket);
            } catch (SocketTimeoutException e) {
                socket.close();
                return sockets;
            }
        }
    }

    private Socket uploading(String path, int length) throws IOException {
        var socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: " + gateway.getAuthority() + "\r\nX-API-Key: " + key
                                + "\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var next = socket.getInputStream().read(); next >= 0 && next != '\r'; ) {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString();
    }

    private static void writeUntilNobodyReads(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[64 * 1024]);
            }
        } catch (IOException e) {
            // As was to be.
        }
    }

    private static Duration since(Instant started) {
        return Duration.between(started, Instant.now());
    }
}
