package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.Database;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.problem.MetricsProblem;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class PolicyTest {

    private static final String RETENTION = "/admin/api/retention";
    private static final String OUTCOMES = "/admin/api/outcomes";

    @Inject
    DataSource dataSource;

    @Inject
    Database db;

    @Inject
    Catalogue catalogue;

    @Inject
    RetentionConfig config;

    @Inject
    Policies policies;

    @Inject
    Editions editions;

    @Inject
    Retention retention;

    @Inject
    PolicyChanges changes;

    private final Sender sender = new Sender();
    private final Scope scope = new Scope(sender.tenant(), "boss", Set.of("admin"));
    private final Instant now = Instant.now();

    @Test
    void whatNobodyDecidedIsKeptAsLongAsIsPromisedToEverybodyAndLonger() {
        sender.get(RETENTION)
                .statusCode(200)
                .body("minuteDays", is(8))
                .body("hourDays", is(400))
                .body("dayDays", is(1095))
                .body("monthDays", is(1095))
                .body("rawDays", is(1095))
                .body("allowed.hourDays.least", is(30))
                .body("allowed.hourDays.most", is(3660));
    }

    @Test
    void nobodyGetsLessThanIsPromised() {
        refused(Map.of("minuteDays", 0), "minuteDays", "1 to 400");
        refused(Map.of("hourDays", 29), "hourDays", "30 to 3660");
        refused(Map.of("dayDays", 364), "dayDays", "365 to 3660");
        refused(Map.of("monthDays", 1094), "monthDays", "1095 to 3660");
        refused(Map.of("rawDays", 30), "rawDays", "31 to 3660");
        refused(Map.of("minuteDays", 100, "hourDays", 50), "hourDays", "at least the 100 days");
        sender.as("eve", "viewer").get(RETENTION).then().statusCode(403);
    }

    @Test
    void aLongerPeriodIsCountedFromTheRecordsThatAreThere() {
        sender.send("jobs", List.of(job("a", 11), job("b", 11), job("c", 1)));
        byMinute(12).statusCode(400).body("allowed", containsString("minutes are kept for 8 days"));

        put(RETENTION, Map.of("minuteDays", 30)).statusCode(200).body("minuteDays", is(30));
        counted();

        byMinute(12).statusCode(200).body("data.rows.value.sum()", is(3));
        verified();
        sender.send("jobs", List.of(job("d", 11)));
        byMinute(12).body("data.rows.value.sum()", is(4));
        verified();
    }

    @Test
    void aShorterOneIsInForceAtOnceAndDropsTheRest() {
        sender.send("jobs", List.of(job("a", 60), job("b", 10)));
        put(RETENTION, Map.of("hourDays", 30)).statusCode(200);

        assertTrue(editions.isCurrent(scope, catalogue.jobs()), "nothing to be counted anew");
        query(Map.of("metric", "jobs", "aggregation", "count", "group_by", List.of("hour"), "from", day(62)))
                .statusCode(400)
                .body("allowed", containsString("hours are kept for 30 days"));
        assertEquals(0, retention.drop(sender.tenant(), Instant.now()), "somebody may not have seen it yet");
        assertTrue(retention.drop(sender.tenant(), Instant.now().plus(Duration.ofMinutes(2))) > 0);
        assertEquals(
                0,
                Recounted.number(
                        sender.tenant(),
                        "SELECT count(*) AS n FROM rollup WHERE tenant_id = :tenant AND tier = 3 AND bucket < now() -"
                                + " interval '31 days'"));
        query(Map.of("metric", "jobs", "aggregation", "count", "group_by", List.of("day"), "from", day(62)))
                .statusCode(200)
                .body("data.rows.value.sum()", is(2));
        verified();
    }

    @Test
    void recordsAreTakenAsFarBackAsTheTenantKeepsThem() {
        put(RETENTION, Map.of("rawDays", 31)).statusCode(200);
        send(job("a", 40)).body("rejected[0].problem", containsString("too_old"));
        put(RETENTION, Map.of("rawDays", 2000, "dayDays", 2000, "monthDays", 2000))
                .statusCode(200);
        counted();
        send(job("a", 1500)).body("rejected", is(empty()));
        query(Map.of("metric", "jobs", "aggregation", "count", "group_by", List.of("day"), "from", day(1501)))
                .body("data.rows.value.sum()", is(1));
        verified(1510, 1490);
    }

    @Test
    void noPeriodIsMadeLongerThanRecordsAreThereToCountItFrom() {
        sender.send("jobs", List.of(job("a", 200), job("b", 10)));
        put(RETENTION, Map.of("rawDays", 31, "hourDays", 30)).statusCode(200);
        retention.dropRecords(sender.tenant(), now);
        retention.dropRecords(sender.tenant(), now.plus(Duration.ofMinutes(2)));
        put(RETENTION, Map.of("rawDays", 31, "hourDays", 100))
                .statusCode(400)
                .body("parameter", is("hourDays"))
                .body("allowed", containsString("30 to "));
        put(RETENTION, Map.of("rawDays", 31, "hourDays", 31)).statusCode(200);
        counted();
        verified();
        query(Map.of("metric", "jobs", "aggregation", "count", "from", day(300)))
                .body("data.rows[0].value", is(2));
    }

    @Test
    void replicasWithTwoPicturesNeverCountSideBySide() {
        sender.send("jobs", List.of(job("a", 20)));
        // Given a replica that looks no more
        var asBefore = new Policies(dataSource, config);
        asBefore.look();
        var stale = new Editions(dataSource, catalogue, asBefore);

        // When a period becomes shorter, only who has seen it may go on
        put(RETENTION, Map.of("minuteDays", 4)).statusCode(200);
        refused(stale);
        accepted(editions);
        asBefore.look();
        accepted(stale);

        // When it becomes longer, who has not seen it goes on until everything is counted anew
        var longer = new Policy(
                new Periods(30, 400, 1095, 1095, 1095),
                policies.of(sender.tenant()).usual(),
                Map.of());
        db.write(scope, holder -> {
            // holding this keeps counting anew waiting
            stale.current(holder, sender.tenant(), catalogue.jobs());
            db.write(scope, tx -> {
                policies.store(tx, sender.tenant(), longer, now);
                return longer;
            });
            editions.look();
            refused(editions);
            assertEquals(
                    4,
                    stale.current(holder, sender.tenant(), catalogue.jobs())
                            .policy()
                            .periods()
                            .minute());
            return longer;
        });
        counted();
        refused(stale);
        accepted(editions);
        verified();
    }

    @Test
    void aStatusOfTheTenantsOwnMeansWhatItSays() {
        sender.send("jobs", List.of(status("a", "Parked"), status("b", "completed"), status("c", "no idea")));
        successes().body("metrics.successRate", number("33.33"));

        put(OUTCOMES, Map.of("success", List.of("PARKED"), "cancelled", List.of("dropped")))
                .statusCode(200)
                .body("own.success", is(List.of("parked")))
                .body("own.cancelled", is(List.of("dropped")))
                .body("builtIn.success", hasItem("delivered"));
        counted();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> successes().body("metrics.successRate", number("66.67")));
        sender.send("jobs", List.of(status("d", "parked")));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> successes().body("metrics.successRate", number("75")));
        verified();
        // its end is one: nothing in progress replaces it
        sender.send("jobs", List.of(status("d", "running")));
        successes().body("metrics.successRate", number("75"));

        put(OUTCOMES, Map.of()).statusCode(200).body("own.success", is(empty()));
        counted();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> successes().body("metrics.successRate", number("25")));
        verified();
    }

    @Test
    void whatAStatusMeansForEverybodyItGoesOnMeaning() {
        put(OUTCOMES, Map.of("failure", List.of("skipped")))
                .statusCode(400)
                .body("parameter", is("failure"))
                .body("allowed", containsString("cancelled for everybody"));
        put(OUTCOMES, Map.of("failure", List.of("odd"), "success", List.of("Odd")))
                .statusCode(400)
                .body("allowed", containsString("one outcome"));
        put(OUTCOMES, Map.of("failure", List.of(" "))).statusCode(400);
        put(OUTCOMES, Map.of("failure", List.of("a\u0000b"))).statusCode(400).body("detail", containsString("U+0000"));
        sender.as("eve", "viewer").get(OUTCOMES).then().statusCode(403);
    }

    @Test
    void aDecisionIsOneTenantsOwnAndNoted() {
        put(RETENTION, Map.of("minuteDays", 3)).statusCode(200);
        new Sender().get(RETENTION).body("minuteDays", not(is(3)));
        assertEquals(
                1,
                Recounted.number(
                        sender.tenant(),
                        "SELECT count(*) AS n FROM policy_change WHERE tenant_id = :tenant AND by_user = 'boss' AND what"
                                + " LIKE '%minute=8%minute=3%'"));
        // the runtime role cannot write another's
        var other = new Scope("t-other", "eve", Set.of("admin"));
        assertThrows(
                RuntimeException.class,
                () -> db.write(other, tx -> {
                    policies.store(tx, sender.tenant(), policies.of("nobody"), now);
                    return tx;
                }));
    }

    private void refused(Map<String, Object> wish, String parameter, String allowed) {
        put(RETENTION, wish).statusCode(400).body("parameter", is(parameter)).body("allowed", containsString(allowed));
    }

    private void refused(Editions replica) {
        var problem = assertThrows(
                ProblemException.class,
                () -> db.write(scope, tx -> replica.current(tx, sender.tenant(), catalogue.jobs())));
        assertEquals(MetricsProblem.RECOUNTING, problem.type());
    }

    private void accepted(Editions replica) {
        assertFalse(db.write(scope, tx -> replica.current(tx, sender.tenant(), catalogue.jobs()))
                .isGone(now));
    }

    /** Until everything of this tenant is counted by what it decided. */
    private void counted() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            editions.look();
            return catalogue.families().stream().allMatch(family -> editions.isCurrent(scope, family));
        });
    }

    private void verified() {
        verified(70, 0);
    }

    private void verified(int from, int until) {
        sender.get("/api/v1/metrics/verify?family=jobs&from=" + day(from) + "&until=" + day(until - 1))
                .statusCode(200)
                .body("consistent", is(true));
    }

    private ValidatableResponse successes() {
        return sender.get("/analytics/performance?period=7");
    }

    private ValidatableResponse byMinute(int days) {
        return query(
                Map.of("metric", "jobs", "aggregation", "count", "group_by", List.of("minute"), "from", day(days)));
    }

    private ValidatableResponse query(Map<String, Object> question) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(question)
                .post("/api/v1/analytics/query")
                .then();
    }

    private ValidatableResponse put(String address, Map<String, Object> wish) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(wish)
                .put(address)
                .then();
    }

    private ValidatableResponse send(Map<String, Object> record) {
        return sender.as("sender", "ingest")
                .contentType("application/json")
                .body(record)
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200);
    }

    private Map<String, Object> job(String id, int daysAgo) {
        return record(
                "id", id, "created_at", now.minus(Duration.ofDays(daysAgo)).toString(), "status", "completed");
    }

    private Map<String, Object> status(String id, String status) {
        return record("id", id, "created_at", now.minus(Duration.ofHours(3)).toString(), "status", status);
    }

    private String day(int daysAgo) {
        return Tier.DAY.bucket(now.minus(Duration.ofDays(daysAgo))).toString();
    }
}
