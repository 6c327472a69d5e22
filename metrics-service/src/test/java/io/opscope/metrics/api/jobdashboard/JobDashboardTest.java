package io.opscope.metrics.api.jobdashboard;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class JobDashboardTest {

    private final Sender sender = new Sender();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void keyFiguresAreComparedWithThePeriodBefore() {
        // Given four jobs of the last 30 days, three of them successful, and one of the 30 days before
        var hourAgo = now.minus(Duration.ofHours(1));
        sender.send(
                "jobs",
                List.of(
                        record(
                                "id",
                                "1",
                                "created_at",
                                at(hourAgo),
                                "status",
                                "completed",
                                "tool",
                                "gem",
                                "started_at",
                                at(hourAgo),
                                "completed_at",
                                at(hourAgo.plusSeconds(300)),
                                "data_volume_mb",
                                1024),
                        record(
                                "id",
                                "2",
                                "created_at",
                                at(hourAgo),
                                "status",
                                "SUCCESS",
                                "tool",
                                "gem",
                                "started_at",
                                at(hourAgo),
                                "completed_at",
                                at(hourAgo.plusSeconds(92)),
                                "data_volume_mb",
                                512.5),
                        record("id", "3", "created_at", at(now.minus(Duration.ofDays(29))), "status", "pass"),
                        record(
                                "id",
                                "4",
                                "created_at",
                                at(now.minus(Duration.ofDays(3))),
                                "status",
                                "error",
                                "tool",
                                "crawler",
                                "started_at",
                                at(now.minus(Duration.ofDays(3)))),
                        record(
                                "id",
                                "5",
                                "created_at",
                                at(now.minus(Duration.ofDays(40))),
                                "status",
                                "failed",
                                "tool",
                                "crawler",
                                "data_volume_mb",
                                2048)));
        sender.put("/api/v1/directory/tools/gem", record("name", "Gem Portal"));
        // Then
        sender.get("/analytics/performance?userId=&period=30")
                .statusCode(200)
                .body("metrics", is(aMapWithSize(5)))
                .body("metrics.totalJobs", is(number("4")))
                .body("metrics.successRate", is(number("75")))
                .body("metrics.avgDurationMinutes", is(number("3.3")))
                .body("metrics.dataVolumeGb", is(number("1.5")))
                .body("metrics.previous", is(aMapWithSize(4)))
                .body("metrics.previous.totalJobs", is(number("1")))
                .body("metrics.previous.successRate", is(number("0")))
                .body("metrics.previous.avgDurationMinutes", is(number("0")))
                .body("metrics.previous.dataVolumeGb", is(number("2")))
                .body("toolUsage.toolName", contains("Gem Portal", "crawler", "unknown"))
                .body("toolUsage.usageCount", contains(number("2"), number("1"), number("1")))
                .body("toolUsage.percentage", contains(number("50"), number("25"), number("25")))
                .body(
                        "period.from",
                        startsWith(at(now.minus(Duration.ofDays(30))).substring(0, 13)))
                .body("period.until", is(notNullValue()))
                .header("Cache-Status", containsString("miss"));
        sender.get("/analytics/performance?period=30").header("Cache-Status", containsString("hit"));
        sender.get("/analytics/performance?period=24h").body("metrics.totalJobs", is(number("2")));
        sender.get("/analytics/performance?period=7d").body("metrics.totalJobs", is(number("3")));
        sender.get("/analytics/performance/?period=90d").body("metrics.totalJobs", is(number("5")));
    }

    @Test
    void thePeriodBeforeIsExactlyAsLongAndEndsWhereThisOneBegins() {
        // Given the same number of jobs in every minute of three hours around where the period before begins
        var sixtyDaysAgo = now.minus(Duration.ofDays(60)).truncatedTo(ChronoUnit.HOURS);
        var jobs = new ArrayList<Map<String, Object>>();
        for (int minute = -60; minute < 120; minute++) {
            var at = sixtyDaysAgo.plusSeconds(60L * minute);
            jobs.add(record("id", "m" + minute, "created_at", at(at), "status", "completed"));
        }
        sender.send("jobs", jobs);
        // When
        var answer = sender.get("/analytics/performance?period=30").statusCode(200);
        // Then
        var from = Instant.parse(answer.extract().path("period.from"));
        var until = Instant.parse(answer.extract().path("period.until"));
        var earlier = from.minus(Duration.between(from, until));
        var counted = jobs.stream()
                .map(job -> Instant.parse((String) job.get("created_at")))
                .filter(at -> !at.isBefore(earlier) && at.isBefore(from))
                .count();
        answer.body("previousPeriod.from", equalTo(earlier.toString()))
                .body("previousPeriod.until", equalTo(from.toString()))
                .body("previousPeriod.exact", is(true))
                .body("metrics.previous.totalJobs", is(number(Long.toString(counted))));
    }

    @Test
    void onePersonsPeriodBeforeIsExactlyAsLongToo() {
        var atTheEdge = now.minus(Duration.ofDays(60)).truncatedTo(ChronoUnit.HOURS);
        sender.send(
                "jobs",
                List.of(
                        record("id", "1", "created_at", at(atTheEdge.minusSeconds(3600)), "user_id", "ann"),
                        record("id", "2", "created_at", at(atTheEdge.plusSeconds(3600)), "user_id", "ann"),
                        record("id", "3", "created_at", at(atTheEdge.plusSeconds(3600)), "user_id", "bob")));
        sender.get("/analytics/performance?userId=ann")
                .body("metrics.previous.totalJobs", is(number("1")))
                .body("previousPeriod.exact", is(true));
    }

    @Test
    void whatIsComparedWithTimesBeforeAnythingIsKeptSaysSo() {
        sender.get("/analytics/performance?period=700d").body("previousPeriod.exact", is(false));
    }

    @Test
    void trendsShowSixMonthsTheCurrentOneLastAndGapsAsZeros() {
        var current = YearMonth.now(ZoneOffset.UTC);
        sender.send(
                "jobs",
                List.of(
                        record("id", "1", "created_at", at(now), "status", "completed"),
                        record("id", "2", "created_at", inMonth(current.minusMonths(2)), "status", "completed"),
                        record("id", "3", "created_at", inMonth(current.minusMonths(2)), "status", "failed"),
                        record("id", "4", "created_at", inMonth(current.minusMonths(2)), "status", "running"),
                        record("id", "5", "created_at", inMonth(current.minusMonths(6)), "status", "failed")));
        sender.get("/analytics/performance")
                .body("jobTrends", hasSize(6))
                .body("jobTrends[0]", is(aMapWithSize(4)))
                .body("jobTrends[0].month", equalTo(current.minusMonths(5).toString()))
                .body("jobTrends[0].totalJobs", is(number("0")))
                .body("jobTrends[3].totalJobs", is(number("3")))
                .body("jobTrends[3].successful", is(number("1")))
                .body("jobTrends[3].failed", is(number("1")))
                .body("jobTrends[5].month", equalTo(current.toString()))
                .body("jobTrends[5].totalJobs", is(number("1")));
    }

    @Test
    void nothingGivesZerosAndEmptyLists() {
        sender.get("/analytics/performance")
                .statusCode(200)
                .body("metrics.totalJobs", is(number("0")))
                .body("metrics.successRate", is(number("0")))
                .body("metrics.avgDurationMinutes", is(number("0")))
                .body("metrics.dataVolumeGb", is(number("0")))
                .body("jobTrends", hasSize(6))
                .body("toolUsage", is(empty()));
        sender.get("/analytics/recent-jobs").statusCode(200).body("jobs", is(empty()));
    }

    @Test
    void recentJobsComeNewestFirstWithEveryField() {
        var started = now.minusSeconds(100);
        sender.send(
                "jobs",
                List.of(
                        record("id", "old", "created_at", at(now.minusSeconds(7200)), "status", "Queued"),
                        record(
                                "id",
                                "new",
                                "created_at",
                                at(now.minusSeconds(120)),
                                "status",
                                "Completed",
                                "tool",
                                "gem",
                                "user_id",
                                "ann",
                                "started_at",
                                at(started),
                                "completed_at",
                                at(started.plusSeconds(42)),
                                "data_volume_mb",
                                3.25)));
        sender.get("/analytics/recent-jobs?limit=10")
                .statusCode(200)
                .body("jobs.id", contains("new", "old"))
                .body("jobs[0].tool", equalTo("gem"))
                .body("jobs[0].status", equalTo("Completed"))
                .body("jobs[0].userId", equalTo("ann"))
                .body("jobs[0].createdAt", equalTo(at(now.minusSeconds(120))))
                .body("jobs[0].startTime", equalTo(at(started)))
                .body("jobs[0].endTime", equalTo(at(started.plusSeconds(42))))
                .body("jobs[0].durationSeconds", is(number("42")))
                .body("jobs[0].dataVolumeMb", is(number("3.25")))
                .body("jobs[1]", is(aMapWithSize(10)))
                .body("jobs[1].tool", is(nullValue()))
                .body("jobs[1].durationSeconds", is(nullValue()));
        sender.get("/analytics/recent-jobs?limit=1").body("jobs.id", contains("new"));
    }

    @Test
    void aPlainUserSeesTheirOwnAndNothingOfOthers() {
        sender.send(
                "jobs",
                List.of(
                        record("id", "1", "created_at", at(now), "status", "completed", "user_id", "ann"),
                        record("id", "2", "created_at", at(now), "status", "failed", "user_id", "bob"),
                        record("id", "3", "created_at", at(now), "status", "failed")));
        sender.as("ann", "user")
                .get("/analytics/performance")
                .then()
                .body("metrics.totalJobs", is(number("1")))
                .body("metrics.successRate", is(number("100")));
        sender.as("ann", "user").get("/analytics/recent-jobs").then().body("jobs.id", contains("1"));
        sender.as("ann", "user")
                .get("/analytics/performance?userId=bob")
                .then()
                .statusCode(200)
                .body("metrics.totalJobs", is(number("0")));
        sender.as("ann", "user")
                .get("/analytics/recent-jobs?userId=bob")
                .then()
                .statusCode(200)
                .body("jobs", is(empty()));
        sender.as("eve", "viewer")
                .get("/analytics/performance?userId=bob")
                .then()
                .body("metrics.totalJobs", is(number("1")));
        sender.as("eve", "viewer")
                .get("/analytics/recent-jobs?userId=bob")
                .then()
                .body("jobs.id", contains("2"));
        new Sender().get("/analytics/performance").body("metrics.totalJobs", is(number("0")));
    }

    @Test
    void thoseWhoOnlySendMayNotRead() {
        sender.as("feed", "ingest").get("/analytics/performance").then().statusCode(403);
        io.restassured.RestAssured.get("/analytics/performance").then().statusCode(401);
    }

    @Test
    void aWrongParameterIsNamedWithItsValueAndWhatIsAllowed() {
        sender.get("/analytics/performance?period=1096")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo("period"))
                .body("value", equalTo("1096"))
                .body("allowed", containsString("1 to 1095"));
        sender.get("/analytics/performance?tz=Asia/Kolkata").statusCode(400).body("parameter", equalTo("tz"));
        for (var limit : List.of("0", "101", "-5")) {
            sender.get("/analytics/recent-jobs?limit=" + limit)
                    .statusCode(400)
                    .body("detail", containsString("'limit' was '" + limit + "'"))
                    .body("detail", containsString("1 to 100"));
        }
        sender.get("/analytics/recent-jobs?limit=ten")
                .statusCode(400)
                .body("parameter", equalTo("limit"))
                .body("value", equalTo("ten"));
    }

    private static String at(Instant moment) {
        return moment.toString();
    }

    private static String inMonth(YearMonth month) {
        return month.atDay(10).atTime(12, 0).toInstant(ZoneOffset.UTC).toString();
    }
}
