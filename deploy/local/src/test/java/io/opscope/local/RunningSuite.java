package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real suite with a few records of every product, whose figures stand in {@code clients/shown.json}. */
final class RunningSuite implements AutoCloseable {

    static final Path REPOSITORY = Path.of(System.getProperty("opscope.repository"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMAIL = "admin@opscope.local";

    /** Figures are numbers however they are written: 2, 2.0 and 2.00 are one. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Launcher launcher;
    private final String token;
    private final String readerKey;
    private final String producerKey;
    private final String zone;

    private RunningSuite(Launcher launcher) throws Exception {
        this.launcher = launcher;
        this.token = signIn();
        this.readerKey = key("viewer");
        this.producerKey = key("ingest");
        // the sign of these zones is the other way round: Etc/GMT-2 is two hours ahead
        this.zone =
                "Etc/GMT%+d".formatted(Instant.now().atOffset(ZoneOffset.UTC).getHour() - 12);
        fill();
    }

    /** Whether all services are built, as they are whenever the whole repository is. */
    static boolean isBuilt() {
        return Stream.of(Layout.Service.values())
                .allMatch(service ->
                        Files.exists(REPOSITORY.resolve(service.module).resolve("target/quarkus-app/quarkus-run.jar")));
    }

    /**
     * Starts it.
     *
     * @param corsOrigins pages of other origins to let in, or empty
     */
    static RunningSuite start(Path directory, String corsOrigins) throws Exception {
        var launcher = Launcher.ofRepository(directory);
        try {
            var up = launcher.run(
                    Map.of(Layout.CORS_ORIGINS, corsOrigins, "OPSCOPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                    "up",
                    "--detach",
                    "--data",
                    launcher.data().toString(),
                    "--port",
                    "" + launcher.port());
            assertThat(up.code()).as(up.output()).isZero();
            return new RunningSuite(launcher);
        } catch (Exception | AssertionError e) {
            launcher.clear();
            throw e;
        }
    }

    /** Figures are those of the part of {@code clients/shown.json} that has this name. */
    static void assertFigures(String part, JsonNode figures) {
        var expected = resource("shown.json").path(part);
        assertThat(figures.equals(BY_VALUE, expected))
                .as("%s: %s%nexpected: %s", part, figures, expected)
                .isTrue();
    }

    /** What was asked, if it was answered well. */
    static HttpResponse<String> fine(HttpRequest request, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s %s: %s", request.method(), request.uri(), answer.body())
                .isBetween(200, 299);
        return answer;
    }

    /** All that a client needs to know: the argument of those in other languages. */
    ObjectNode settings() throws IOException {
        return JSON.createObjectNode()
                .put("address", address())
                .put("email", EMAIL)
                .put("password", password())
                .put("reader", readerKey)
                .put("producer", producerKey)
                .put("zone", zone);
    }

    String address() {
        return "http://127.0.0.1:" + launcher.port();
    }

    String token() {
        return token;
    }

    String readerKey() {
        return readerKey;
    }

    String producerKey() {
        return producerKey;
    }

    /** Where it is about noon, so that today and this month began long ago at whatever hour the tests run. */
    String zone() {
        return zone;
    }

    private String password() throws IOException {
        return Files.readString(launcher.data().resolve("secrets/admin-password"))
                .strip();
    }

    /** Asks as a script does: what is not answered well is an error. */
    JsonNode ask(String method, String path, Object body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : JSON.writeValueAsString(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var sent = request.build();
        return JSON.readTree(fine(sent, http.send(sent, HttpResponse.BodyHandlers.ofString()))
                .body());
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() throws Exception {
        try {
            launcher.down();
        } finally {
            launcher.clear();
        }
    }

    private String signIn() throws IOException, InterruptedException {
        return ask("POST", "/api/v1/auth/login", Map.of("email", EMAIL, "password", password()))
                .path("access_token")
                .asText();
    }

    private String key(String role) throws IOException, InterruptedException {
        return ask("POST", "/api/v1/keys", Map.of("name", role, "roles", List.of(role)), admin())
                .path("key")
                .asText();
    }

    private String[] admin() {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private void fill() throws IOException, InterruptedException {
        var records = resource("records.json");
        moment(records, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MILLIS));
        for (var entry : ((ObjectNode) records.remove("directory")).properties()) {
            ask("PUT", "/api/v1/directory/" + entry.getKey(), entry.getValue(), admin());
        }
        for (var family : records.properties()) {
            var answer = ask("POST", "/api/v1/ingest/" + family.getKey(), family.getValue(), "X-API-Key", producerKey);
            assertThat(answer.path("accepted").asInt())
                    .as(answer.toString())
                    .isEqualTo(family.getValue().size());
        }
        // committed records show within a few seconds, and the database is watched after a few more
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(this::assertVisible);
    }

    /** Makes times of what says how many seconds after the start it was. */
    private static void moment(JsonNode records, Instant start) {
        if (records instanceof ObjectNode record) {
            for (var field : record.properties()) {
                if (field.getKey().matches("at|.*_at") && field.getValue().isInt()) {
                    field.setValue(record.textNode(
                            start.plusSeconds(field.getValue().asInt()).toString()));
                }
            }
        }
        records.forEach(one -> moment(one, start));
    }

    private static ObjectNode resource(String name) {
        try (var file = RunningSuite.class.getResourceAsStream("/clients/" + name)) {
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertVisible() throws IOException, InterruptedException {
        assertThat(ask("GET", "/analytics/performance", null, admin())
                        .at("/metrics/totalJobs")
                        .asInt())
                .isEqualTo(4);
        assertThat(ask("GET", "/admin/api/analytics/revenue", null, admin())
                        .at("/summary/transactions")
                        .asInt())
                .isEqualTo(5);
        assertThat(ask("GET", "/admin/api/user-activity", null, admin())
                        .path("feed")
                        .size())
                .isEqualTo(3);
        assertThat(ask("GET", "/api/v1/analytics/metrics/messages/realtime?window_seconds=3600", null, admin())
                        .at("/data/total_messages")
                        .asInt())
                .isEqualTo(4);
        assertThat(ask("GET", "/api/performance/data-sources", null, admin())
                        .at("/data/0/status")
                        .asText())
                .isEqualTo("healthy");
    }
}
