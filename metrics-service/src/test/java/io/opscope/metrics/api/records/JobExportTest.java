package io.opscope.metrics.api.records;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class JobExportTest {

    /** More than fits into the buffers between the server and a reader who does not read. */
    private static final int MANY = 100_000;

    private static final Sql SEED =
            Sql.text("INSERT INTO record (tenant_id, family_id, id, user_id, at, status, outcome,"
                    + " currency, dims, measures, fingerprint, body)"
                    + " SELECT :tenant, 1, 'job-' || n, 'u' || n % 7, now() - make_interval(secs => n), 'completed', 0, 'USD',"
                    + " '{completed}', '{}', n, jsonb_build_object('anchor_text', repeat('x', 200))"
                    + " FROM generate_series(1, :many) AS n");
    private static final Sql RUNNING = Sql.text("SELECT count(*) AS exports FROM pg_stat_activity"
            + " WHERE usename = 'opscope_metrics' AND state <> 'idle' AND query LIKE '%The jobs in%'");
    private static final Sql KILL = Sql.text("SELECT count(pg_terminate_backend(pid)) AS exports FROM pg_stat_activity"
            + " WHERE usename = 'opscope_metrics' AND state <> 'idle' AND query LIKE '%The jobs in%'");

    @TestHTTPResource("/internal/export/jobs?days=30")
    URL address;

    private final Sender sender = new Sender();

    @Test
    void everyJobIsOneLineNewestFirst() {
        var hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
        sender.send(
                "jobs",
                List.of(
                        record("id", "old", "created_at", hour.toString(), "status", "Queued", "user_id", "bob"),
                        record(
                                "id",
                                "new",
                                "created_at",
                                hour.plusSeconds(9).toString(),
                                "status",
                                "DELIVERED",
                                "user_id",
                                "ann",
                                "publisher",
                                "=cmd|'/c calc'!A0\n\"x\"",
                                "target_url",
                                "https://x.org",
                                "anchor_text",
                                "ä→",
                                "provider",
                                "openai",
                                "strategy",
                                "fast",
                                "estimated_cost",
                                "0.3",
                                "actual_cost",
                                "0.1234",
                                "started_at",
                                hour.plusSeconds(10).toString(),
                                "completed_at",
                                hour.plusSeconds(20).toString()),
                        record(
                                "id",
                                "gone",
                                "created_at",
                                hour.minus(Duration.ofDays(40)).toString())));
        var lines = sender.as("boss", "admin")
                .get("/internal/export/jobs?days=30")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .split("\n");
        assertEquals(2, lines.length);
        assertEquals(
                ("{'job_id':'new','created_at':'" + hour.plusSeconds(9) + "','status':'DELIVERED',"
                                + "'publisher':'=cmd|~/c calc~!A0\\n\\'x\\'','target_url':'https://x.org','anchor_text':'ä→',"
                                + "'provider':'openai','strategy':'fast','estimated_cost':0.3,'actual_cost':0.1234,'cost':0.1234,"
                                + "'started_at':'" + hour.plusSeconds(10) + "','completed_at':'" + hour.plusSeconds(20)
                                + "'}")
                        .replace('\'', '"')
                        .replace('~', '\''),
                lines[0].replace("\" : ", "\":").replace(", \"", ",\""));
        assertTrue(lines[1].contains("\"completed_at\" : null"), lines[1]);
        var own = sender.as("ann", "user").get("/internal/export/jobs").asString();
        assertTrue(own.contains("\"new\"") && own.lines().count() == 1, own);
        assertEquals(
                "",
                new Sender().as("boss", "admin").get("/internal/export/jobs").asString());
        sender.as("feed", "ingest").get("/internal/export/jobs").then().statusCode(403);
        sender.get("/internal/export/jobs?days=0").statusCode(400);
    }

    @Test
    void aReaderThatGoesAwayEndsTheQuery() throws IOException {
        seed();
        var connection = open();
        connection.getInputStream().read();
        awaitRunning(1);
        connection.disconnect();
        awaitRunning(0);
    }

    @Test
    void aDatabaseThatFailsMidwayBreaksTheStreamOff() throws IOException {
        seed();
        var connection = open();
        try (var lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            awaitRunning(1);
            KILL.on(Superuser.of("metrics")).list(row -> row.integer("exports"));
            assertThrows(IOException.class, () -> {
                while (lines.readLine() != null) {
                    // until the end, which must not look like one
                }
            });
        }
    }

    private void seed() {
        SEED.on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("many", MANY)
                .run();
    }

    private HttpURLConnection open() throws IOException {
        var connection = (HttpURLConnection) address.openConnection();
        connection.setRequestProperty("Authorization", Tokens.bearer(sender.tenant(), "boss", "admin"));
        assertEquals(200, connection.getResponseCode());
        return connection;
    }

    private static void awaitRunning(long exports) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> RUNNING.on(Superuser.of("metrics"))
                                .first(row -> row.integer("exports"))
                                .orElseThrow()
                        == exports);
    }
}
