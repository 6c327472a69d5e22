package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForwardTest extends GatewayTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URL gateway;

    private String key;

    @BeforeEach
    void getAKey() {
        key = key("62", "viewer", "ingest").getString("key");
    }

    @Test
    void whatIsAskedArrivesAsItWasAsked() {
        given().header("X-API-Key", key)
                .urlEncodingEnabled(false)
                .get(FORWARDED + "?limit=5&q=a%20b%2Fc&empty=")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Content-Type-Options", "nosniff")
                .body("method", equalTo("GET"))
                .body("uri", equalTo(FORWARDED + "?limit=5&q=a%20b%2Fc&empty="));
    }

    @Test
    void aTrailingSlashMakesNoDifference() {
        given().header("X-API-Key", key)
                .get("/api/v1/analytics/?days=7")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/api/v1/analytics?days=7"));
    }

    @Test
    void aBodyArrivesWhole() {
        given().header("X-API-Key", key)
                .contentType("application/x-ndjson")
                .body(new byte[3_000_000])
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200)
                .body("method", equalTo("POST"))
                .body("received", equalTo(3_000_000))
                .body("headers.content-length[0]", equalTo("3000000"))
                .body("headers.content-type[0]", startsWith("application/x-ndjson"));
    }

    @Test
    void aBodyOfUnknownLengthIsStreamed() throws Exception {
        var chunks = new ArrayList<byte[]>();
        for (var i = 0; i < 200; i++) {
            chunks.add(new byte[100_000]);
        }
        var answer = CLIENT.send(
                request("/api/v1/ingest/jobs")
                        .POST(BodyPublishers.ofByteArrays(chunks))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"received\":20000000"), answer.body());
    }

    @Test
    void aClientThatWaitsToSendIsToldToGoOn() throws Exception {
        var answer = CLIENT.send(
                request("/api/v1/ingest/jobs")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
    }

    @Test
    void whatClientsClaimAboutThemselvesIsNotPassedOn() {
        var headers = given().header("X-API-Key", key)
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Prefix", "/x")
                .header("Forwarded", "for=6.6.6.6")
                .header("X-Real-IP", "6.6.6.6")
                .header("X-User-Id", "1")
                .header("X-Tenant-Id", "other")
                .header("X-Opscope-Roles", "admin")
                .header("X-Remote-User", "root")
                .header("Cookie", "a=b")
                .header("Accept-Language", "de")
                .get(FORWARDED)
                .jsonPath()
                .getMap("headers");
        assertEquals(List.of("127.0.0.1"), headers.get("x-forwarded-for"));
        assertEquals(List.of("http"), headers.get("x-forwarded-proto"));
        assertEquals(List.of(gateway.getAuthority()), headers.get("x-forwarded-host"));
        assertEquals(List.of("de"), headers.get("accept-language"));
        for (var claim : List.of(
                "x-forwarded-prefix",
                "forwarded",
                "x-real-ip",
                "x-user-id",
                "x-tenant-id",
                "x-opscope-roles",
                "x-remote-user",
                "x-api-key",
                "cookie")) {
            assertFalse(headers.containsKey(claim), claim);
        }
    }

    @Test
    void headersOfOneConnectionStayOnIt() {
        var there = given().header("X-API-Key", key)
                .header("Connection", "keep-alive, X-Nominated")
                .header("X-Nominated", "secret")
                .header("TE", "trailers")
                .header("Keep-Alive", "timeout=5")
                .get(FORWARDED)
                .jsonPath()
                .getMap("headers");
        for (var hop : List.of("x-nominated", "te", "keep-alive")) {
            assertFalse(there.containsKey(hop), hop);
        }
        given().header("X-API-Key", key)
                .get(FORWARDED + "?case=hops")
                .then()
                .statusCode(200)
                .header("X-Between-Us", equalTo(null))
                .header("Keep-Alive", equalTo(null))
                .header("X-For-All", "yes");
    }

    @Test
    void aServiceNeitherSetsCookiesNorSaysWhatItRunsOn() {
        given().header("X-API-Key", key)
                .get(FORWARDED + "?case=hops")
                .then()
                .statusCode(200)
                .header("Set-Cookie", equalTo(null))
                .header("Server", equalTo(null));
    }

    @Test
    void aServiceThatNamesItselfDoesNotLeadPastTheGateway() {
        given().header("X-API-Key", key).get(FORWARDED + "?case=hops").then().header("Location", "/api/v1/jobs/1");
    }

    @Test
    void whatIsNotListedIsNotThere() {
        for (var path : List.of(
                "/nothing",
                "/api/v1/nothing",
                "/internal/export/jobs",
                "/api/v1/jobs/1/2",
                "/q/metrics",
                "/q/openapi")) {
            given().header("X-API-Key", key).get(path).then().statusCode(404).contentType(PROBLEM);
        }
        given().header("X-API-Key", key)
                .urlEncodingEnabled(false)
                .get("/%61nalytics/recent-jobs")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void withoutAnIdentityEverythingIsClosed() {
        for (var path : List.of(
                FORWARDED,
                "/api/v1/analytics",
                "/api/v1/keys",
                "/api/v1/users",
                "/api/v1/me",
                "/ws/live",
                "/openapi",
                "/docs",
                "/docs/reader.js",
                "/api/docs",
                "/admin/dashboard",
                "/api/v1/nothing",
                "/analytics/nothing",
                "/internal/export/jobs",
                "/q/health/ready")) {
            given().get(path).then().statusCode(401).contentType(PROBLEM).header("WWW-Authenticate", notNullValue());
        }
        json().body("{}").post("/api/v1/auth/logout").then().statusCode(401);
    }

    @Test
    void aMethodThatIsNotOfferedIsNamedWithThoseThatAre() {
        given().header("X-API-Key", key)
                .put("/analytics/recent-jobs")
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .header("Allow", "GET, HEAD");
    }

    @Test
    void headIsAnsweredWithoutABody() {
        given().header("X-API-Key", key).head(FORWARDED).then().statusCode(200).header("Content-Length", "1234");
    }

    @Test
    void answersWithoutABodyStaySo() {
        given().header("X-API-Key", key).get(FORWARDED + "?case=204").then().statusCode(204);
        given().header("X-API-Key", key).get(FORWARDED + "?case=304").then().statusCode(304);
        given().header("X-API-Key", key).get(FORWARDED + "?case=500").then().statusCode(500);
    }

    @Test
    void aServiceThatIsAwayIs503WithRetryAfter() {
        given().header("X-API-Key", key)
                .get("/api/performance/data-sources")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/upstream-unavailable"))
                .body("instance", equalTo("/api/performance/data-sources"));
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIs504AndIsLetGo() {
        var before = seen().getInt("cancelled");
        given().header("X-API-Key", key)
                .get(FORWARDED + "?case=silent")
                .then()
                .statusCode(504)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/upstream-too-slow"));
        awaitCancelled(before);
    }

    @Test
    void anAnswerThatBreaksOffIsNeverMadeToLookComplete() {
        assertThrows(
                IOException.class,
                () -> CLIENT.send(request(FORWARDED + "?case=broken").build(), BodyHandlers.ofString()));
    }

    @Test
    void aLargeAnswerFlowsThrough() throws Exception {
        var answer =
                CLIENT.send(request(FORWARDED + "?case=large&megabytes=300").build(), BodyHandlers.ofInputStream());
        assertEquals(300L * 1024 * 1024, length(answer.body()));
    }

    @Test
    void aCallerWhoGoesAwayIsNotWorkedForAnyLonger() throws Exception {
        var before = seen().getInt("cancelled");
        var answer = CLIENT.send(request(FORWARDED + "?case=endless").build(), BodyHandlers.ofInputStream());
        assertEquals(1000, answer.body().readNBytes(1000).length);
        answer.body().close();
        awaitCancelled(before);
    }

    @Test
    void anAnswerBeforeTheBodyIsReadArrives() throws Exception {
        var answer = CLIENT.send(
                request("/api/v1/ingest/jobs?case=early")
                        .POST(BodyPublishers.ofString("x".repeat(1000)))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(413, answer.statusCode());
    }

    @Test
    void manyAtOnceAreAllAnswered() {
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 500; i++) {
            answers.add(CLIENT.sendAsync(request(FORWARDED + "?n=" + i).build(), BodyHandlers.ofString())
                    .thenApply(answer -> answer.body().contains("recent-jobs") ? answer.statusCode() : 0));
        }
        answers.forEach(answer -> assertEquals(200, answer.join()));
    }

    @Test
    void requestsAreMeasuredByRouteTemplate() {
        given().header("X-API-Key", key).get("/api/v1/jobs/measured-1").then().statusCode(200);
        var figures = given().get(metrics).asString();
        assertTrue(figures.contains("route=\"/api/v1/jobs/{id}\""), figures);
        assertFalse(figures.contains("measured-1"));
    }

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + path))
                .timeout(Duration.ofSeconds(30))
                .header("X-API-Key", key);
    }

    private static void awaitCancelled(int before) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> seen().getInt("cancelled") > before);
    }

    private static long length(InputStream body) throws IOException {
        var length = 0L;
        var buffer = new byte[64 * 1024];
        for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            length += read;
        }
        return length;
    }
}
