package io.opscope.metrics.query;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DatabaseAwayTest {

    private static final String SUMMARY = "/api/v1/analytics?days=30";

    @Inject
    Freshness freshness;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();

    @Test
    void anAnswerThatCannotBeHadAnewIsGivenOldAndSaysSo() {
        send("one");
        sender.get(SUMMARY).statusCode(200).body("total_jobs", is(1)).body("degraded", nullValue());
        var before = generation();
        send("two");
        await().until(() -> !generation().equals(before));

        takeAway();

        sender.get(SUMMARY)
                .statusCode(200)
                .body("total_jobs", is(1))
                .body("degraded", is(true))
                .header("Cache-Status", containsString("stale"));
    }

    @Test
    void aQuestionNeverAskedBeforeAndARecordAreRefusedForNow() {
        takeAway();

        sender.get(SUMMARY).statusCode(503).header("Retry-After", notNullValue());
        sender.as("sender", "ingest")
                .contentType("application/json")
                .body("{\"id\": \"x\", \"created_at\": \"" + Instant.now() + "\"}")
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
    }

    @Test
    void whatIsTakenAwayForGoodIsNotGivenOldEither() {
        send("one");
        sender.get(SUMMARY).statusCode(200).body("total_jobs", is(1));
        sender.as("boss", "admin").delete("/api/v1/jobs/one").then().statusCode(204);

        takeAway();

        sender.get(SUMMARY).statusCode(503);
    }

    @Test
    void aDatabaseThatHangsKeepsNobodyWaiting() {
        send("one");
        sender.get(SUMMARY).statusCode(200);
        var before = generation();
        send("two");
        await().until(() -> !generation().equals(before));
        var server = serverProcess();
        signal("-STOP", server);
        try {
            var asked = Instant.now();
            sender.get(SUMMARY).statusCode(200).body("degraded", is(true));
            sender.get("/api/v1/analytics?days=29").statusCode(503).header("Retry-After", notNullValue());
            sender.as("sender", "ingest")
                    .contentType("application/json")
                    .body("{\"id\": \"x\", \"created_at\": \"" + Instant.now() + "\"}")
                    .post("/api/v1/ingest/jobs")
                    .then()
                    .statusCode(503);
            // one patience of three seconds for all of them; a new connection is given up after one more
            assertTrue(Duration.between(asked, Instant.now()).compareTo(Duration.ofSeconds(6)) < 0);
        } finally {
            signal("-CONT", server);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sender.get("/api/v1/analytics?days=28").extract().statusCode() == 200);
    }

    /** The server's first process and every one that it started. */
    private static List<String> serverProcess() {
        var directory = Sql.text("SELECT current_setting('data_directory') AS directory")
                .on(Superuser.of("metrics"))
                .first(row -> row.text("directory"))
                .orElseThrow();
        try {
            var first = Files.readAllLines(Path.of(directory, "postmaster.pid")).get(0);
            return Stream.concat(
                            Stream.of(first),
                            ProcessHandle.of(Long.parseLong(first.strip()))
                                    .orElseThrow()
                                    .descendants()
                                    .map(process -> String.valueOf(process.pid())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, List<String> processes) {
        try {
            var command = new ArrayList<>(List.of("kill", signal));
            command.addAll(processes);
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void giveBack() {
        Sql.text("ALTER ROLE opscope_metrics CONNECTION LIMIT -1")
                .on(Superuser.of("metrics"))
                .run();
        // reading and writing have connections of their own, and the next test needs both
        await().until(() -> sender.get("/api/v1/jobs").extract().statusCode() == 200 && takesARecord());
    }

    private boolean takesARecord() {
        return sender.as("sender", "ingest")
                        .contentType("application/json")
                        .body("{\"id\": \"back\", \"created_at\": \"" + Instant.now() + "\"}")
                        .post("/api/v1/ingest/jobs")
                        .statusCode()
                == 200;
    }

    private static void takeAway() {
        var db = Superuser.of("metrics");
        Sql.text("ALTER ROLE opscope_metrics CONNECTION LIMIT 0").on(db).run();
        Sql.text(
                        "SELECT pg_terminate_backend(pid, 5000) AS gone FROM pg_stat_activity WHERE usename = 'opscope_metrics'")
                .on(db)
                .list(row -> row.flag("gone"));
    }

    private void send(String id) {
        sender.send(
                "jobs",
                List.of(record(
                        "id",
                        id,
                        "status",
                        "completed",
                        "created_at",
                        Instant.now().toString())));
    }

    private String generation() {
        var scope = new Scope(sender.tenant(), "boss", Set.of("admin"));
        return freshness.generation(scope, catalogue.jobs(), Instant.now());
    }
}
