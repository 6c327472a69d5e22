package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a batch has counted is in every answer at once, wherever it is: in the journal, in the rollup rows, in both. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class JournalTest {

    private static final List<String> QUESTIONS = List.of(
            "/api/v1/analytics?days=60",
            "/api/v1/analytics/cost-breakdown?days=60",
            "/api/v1/analytics/performance?days=60",
            "/api/v1/analytics/time-series?interval=day&days=60",
            "/api/v1/analytics/time-series?interval=week&days=60",
            "/analytics/performance?period=60",
            "/api/v1/analytics/trends/jobs?granularity=hour&hours=100");

    private static final List<String> CUSTOM_QUESTIONS = List.of(
            "{\"metric\":\"jobs.duration\",\"aggregation\":\"percentile\",\"percentile\":95,\"group_by\":[\"tool\"]}",
            "{\"metric\":\"jobs\",\"aggregation\":\"distinct\",\"group_by\":[\"day\"]}",
            "{\"metric\":\"jobs.cost\",\"aggregation\":\"max\",\"group_by\":[\"provider\"]}",
            "{\"metric\":\"jobs.cost\",\"aggregation\":\"sum\",\"group_by\":[\"status\",\"day\"]}",
            "{\"metric\":\"jobs\",\"aggregation\":\"count\",\"filters\":{\"tool\":\"crawler\"}}");

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void answersAreTheSameBeforeAndAfterItIsBroughtIntoTheRollupRows() throws Exception {
        var its = new Random(11);
        sender.send("jobs", jobs(its, 60));
        assertTrue(Recounted.rows(sender.tenant()) > 0);
        Map<String, String> unfolded;
        try (var ignored = nobodyFolds()) {
            var counted = Recounted.rows(sender.tenant());
            for (int i = 0; i < 3; i++) {
                sender.send("jobs", jobs(its, 60));
            }
            assertEquals(counted, Recounted.rows(sender.tenant()), "nothing is to be folded while another is at it");
            assertEquals(3, batches(sender));
            assertConsistent();
            unfolded = answers();
        }
        awaitFolded(sender);
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
        assertConsistent();
        answers().forEach((question, answer) -> assertEquals(unfolded.get(question), answer, question));
    }

    @Test
    void whatOneBatchAddedAndAnotherTookBackIsNoExtremeAnyMore() throws Exception {
        sender.send("jobs", List.of(job("dear", "running", 900), job("other", "completed", 7)));
        try (var ignored = nobodyFolds()) {
            sender.send("jobs", List.of(job("dearer", "completed", 5_000)));
            sender.send("jobs", List.of(job("dearer", "completed", 3), job("dear", "completed", 4)));
            assertGreatestCost("7");
        }
        awaitFolded(sender);
        assertGreatestCost("7");
    }

    @Test
    void whereEveryValueWasTakenBackThereIsNoExtreme() throws Exception {
        sender.send("jobs", List.of(job("other", "completed", 7)));
        try (var ignored = nobodyFolds()) {
            sender.send("jobs", List.of(job("dear", "failed", 900)));
            sender.send("jobs", List.of(record("id", "dear", "status", "failed", "created_at", now.toString())));
            assertGreatestCost("7");
        }
        awaitFolded(sender);
        assertGreatestCost("7");
    }

    @Test
    void aRecordThatIsTakenAwayBeforeItIsInTheRollupRowsIsInNoAnswer() throws Exception {
        sender.send("jobs", List.of(job("stays", "completed", 1)));
        try (var ignored = nobodyFolds()) {
            sender.send("jobs", List.of(job("goes", "completed", 2)));
            sender.as("boss", "admin").delete("/api/v1/jobs/goes").then().statusCode(204);
            sender.get("/api/v1/analytics?days=2").body("total_jobs", is(1)).body("total_cost", is(Sender.number("1")));
        }
        awaitFolded(sender);
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
    }

    @Test
    void whoIsErasedIsTakenOutOfWhatWaitsAsWell() throws Exception {
        sender.put("/api/v1/directory/users/gone", record("email", "gone@example.org"));
        CompletableFuture<Integer> erased;
        try (var ignored = nobodyFolds()) {
            sender.send("jobs", List.of(ofUser("a", "gone"), ofUser("b", "stays"), ofUser("c", "gone")));
            erased = CompletableFuture.supplyAsync(() -> sender.as("boss", "admin")
                    .delete("/api/v1/directory/users/gone?erase=true")
                    .statusCode());
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting() > 0);
            assertEquals(1, batches(sender));
        }
        assertEquals(204, erased.join());
        awaitFolded(sender);
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
        sender.as("boss", "admin")
                .contentType("application/json")
                .body("{\"metric\":\"jobs\",\"aggregation\":\"distinct\"}")
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(200)
                .body("data.rows.value", is(List.of(1)));
    }

    @Test
    void whatCannotBeBroughtForOneTenantKeepsNoOtherWaiting() throws Exception {
        var broken = new Sender("a-" + sender.tenant());
        broken.send("jobs", List.of(job("one", "completed", 1)));
        Sql.text("INSERT INTO rollup_journal (tenant_id, family_id, changes) VALUES (:tenant, 1, 'broken')")
                .on(Superuser.of("metrics"))
                .set("tenant", broken.tenant())
                .run();
        broken.send("jobs", List.of(job("two", "completed", 1)));
        try (var ignored = nobodyFolds()) {
            sender.send("jobs", List.of(job("three", "completed", 1)));
        }
        awaitFolded(sender);
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
        Sql.text("DELETE FROM rollup_journal WHERE tenant_id = :tenant AND changes = 'broken'")
                .on(Superuser.of("metrics"))
                .set("tenant", broken.tenant())
                .run();
        awaitFolded(broken);
        Recounted.assertSame(broken.tenant(), catalogue.jobs());
    }

    private void assertGreatestCost(String cost) {
        clearCaches();
        sender.as("boss", "admin")
                .contentType("application/json")
                .body("{\"metric\":\"jobs.cost\",\"aggregation\":\"max\"}")
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(200)
                .body("data.rows[0].value", is(Sender.number(cost)));
        sender.get("/api/v1/analytics/cost-breakdown?days=2")
                .body("most_expensive_jobs[0].cost", is(Sender.number(cost)));
    }

    private void assertConsistent() {
        sender.get("/api/v1/metrics/verify?family=jobs&from=" + now.minus(Duration.ofDays(61)))
                .statusCode(200)
                .body("consistent", is(true))
                .body("families.differences", everyItem(is(0)));
    }

    /** None of them out of a cache. */
    private Map<String, String> answers() {
        clearCaches();
        var answers = new TreeMap<String, String>();
        for (var question : QUESTIONS) {
            answers.put(
                    question,
                    withoutTimes(sender.get(question).statusCode(200).extract().asString()));
        }
        for (var question : CUSTOM_QUESTIONS) {
            answers.put(
                    question,
                    withoutTimes(sender.as("boss", "admin")
                            .contentType("application/json")
                            .body(question)
                            .post("/api/v1/analytics/query")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString()));
        }
        return answers;
    }

    /** A minute may have passed between two answers. */
    private static String withoutTimes(String answer) {
        return answer.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-9.]+Z", "a time");
    }

    private void clearCaches() {
        sender.as("boss", "admin").post("/admin/api/cache/clear").then().statusCode(200);
    }

    private List<Map<String, Object>> jobs(Random its, int count) {
        var jobs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            var created = now.minusSeconds(600 + its.nextInt(50 * 86400));
            jobs.add(record(
                    "id", "j-" + its.nextInt(150),
                    "created_at", created.toString(),
                    "started_at", created.plusSeconds(1).toString(),
                    "completed_at", created.plusSeconds(2 + its.nextInt(500)).toString(),
                    "user_id", "user-" + its.nextInt(9),
                    "tool", List.of("crawler", "parser", "mailer").get(its.nextInt(3)),
                    "provider", List.of("one", "two").get(its.nextInt(2)),
                    "status", List.of("completed", "failed", "running").get(its.nextInt(3)),
                    "actual_cost", its.nextInt(1_000)));
        }
        return jobs;
    }

    private Map<String, Object> job(String id, String status, int cost) {
        return record(
                "id", id, "created_at", now.minusSeconds(4_000).toString(), "status", status, "actual_cost", cost);
    }

    private Map<String, Object> ofUser(String id, String user) {
        return record(
                "id", id, "created_at", now.minusSeconds(4_000).toString(), "status", "completed", "user_id", user);
    }

    private static long batches(Sender sender) {
        return Recounted.number(sender.tenant(), "SELECT count(*) AS n FROM rollup_journal WHERE tenant_id = :tenant");
    }

    /** Those who wait for an advisory lock. */
    private long waiting() {
        return Recounted.number(
                sender.tenant(),
                "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND :tenant <> ''");
    }

    private static void awaitFolded(Sender sender) {
        await().atMost(Duration.ofSeconds(30)).until(() -> batches(sender) == 0);
    }

    /** As if another replica were folding all the time, until it is closed. */
    private Connection nobodyFolds() throws SQLException {
        var connection = Superuser.of("metrics").getConnection();
        try (var lock =
                connection.prepareStatement("SELECT pg_advisory_lock(hashtext('opscope rollup of ' || ?), ?)")) {
            lock.setString(1, sender.tenant());
            lock.setInt(2, catalogue.jobs().id());
            lock.execute();
        }
        return connection;
    }
}
