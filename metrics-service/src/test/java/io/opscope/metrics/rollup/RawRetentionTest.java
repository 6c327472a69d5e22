package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.either;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of a hundred days; the months that lie wholly before the last forty-five days of them are given up. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RawRetentionTest {

    private static final int OLD = 100;
    private static final int YOUNG = 40;

    @Inject
    Retention retention;

    @Inject
    Editions editions;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    /** What the clock says when records of the last 45 days alone are to be kept. */
    private final Instant later = now.plus(Duration.ofDays(1095 - 45));

    private final Instant since = Tier.MONTH.bucket(now.minus(Duration.ofDays(45)));

    @BeforeEach
    void sendOldAndYoung() {
        sender.send(
                "jobs",
                List.of(
                        job("old-1", OLD, "ann", 10),
                        job("old-2", OLD, "bob", 20),
                        job("young-1", YOUNG, "ann", 30),
                        job("young-2", 5, "bob", 40)));
    }

    @Test
    void recordsOfWholeMonthsGoAndWhatWasCountedOfThemStays() {
        var counted = Recounted.rows(sender.tenant());

        assertEquals(0, retention.dropRecords(sender.tenant(), later), "nobody could know yet");
        assertEquals(4, records());
        assertEquals(2, retention.dropRecords(sender.tenant(), later.plus(Duration.ofMinutes(2))));

        assertEquals(2, records());
        assertEquals(counted, Recounted.rows(sender.tenant()));
        assertEquals(0, retention.dropRecords(sender.tenant(), later.plus(Duration.ofHours(1))));
    }

    @Test
    void theyGoInPortions() {
        var many = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 5_100; i++) {
            many.add(job("many-" + i, OLD, "ann", 1));
        }
        sender.send("jobs", many);
        giveUp();
        assertEquals(2, records());
        verified();
    }

    @Test
    void nothingGoesWhileAMonthIsNotBeyondTheRetentionAsAWhole() {
        retention.dropRecords(sender.tenant(), now);
        retention.dropRecords(sender.tenant(), now.plus(Duration.ofMinutes(2)));
        assertEquals(4, records());
        assertEquals(
                0,
                Recounted.number(
                        sender.tenant(), "SELECT count(records_since) AS n FROM counted_by WHERE tenant_id = :tenant"));
    }

    @Test
    void whatWasDeletedIsNotTakenAgainAndTheOthersOfItsBatchAre() {
        giveUp();
        sender.as("sender", "ingest")
                .contentType("application/json")
                .body(List.of(job("old-1", OLD, "ann", 10), job("young-3", YOUNG, "ann", 5)))
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200)
                .body("accepted", is(1))
                .body("rejected_count", is(1))
                .body("rejected[0].index", is(0))
                .body("rejected[0].problem", startsWith("too_old: created_at is "));
        sum("count", Map.of(), OLD + 20).body("data.rows[0].value", number("5"));
    }

    @Test
    void whoeverSendsAgainMeanwhileIsNotCountedTwice() throws Exception {
        var counted = Recounted.rows(sender.tenant());
        var pool = Executors.newFixedThreadPool(4);
        try {
            var done = new AtomicBoolean();
            var senders = new ArrayList<Future<Integer>>();
            for (int writer = 0; writer < 3; writer++) {
                senders.add(pool.submit(() -> {
                    var sent = 0;
                    for (; !done.get(); sent++) {
                        sendAgain();
                    }
                    return sent;
                }));
            }
            await().until(() -> Recounted.number(
                            sender.tenant(), "SELECT sum(mark)::bigint AS n FROM ingest_mark WHERE tenant_id = :tenant")
                    > 0);
            retention.dropRecords(sender.tenant(), later);
            sendAgain();
            retention.dropRecords(sender.tenant(), later.plus(Duration.ofMinutes(2)));
            sendAgain();
            done.set(true);
            for (var each : senders) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(2, records());
        assertEquals(counted, Recounted.rows(sender.tenant()));
    }

    /** Taken as a duplicate, refused as too old, or put off while the others make way: never stored anew. */
    private void sendAgain() {
        sender.as("sender", "ingest")
                .contentType("application/json")
                .body(List.of(job("old-1", OLD, "ann", 10), job("old-2", OLD, "bob", 20)))
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(either(is(200)).or(is(503)));
    }

    @Test
    void theCountingIsComparedFromThereOnAndTheAnswerSaysSo() {
        sender.get(verify()).body("families[0].recordsSince", nullValue()).body("families[0].records", is(4));
        giveUp();
        verified();
        sender.get(verify())
                .body("families[0].recordsSince", is(since.toString()))
                .body("families[0].records", is(2));
    }

    @Test
    void countingAnewLeavesAloneWhatCannotBeCountedAnew() {
        giveUp();
        var before = Recounted.rows(sender.tenant());
        var db = Superuser.of("metrics");
        Sql.text("DELETE FROM rollup WHERE tenant_id = :tenant AND bucket >= :since::timestamptz")
                .on(db)
                .set("tenant", sender.tenant())
                .set("since", since)
                .run();
        countAnew();
        assertEquals(before, Recounted.rows(sender.tenant()));
        verified();
        sum("sum", Map.of(), OLD + 20).body("data.rows[0].value", number("100"));
    }

    @Test
    void figuresOfEverybodyReachBackAsBefore() {
        giveUp();
        sum("sum", Map.of(), OLD + 20).body("data.rows[0].value", number("100")).body("data.exact", is(true));
    }

    @Test
    void whatIsMadeOfRecordsBeginsWhereTheyDoAndTheAnswerSaysSo() {
        giveUp();
        sum("sum", Map.of("user_id", "ann"), OLD + 20)
                .body("data.from", is(since.toString()))
                .body("data.rows[0].value", number("30"));
        // no set tells two dimensions of a job apart
        query(Map.of(
                        "metric",
                        "jobs",
                        "aggregation",
                        "count",
                        "group_by",
                        List.of("tool", "provider"),
                        "from",
                        day(OLD + 20)))
                .body("data.from", is(since.toString()))
                .body("data.rows.value", contains(2));
        query(
                        Map.of(
                                "metric", "jobs",
                                "aggregation", "count",
                                "filters", Map.of("user_id", "ann"),
                                "from", day(OLD + 20),
                                "until", day(OLD - 1)),
                        400)
                .body("parameter", is("until"));
        sender.get("/analytics/performance?userId=ann&period=" + (OLD + 20))
                .body("period.from", is(since.toString()))
                .body("previousPeriod.exact", is(false))
                .body("metrics.previous.totalJobs", is(0))
                .body("metrics.totalJobs", is(1));
        sender.get("/analytics/performance?period=" + (OLD + 20)).body("metrics.totalJobs", is(4));
    }

    @Test
    void listingsSayThatOlderRecordsAreGone() {
        sender.get("/api/v1/jobs").body("records_since", nullValue()).body("items.size()", is(4));
        giveUp();
        sender.get("/api/v1/jobs").body("records_since", is(since.toString())).body("items.size()", is(2));
        sender.get("/api/v1/jobs?from=" + day(10)).body("records_since", nullValue());
        sender.get("/api/v1/analytics/cost-breakdown?days=" + (OLD + 20))
                .body("most_expensive_since", is(since.toString()))
                .body("most_expensive_jobs.size()", is(2))
                .body("total_cost", number("100"));
        sender.get("/internal/export/jobs?days=" + (OLD + 20)).header("Records-Since", since.toString());
    }

    @Test
    void anExtremeThatWasTakenBackAmongWhatIsGoneIsABoundAndSaidToBe() {
        sender.send("jobs", List.of(job("old-2", OLD, "bob", 15)));
        giveUp();
        sum("max", Map.of(), OLD + 20).body("data.rows[0].value", number("40")).body("data.exact", is(false));
        sum("max", Map.of(), 50).body("data.rows[0].value", number("40")).body("data.exact", is(true));
    }

    @Test
    void whoeverIsErasedIsUncountedAsFarAsTheirRecordsAreThere() {
        retention.dropRecords(sender.tenant(), later);
        editions.look();
        // said to be gone, and not deleted yet
        assertEquals(4, records());
        sender.as("boss", "admin")
                .delete("/api/v1/directory/users/ann?erase=true")
                .then()
                .statusCode(204);
        assertEquals(2, records());
        sum("sum", Map.of(), OLD + 20).body("data.rows[0].value", number("70"));
        retention.dropRecords(sender.tenant(), later.plus(Duration.ofMinutes(2)));
        assertEquals(1, records());
        sum("sum", Map.of(), OLD + 20).body("data.rows[0].value", number("70"));
        verified();
    }

    @Test
    void aRecordThatMovesOutOfWhatIsGoneIsCountedWhereItWent() {
        retention.dropRecords(sender.tenant(), later);
        editions.look();
        sender.send("jobs", List.of(job("old-1", 5, "ann", 10)));
        verified();
        sum("sum", Map.of(), 10).body("data.rows[0].value", number("50"));
    }

    @Test
    void aSetThatCameAfterwardsIsKnownFromThereOn() {
        giveUp();
        var jobs = catalogue.jobs();
        var standing = editions.known(new Scope(sender.tenant(), "boss", Set.of("admin")), jobs);
        var older = new HashMap<>(Objects.requireNonNull(standing.known()));
        var tool = jobs.set(List.of("tool"));
        assertTrue(older.keySet().removeIf(name -> name.startsWith("set " + tool.id() + " ")));
        var before = new Standing("another", since, now, older);

        var after = new Standing("now", since, now, before.knownAfterRecount(jobs));

        assertEquals(since, after.since(tool));
        assertEquals(null, after.since(jobs.set(List.of())));
        assertFalse(after.knownAfterRecount(jobs).isEmpty());
        // and of it an answer begins there
        Sql.text(
                        "UPDATE counted_by SET known = jsonb_set(known, ARRAY[(SELECT k FROM jsonb_object_keys(known) AS k WHERE"
                                + " k LIKE 'set 3 %')], to_jsonb(records_since)) WHERE tenant_id = :tenant AND family_id = 1")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        Sql.text("UPDATE counted_by SET known = replace(known::text, '+00:00', 'Z')::jsonb WHERE tenant_id = :tenant")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        editions.look();
        query(Map.of("metric", "jobs", "aggregation", "count", "group_by", List.of("tool"), "from", day(OLD + 20)))
                .body("data.from", is(since.toString()))
                .body("data.rows.value", contains(2));
    }

    private void giveUp() {
        retention.dropRecords(sender.tenant(), later);
        retention.dropRecords(sender.tenant(), later.plus(Duration.ofMinutes(2)));
        editions.look();
    }

    private void countAnew() {
        Sql.text("UPDATE counted_by SET edition = 'another' WHERE tenant_id = :tenant")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Recounted.number(
                                sender.tenant(),
                                "SELECT count(*) AS n FROM counted_by WHERE tenant_id = :tenant AND edition = 'another'")
                        == 0);
        editions.look();
    }

    private void verified() {
        sender.get(verify()).statusCode(200).body("consistent", is(true));
    }

    private String verify() {
        return "/api/v1/metrics/verify?family=jobs&from=" + day(OLD + 20);
    }

    private ValidatableResponse sum(String aggregation, Map<String, Object> filters, int days) {
        var metric = aggregation.equals("count") ? "jobs" : "jobs.cost";
        return query(Map.of("metric", metric, "aggregation", aggregation, "filters", filters, "from", day(days)));
    }

    private ValidatableResponse query(Map<String, Object> question) {
        return query(question, 200);
    }

    private ValidatableResponse query(Map<String, Object> question, int status) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(question)
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(status);
    }

    private Map<String, Object> job(String id, int daysAgo, String user, int cost) {
        return record(
                "id",
                id,
                "created_at",
                now.minus(Duration.ofDays(daysAgo)).toString(),
                "user_id",
                user,
                "tool",
                "a",
                "provider",
                "b",
                "status",
                "completed",
                "actual_cost",
                cost);
    }

    private String day(int daysAgo) {
        return Tier.DAY.bucket(now.minus(Duration.ofDays(daysAgo))).toString();
    }

    private long records() {
        return Recounted.number(sender.tenant(), "SELECT count(*) AS n FROM record WHERE tenant_id = :tenant");
    }
}
