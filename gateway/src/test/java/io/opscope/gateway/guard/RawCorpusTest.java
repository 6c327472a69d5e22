package io.opscope.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.gateway.RawHttp;
import io.opscope.gateway.RawHttp2;
import io.opscope.gateway.RawMessage;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests as no honest client writes them, what they are answered, and what a service may get to see of them. */
@QuarkusTest
@WithTestResource(value = RawService.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RawCorpusTest extends GatewayTest {

    private static final Path CORPUS = Path.of("src/test/resources/raw");
    private static final Path FRAMES = Path.of("src/test/resources/raw-http2");
    private static final List<String> ONLY_OF_HTTP_1 =
            List.of("connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection");
    private static final String CALLER = "62";
    private static final String STILL_IN_STEP = "GET " + FORWARDED + "?still=in-step";

    /** What nobody but the gateway may tell a service; names as they come after a dash for every underscore. */
    private static final List<String> NEVER_SAID = List.of(
            "x-api-key",
            "cookie",
            "x-csrf-token",
            "forwarded",
            "via",
            "te",
            "trailer",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization");

    private static final List<String> SAID_ONCE =
            List.of("host", "authorization", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host");

    @TestHTTPResource("/")
    URL gateway;

    Queue<String> behind;

    @TestFactory
    Stream<DynamicTest> nothingAmbiguousPasses() throws IOException {
        var known = known();
        try (var files = Files.walk(CORPUS)) {
            var cases = files.filter(file -> file.toString().endsWith(".raw"))
                    .sorted()
                    .map(file -> RawCase.read(file, known))
                    .toList();
            return cases.stream().map(one -> DynamicTest.dynamicTest(one.sentence(), () -> play(one, known)));
        }
    }

    @Test
    void theCorpusIsComplete() throws IOException {
        try (var files = Files.walk(CORPUS)) {
            assertTrue(files.filter(file -> file.toString().endsWith(".raw")).count() >= 200);
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingAmbiguousPassesOverHttp2() throws IOException {
        var known = known();
        try (var files = Files.walk(FRAMES)) {
            var cases = files.filter(file -> file.toString().endsWith(".frames"))
                    .sorted()
                    .map(file -> Http2Case.read(file, known))
                    .toList();
            assertTrue(cases.size() >= 120, "The corpus is not complete");
            return cases.stream().map(one -> DynamicTest.dynamicTest(one.sentence(), () -> play(one, known)));
        }
    }

    private void play(Http2Case one, Map<String, String> known) throws IOException {
        behind.clear();
        try (var client = new RawHttp2(gateway)) {
            for (var frame : one.frames()) {
                client.send(frame.type(), frame.flags(), frame.stream(), frame.payload());
            }
            var answer = client.answer(1);
            var came = answer.status() != null ? answer.status() : answer.reset() != null ? "reset" : "closed";
            assertTrue(one.answers().contains(came), () -> one.sentence() + " answered " + answer + answer.body());
            for (var line : answer.head()) {
                assertTrue(ONLY_OF_HTTP_1.stream().noneMatch(name -> line.startsWith(name + ": ")), line);
            }
            if (one.then().equals("closed")) {
                client.end();
            } else if (one.then().equals("open")) {
                client.head(
                        3,
                        true,
                        ":method: GET",
                        ":scheme: http",
                        ":authority: " + known.get("host"),
                        ":path: " + STILL_IN_STEP.substring("GET ".length()),
                        "x-api-key: " + known.get("key"));
                assertEquals(
                        "answered " + STILL_IN_STEP + " HTTP/1.1",
                        client.answer(3).body());
            }
        }
        try (var another = new RawHttp(gateway)) {
            askOnceMore(another, known);
        }
        var received = received();
        assertTrue(
                one.behind()
                        .contains(
                                received.isEmpty()
                                        ? "nothing"
                                        : received.get(0).start().replace(" HTTP/1.1", "")),
                received::toString);
        assertTrue(received.size() <= 1, received::toString);
        if (!received.isEmpty()) {
            check(one.with(), one.without(), received.get(0));
            assertEquals(one.body(), received.get(0).body());
        }
    }

    private void play(RawCase one, Map<String, String> known) throws IOException {
        behind.clear();
        try (var client = new RawHttp(gateway)) {
            client.send(one.bytes());
            var answer = client.answer(one.asksForTheHead());
            var status = answer == null ? "none" : String.valueOf(answer.status());
            assertTrue(one.answers().contains(status), () -> "answered " + (answer == null ? "nothing" : answer.raw()));
            assertTrue(answer == null || answer.raw().contains(one.says()), () -> String.valueOf(answer));
            if (one.isUpgrade()) {
                check(one, received());
                return;
            }
            if (one.closes()) {
                for (var more = client.answer(false); more != null; more = client.answer(false)) {
                    assertEquals(400, more.status(), "what came behind was served");
                }
            } else {
                askOnceMore(client, known);
            }
        }
        // Whatever of it had gone on to the service by another way would be there before this answer.
        try (var another = new RawHttp(gateway)) {
            askOnceMore(another, known);
        }
        check(one, received());
    }

    private void askOnceMore(RawHttp client, Map<String, String> known) throws IOException {
        client.send(STILL_IN_STEP + " HTTP/1.1\r\nHost: " + known.get("host") + "\r\nX-API-Key: " + known.get("key")
                + "\r\n\r\n");
        var answer = client.answer(false);
        assertNotNull(answer, "the connection was closed");
        assertEquals("answered " + STILL_IN_STEP + " HTTP/1.1", answer.body());
    }

    private List<RawMessage> received() throws IOException {
        var received = new ArrayList<RawMessage>();
        for (var raw = behind.poll(); raw != null; raw = behind.poll()) {
            var request = RawMessage.request(new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
            assertNotNull(request, raw);
            checkManners(request);
            if (!request.start().startsWith(STILL_IN_STEP)) {
                received.add(request);
            }
        }
        return received;
    }

    /** What holds for every request that a service gets, whatever it was made of. */
    private static void checkManners(RawMessage request) {
        for (var name : SAID_ONCE) {
            assertEquals(1, request.all(name).size(), () -> name + " in " + request.raw());
        }
        var names = request.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        for (var name : NEVER_SAID) {
            assertTrue(!names.contains(name), () -> name + " in " + request.raw());
        }
        assertEquals(CALLER, claims(request.all("authorization").get(0)).getString("sub"), request::raw);
        assertEquals(List.of("127.0.0.1"), request.all("x-forwarded-for"));
    }

    private static void check(RawCase one, List<RawMessage> received) {
        if (one.behind().equals("nothing")) {
            assertEquals(List.of(), received);
            return;
        }
        assertEquals(
                List.of(one.behind() + " HTTP/1.1"),
                received.stream().map(RawMessage::start).toList());
        var request = received.get(0);
        check(one.with(), one.without(), request);
        assertEquals(one.body(), request.body());
    }

    private static void check(List<String> with, List<String> without, RawMessage request) {
        for (var header : with) {
            var colon = header.indexOf(':');
            assertEquals(
                    List.of(header.substring(colon + 1).strip()),
                    request.all(header.substring(0, colon)),
                    () -> header + " in " + request.raw());
        }
        for (var name : without) {
            assertEquals(List.of(), request.all(name), () -> name + " in " + request.raw());
        }
    }

    private Map<String, String> known() {
        var cookies = json().body(Map.of("email", ADMIN, "password", PASSWORD, "session", true))
                .post("/api/v1/auth/login")
                .getCookies();
        return Map.of(
                "host", gateway.getAuthority(),
                "key", key(CALLER, "viewer", "ingest").getString("key"),
                "cookie", "opscope_session=" + cookies.get("opscope_session"));
    }
}
