package io.opscope.metrics.query;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

    @AfterEach
    void giveBack() {
        Sql.text("ALTER ROLE opscope_metrics CONNECTION LIMIT -1")
                .on(Superuser.of("metrics"))
                .run();
        await().until(() -> sender.get("/api/v1/jobs").extract().statusCode() == 200);
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
