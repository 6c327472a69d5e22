package io.opscope.gateway.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Superuser;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two metrics services behind two gateways, as they are shipped, each ended and started again one after the other while
 * somebody reads. {@code -Dopscope.rolling.rate=} says how often a second.
 */
@Tag("packaged")
class RollingRestartTest {

    private static final Path GATEWAY =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Path METRICS = Path.of("..", "metrics-service", "target", "quarkus-app", "quarkus-run.jar")
            .toAbsolutePath();
    private static final int RATE = Integer.getInteger("opscope.rolling.rate", 100);
    private static final int GOING_AWAY = 1001;

    /** Classes, statements, files, hosts. */
    private static final Pattern INSIDE = Pattern.compile(
            "(java|io|org|com)\\.[a-z]+\\.|Exception|(?i)select |relation|permission|127\\.0\\.0\\.1|/tmp/|hunter2");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nobodyWhoReadsNoticesThatEverythingIsRestarted() throws Exception {
        assumeTrue(Files.exists(METRICS), "The metrics service is not built: mvn verify builds all");
        var backend = new Backend();
        var logs = Files.createTempDirectory(Files.createDirectories(Path.of("target", "rolling")), "run");
        var ports = IntStream.range(0, 8).map(i -> Processes.freePort()).boxed().toList();
        var metrics = new HashMap<>(backend.start());
        metrics.remove("opscope.auth.jwks");
        metrics.put("opscope.auth.jwks-url", address(ports.get(0)) + "/.well-known/jwks.json");
        var gateway = new HashMap<>(metrics);
        gateway.put("opscope.upstream.metrics", address(ports.get(2)) + ',' + address(ports.get(3)));
        gateway.put("opscope.upstream.metrics-management", address(ports.get(6)) + ',' + address(ports.get(7)));
        gateway.put("opscope.limit.enabled", "false");
        try (var gatewayOne = new PackagedReplica(
                        GATEWAY, ports.get(0), ports.get(4), logs.resolve("gateway-1.log"), gateway);
                var metricsOne = new PackagedReplica(
                        METRICS, ports.get(2), ports.get(6), logs.resolve("metrics-1.log"), metrics)) {
            gatewayOne.awaitReady();
            metricsOne.awaitReady();
            try (var gatewayTwo = new PackagedReplica(
                            GATEWAY, ports.get(1), ports.get(5), logs.resolve("gateway-2.log"), gateway);
                    var metricsTwo = new PackagedReplica(
                            METRICS, ports.get(3), ports.get(7), logs.resolve("metrics-2.log"), metrics)) {
                gatewayTwo.awaitReady();
                metricsTwo.awaitReady();
                roll(List.of(gatewayOne, gatewayTwo), List.of(metricsOne, metricsTwo));
            }
        } finally {
            backend.stop();
        }
    }

    private void roll(List<PackagedReplica> gateways, List<PackagedReplica> services) throws Exception {
        var token = token(gateways.get(0));
        var addresses = gateways.stream()
                .map(gateway -> gateway.at("/api/v1/analytics?days=7"))
                .toList();
        var began = System.nanoTime();
        try (var load = new Load(addresses, token)) {
            load.start(RATE);
            var watching = live(gateways.get(0), token);
            for (var service : services) {
                service.restart();
            }
            assertEquals(GOING_AWAY, watching.get(20, TimeUnit.SECONDS));
            for (var gateway : gateways) {
                var watchingIt = live(gateway, token);
                gateway.restart();
                assertEquals(GOING_AWAY, watchingIt.get(20, TimeUnit.SECONDS));
            }
            load.close();
            var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            assertEquals(List.of(), load.failed());
            assertTrue(load.answered() > RATE * seconds / 2, load.answered() + " answers in " + seconds + " s");
        }
        tellsNothingOfItsInside(gateways.get(0), services, token);
        for (var gateway : gateways) {
            assertFalse(gateway.log().contains(" ERROR "), "see target/rolling");
        }
    }

    /** The service may not read its tables any more, which nobody foresaw. */
    private void tellsNothingOfItsInside(PackagedReplica gateway, List<PackagedReplica> services, String token)
            throws Exception {
        try (var connection = Superuser.of("metrics").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("REVOKE SELECT ON ALL TABLES IN SCHEMA metrics FROM opscope_metrics");
        }
        var answer = get(gateway, "/analytics/recent-jobs?limit=17&userId=hunter2", token);
        assertEquals(500, answer.statusCode(), answer.body());
        assertThat(answer.body()).doesNotContainPattern(INSIDE);
        var reference = new JsonObject(answer.body()).getString("reference");
        var logged = false;
        for (var service : services) {
            logged |= service.log().contains(reference);
        }
        assertTrue(logged, "Nobody logged " + reference);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var errors = get(gateway, "/admin/api/errors?service=metrics&type=internal", token);
            assertThat(errors.body())
                    .contains(reference, "GET /analytics/recent-jobs", "PSQLException")
                    .doesNotContain("hunter2", "permission", "SELECT", "java.");
        });
    }

    private HttpResponse<String> get(PackagedReplica gateway, String path, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(gateway.at(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Completes with the code that it is closed with. */
    private CompletableFuture<Integer> live(PackagedReplica gateway, String token) {
        var closed = new CompletableFuture<Integer>();
        var address = gateway.at("/ws/live");
        client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws" + address.toString().substring("http".length())), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        closed.complete(code);
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        closed.completeExceptionally(error);
                    }
                })
                .join();
        return closed;
    }

    private String token(PackagedReplica gateway) throws Exception {
        var body = new JsonObject(Map.of("email", "admin@opscope.local", "password", "correct horse battery staple"));
        var answer = client.send(
                HttpRequest.newBuilder(gateway.at("/api/v1/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body()).getString("access_token");
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
