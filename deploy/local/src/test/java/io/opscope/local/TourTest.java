package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.local.SuiteState.Condition;
import io.opscope.local.process.ProcessId;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's tour, step by step through {@code ./opscope} on the real suite. Needs everything built. */
@Tag("tour")
class TourTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("opscope.repository"));
    private static final boolean NATIVE = Boolean.getBoolean("opscope.tour.native");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration IMPORT = Duration.ofMinutes(5);

    private static final List<String> JOBS = List.of(
            "import",
            "jobs",
            REPOSITORY.resolve("deploy/samples/cluster-jobs-2013.csv.gz").toString(),
            "--shift-to-yesterday",
            "--map",
            "id=job_id",
            "--map",
            "created_at=epoch(submit_epoch_s)",
            "--map",
            "started_at=epoch(submit_epoch_s + wait_s)",
            "--map",
            "completed_at=epoch(submit_epoch_s + wait_s + run_s)",
            "--map",
            "tool=queue",
            "--map",
            "status=swf_status == 1 ? \"completed\" : \"failed\"",
            "--map",
            "user_id=user_id",
            "--map",
            "attributes.processors=processors");

    private static final List<String> INVOICES = List.of(
            "import",
            "transactions",
            REPOSITORY
                    .resolve("deploy/samples/retail-invoices-2010-12_2011-06.csv.gz")
                    .toString(),
            "--shift-to-yesterday",
            "--map",
            "id=invoice_no",
            "--map",
            "created_at=invoice_date_utc",
            "--map",
            "user_id=customer_id",
            "--map",
            "amount=amount_gbp",
            "--map",
            "currency=\"GBP\"",
            "--map",
            "status=invoice_no.startsWith(\"C\") ? \"refunded\" : \"completed\"");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Launcher launcher;

    @BeforeEach
    void up() throws Exception {
        launcher = new Launcher(directory);
        assertThat(start().code()).isZero();
    }

    @AfterEach
    void down() {
        launcher.clear();
    }

    @Test
    void theTwoSampleFilesGiveTheFiguresOfTheTourHoweverOftenTheyAreImported() throws Exception {
        assertThat(get("/api/v1/analytics?days=365", null).statusCode()).isEqualTo(401);
        // When
        var jobs = opscope(JOBS);
        // Then
        assertThat(jobs.code()).as(jobs.output()).isZero();
        assertThat(jobs.output()).contains("17,898 accepted").contains("2 rejected");
        awaitFigures(this::assertJobs);
        // When
        var invoices = opscope(INVOICES);
        // Then
        assertThat(invoices.code()).as(invoices.output()).isZero();
        assertThat(invoices.output()).contains("12,795 accepted");
        awaitFigures(this::assertRevenue);
        // When
        var again = opscope(JOBS);
        opscope(INVOICES);
        // Then
        assertThat(again.output()).contains("0 accepted").contains("17,898 duplicates");
        awaitFigures(this::assertJobs);
        awaitFigures(this::assertRevenue);
        // When
        assertThat(launcher.down().code()).isZero();
        launcher.assertNothingIsLeft();
        assertThat(start().code()).isZero();
        // Then
        awaitFigures(this::assertJobs);
        awaitFigures(this::assertRevenue);
        assertThat(launcher.down().code()).isZero();
        launcher.assertNothingIsLeft();
    }

    @Test
    void aKilledMetricsServiceLosesAndDoublesNothing() throws Exception {
        // Given
        var output = directory.resolve("import.txt");
        var running = script(output, JOBS);
        var token = signIn();
        await().pollInterval(Duration.ofMillis(20)).atMost(IMPORT).until(() -> !body(get("/api/v1/jobs?limit=1", token))
                .path("items")
                .isEmpty());
        // When
        metrics().signal("KILL");
        // Then
        assertThat(running.waitFor(IMPORT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofMinutes(2)).until(() -> launcher.state().processes().stream()
                .allMatch(entry -> entry.condition() == Condition.READY));
        var resumed = opscope(JOBS);
        assertThat(resumed.code()).as(resumed.output()).isZero();
        assertThat(resumed.output()).contains("2 rejected");
        awaitFigures(this::assertJobs);
    }

    private interface Check {
        void run(String token) throws Exception;
    }

    /** Committed records show within a few seconds. */
    private void awaitFigures(Check check) throws Exception {
        var token = signIn();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> check.run(token));
    }

    private void assertJobs(String token) throws Exception {
        var answer = body(get("/api/v1/analytics?days=365", token));
        assertThat(answer.path("total_jobs").asLong()).isEqualTo(17_898);
        assertThat(answer.path("success_rate").decimalValue()).isEqualByComparingTo("100");
        assertThat(answer.path("avg_generation_time").asDouble()).isBetween(50_131.85, 50_131.95);
        var usage = body(get("/analytics/performance?period=365", token)).path("toolUsage");
        assertThat(usage.path(0).path("toolName").asText()).isEqualTo("q_1d");
        assertThat(usage.path(0).path("usageCount").asLong()).isEqualTo(5_301);
    }

    private void assertRevenue(String token) throws Exception {
        var today = LocalDate.now(ZoneOffset.UTC);
        var answer = body(get(
                "/admin/api/analytics/revenue?breakdown=daily&currency=GBP&from=" + today.minusDays(364) + "&until="
                        + today,
                token));
        var summary = answer.path("summary");
        assertThat(new BigDecimal(summary.path("total").asText())).isEqualByComparingTo("4826466.49");
        assertThat(summary.path("successful").asLong()).isEqualTo(10_789);
        assertThat(new BigDecimal(summary.path("peak").path("revenue").asText()))
                .isEqualByComparingTo("99618.20");
    }

    private String signIn() throws Exception {
        ObjectNode credentials = JSON.createObjectNode()
                .put("email", "admin@opscope.local")
                .put(
                        "password",
                        Files.readString(launcher.data().resolve("secrets/admin-password"))
                                .strip());
        var answer = http.send(
                HttpRequest.newBuilder(uri("/api/v1/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(credentials.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer).path("access_token").asText();
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode body(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        // Exact decimals: a double would round an amount before it is compared.
        return JSON.copy()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(answer.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + launcher.port() + path);
    }

    private ProcessId metrics() {
        return launcher.state().processes().stream()
                .filter(entry -> entry.name().equals("metrics"))
                .map(SuiteState.Entry::id)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private Launcher.Outcome start() throws Exception {
        var arguments = new ArrayList<>(List.of("up", "--detach", "--port", "" + launcher.port()));
        if (NATIVE) {
            arguments.add("--native");
        }
        var outcome = opscope(arguments);
        System.out.println(outcome.output());
        return outcome;
    }

    private Launcher.Outcome opscope(List<String> arguments) throws Exception {
        var output = Files.createTempFile(directory, "output", ".txt");
        var process = script(output, arguments);
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("Still running: " + arguments + "\n" + Files.readString(output));
        }
        return new Launcher.Outcome(process.exitValue(), Files.readString(output));
    }

    private Process script(Path output, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(REPOSITORY.resolve("opscope").toString()));
        command.addAll(arguments);
        command.addAll(List.of("--data", launcher.data().toString()));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OPSCOPE_"));
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        return builder.start();
    }
}
