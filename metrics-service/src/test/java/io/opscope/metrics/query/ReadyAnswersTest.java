package io.opscope.metrics.query;

import static io.opscope.metrics.Sender.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose bytes lie ready: the same as the resources', for nobody else, and never older. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ReadyAnswersTest {

    private static final String SUMMARY = "/api/v1/analytics?days=30";
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI service;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sender sender = new Sender();
    private final String boss = Tokens.bearer(sender.tenant(), "boss", "admin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                SUMMARY,
                "/api/v1/analytics/cost-breakdown",
                "/api/v1/analytics/performance",
                "/api/v1/analytics/time-series?interval=day&days=30",
                "/api/v1/analytics/admin/overview",
                "/analytics/performance",
                "/analytics/recent-jobs",
                "/admin/api/user-activity",
                "/api/v1/analytics/metrics/messages/realtime",
                "/api/v1/analytics/metrics/routes",
                "/api/v1/analytics/dashboard/summary",
                "/api/v1/analytics/trends/jobs?hours=24",
                "/api/v1/analytics/predictions/job-volume"
            })
    void whatLiesReadyIsWhatTheResourceGives(String address) {
        sendAJob("1");
        for (var version : HttpClient.Version.values()) {
            compare(ready(address, boss, request -> request.version(version)));
            var zipped = ready(
                    address, boss, request -> request.version(version).header("Accept-Encoding", "gzip, deflate, br"));
            compare(zipped);
            assertThat(zipped.given().headers().firstValue("Content-Encoding")).contains("gzip");
        }
    }

    @Test
    void itTellsItsAgeAnew() {
        sendAJob("1");
        ready(SUMMARY, boss);
        await().atMost(LONG).untilAsserted(() -> {
            var before = readyGiven();
            var answer = get(SUMMARY, boss);
            assertThat(readyGiven()).isGreaterThan(before);
            var age = age(answer);
            assertThat(age).isGreaterThan(0);
            assertThat(answer.headers().firstValue("Cache-Status")).contains("opscope; hit; ttl=" + (300 - age));
        });
    }

    @Test
    void nobodyGetsAnothersNotEvenWhoMaySeeTheSame() {
        sendAJob("1");
        ready(SUMMARY, boss);
        var others = List.of(
                Tokens.bearer(sender.tenant(), "ann", "user"),
                Tokens.bearer(sender.tenant(), "deputy", "admin"),
                Tokens.bearer(sender.tenant(), "boss", "user"),
                Tokens.bearer(new Sender().tenant(), "boss", "admin"));
        for (var other : others) {
            var before = readyGiven();
            var answer = get(SUMMARY, other);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(readyGiven()).isEqualTo(before);
        }
        assertThat(text(get(SUMMARY, others.get(0)))).contains("\"total_jobs\":0");
        assertThat(text(get(SUMMARY, others.get(3)))).contains("\"total_jobs\":0");
        assertThat(get(SUMMARY, Tokens.bearer(sender.tenant(), "boss", "ingest"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void withoutAGoodTokenThereIsNothing() {
        sendAJob("1");
        ready(SUMMARY, boss);
        var forged = boss.substring(0, boss.length() - 6) + "AAAAAA";
        for (var bad : List.of(forged, "Bearer ", "Basic " + boss.substring(7), boss + "x")) {
            assertThat(get(SUMMARY, bad).statusCode()).as(bad).isEqualTo(401);
        }
        assertThat(send(HttpRequest.newBuilder(service.resolve(SUMMARY)).build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenThatHasRunOutGetsNothingMore() {
        sendAJob("1");
        var claims = Tokens.claims(sender.tenant(), "boss", "admin");
        var end = NumericDate.now();
        end.addSeconds(2);
        claims.setExpirationTime(end);
        var token = "Bearer " + Tokens.token(claims);
        ready(SUMMARY, boss);
        get(SUMMARY, token);
        await().atMost(LONG).untilAsserted(() -> {
            ready(SUMMARY, boss);
            assertThat(get(SUMMARY, token).statusCode()).isEqualTo(401);
        });
    }

    @Test
    void whatComesInIsSeenAsSoonAsWithoutIt() {
        // the same question in other words, which is answered by the resource and the same cache
        var another = SUMMARY + "&words=other";
        sendAJob("1");
        ready(SUMMARY, boss);
        sendAJob("2");
        await().atMost(LONG).until(() -> {
            // only ever asked where it does not lie ready
            return text(getFresh(another, boss)).contains("\"total_jobs\":2");
        });
        assertThat(text(get(SUMMARY, boss))).contains("\"total_jobs\":2");
        assertThat(text(ready(SUMMARY, boss).given())).contains("\"total_jobs\":2");
    }

    @Test
    void whatIsTakenAwayIsGoneAtOnce() {
        sendAJob("1");
        sendAJob("2");
        await().atMost(LONG).until(() -> text(get(SUMMARY, boss)).contains("\"total_jobs\":2"));
        ready(SUMMARY, boss);
        sender.as("boss", "admin").delete("/api/v1/jobs/1").then().statusCode(204);
        assertThat(text(get(SUMMARY, boss))).contains("\"total_jobs\":1");
    }

    @Test
    void clearingTheCacheLeavesNothingReady() {
        sendAJob("1");
        for (var question : List.of("", "?cache=generation-summary")) {
            ready(SUMMARY, boss);
            sender.as("boss", "admin")
                    .post("/admin/api/cache/clear" + question)
                    .then()
                    .statusCode(200);
            var before = readyGiven();
            assertThat(get(SUMMARY, boss).headers().firstValue("Cache-Status")).contains("opscope; fwd=miss; stored");
            assertThat(readyGiven()).isEqualTo(before);
        }
    }

    @Test
    void everyWordOfTheQuestionCounts() {
        sendAJob("1");
        var series = "/api/v1/analytics/time-series?days=30";
        ready(series + "&tz=UTC", boss);
        for (var other : List.of(series + "&tz=Europe/Berlin", series + "&tz=UTC&days=7", series + "&tz=UTC&tz=no")) {
            var before = readyGiven();
            get(other, boss);
            assertThat(readyGiven()).as(other).isEqualTo(before);
        }
        assertThat(get(series + "&tz=Nowhere/AtAll", boss).statusCode()).isEqualTo(400);
        assertThat(text(ready(series + "&interval=week", boss).given())).contains("\"interval\":\"week\"");
        assertThat(text(ready(series + "&interval=month", boss).given())).contains("\"interval\":\"month\"");
    }

    @Test
    void whatIsNoPlainQuestionGoesItsUsualWay() {
        sendAJob("1");
        ready(SUMMARY, boss);
        List<Consumer<HttpRequest.Builder>> others = List.of(
                request -> request.method("HEAD", HttpRequest.BodyPublishers.noBody()),
                request -> request.method("GET", HttpRequest.BodyPublishers.ofString("{}")),
                request -> request.header("If-None-Match", "\"x\""),
                request -> request.header("If-Modified-Since", "Sat, 28 Feb 2026 12:00:00 GMT"),
                request -> request.header("Range", "bytes=0-9"),
                request -> request.header("Content-Type", "application/json"),
                request -> request.header("Accept", "application/json"),
                request -> request.header("Accept-Encoding", "deflate"),
                request -> request.header("Accept-Encoding", "gzip;q=0, identity"));
        for (var other : others) {
            var before = readyGiven();
            var answer = get(SUMMARY, boss, other);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(readyGiven()).isEqualTo(before);
        }
        assertThat(get(SUMMARY, boss, request -> request.header("Accept", "text/html"))
                        .statusCode())
                .isEqualTo(406);
        assertThat(get(SUMMARY, boss, request -> request.method("DELETE", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void whatIsMadeOfMoreThanTheCacheIsAskedOfTheResource() {
        sendAJob("1");
        sender.put("/api/v1/directory/users/ann", record("email", "ann@example.org"));
        var user = "/api/v1/analytics/admin/user/ann";
        var before = readyGiven();
        for (int i = 0; i < 10; i++) {
            assertThat(get(user, boss).statusCode()).isEqualTo(200);
        }
        assertThat(readyGiven()).isEqualTo(before);
    }

    @Test
    void itCountsAsTheHitThatItIs() {
        sendAJob("1");
        var address = "/api/v1/analytics/trends/jobs?hours=23";
        ready(address, boss);
        var hits = hits("trend");
        var requests = requests("/api/v1/analytics/trends/{metric}");
        get(address, boss);
        assertThat(hits("trend")).isEqualTo(hits + 1);
        // it is measured after it has been sent
        await().untilAsserted(() ->
                assertThat(requests("/api/v1/analytics/trends/{metric}")).isEqualTo(requests + 1));
        assertThat(requests("/api/v1/analytics/trends/jobs")).isZero();
        var told = sender.get("/admin/api/cache/stats").extract().jsonPath();
        assertThat(told.getLong("replicas.find { it.caches != null }.caches.find { it.cache == 'trend' }.hits"))
                .isGreaterThanOrEqualTo((long) hits + 1);
    }

    private static void compare(Given ready) {
        assertThat(headers(ready.given())).isEqualTo(headers(ready.before()));
        assertThat(text(ready.given())).isEqualTo(text(ready.before()));
        assertThat(ready.given().version()).isEqualTo(ready.before().version());
    }

    /** Asks until an answer is given from what lies ready, and returns it with the one before, which it was kept from. */
    private Given ready(String address, String authorization) {
        return ready(address, authorization, request -> {});
    }

    private Given ready(String address, String authorization, Consumer<HttpRequest.Builder> with) {
        var last = new AtomicReference<HttpResponse<byte[]>>();
        var found = new AtomicReference<Given>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(() -> {
            var before = readyGiven();
            var answer = get(address, authorization, with);
            assertThat(answer.statusCode()).isEqualTo(200);
            var kept = last.getAndSet(answer);
            if (readyGiven() == before) {
                return false;
            }
            found.set(new Given(kept == null ? answer : kept, answer));
            return true;
        });
        return found.get();
    }

    /** Never from what lies ready: a header that keeps an answer from being kept. */
    private HttpResponse<byte[]> getFresh(String address, String authorization) {
        return get(address, authorization, request -> request.header("If-None-Match", "\"none\""));
    }

    private HttpResponse<byte[]> get(String address, String authorization) {
        return get(address, authorization, request -> {});
    }

    private HttpResponse<byte[]> get(String address, String authorization, Consumer<HttpRequest.Builder> with) {
        var request = HttpRequest.newBuilder(service.resolve(address)).header("Authorization", authorization);
        with.accept(request);
        return send(request.build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void sendAJob(String id) {
        sender.send(
                "jobs",
                List.of(record(
                        "id", id, "user_id", "boss", "created_at", Instant.now().toString())));
    }

    private double readyGiven() {
        return sum("opscope.cache.ready");
    }

    private double sum(String name) {
        return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private double hits(String cache) {
        return meters.counter("opscope.cache.answers", "cache", cache, "outcome", "hit")
                .count();
    }

    private long requests(String uri) {
        return meters.find("http.server.requests").tag("uri", uri).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static long age(HttpResponse<byte[]> answer) {
        return answer.headers().firstValueAsLong("Age").orElseThrow();
    }

    /** All but those that change with time, and but for the length, which depends on who zips. */
    private static Map<String, List<String>> headers(HttpResponse<byte[]> answer) {
        var all = new TreeMap<String, List<String>>();
        answer.headers().map().forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values));
        all.keySet().removeAll(List.of("age", "cache-status", "content-length"));
        return all;
    }

    private static String text(HttpResponse<byte[]> answer) {
        var body = answer.body();
        if (answer.headers().firstValue("Content-Encoding").isEmpty()) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Given(HttpResponse<byte[]> before, HttpResponse<byte[]> given) {}
}
