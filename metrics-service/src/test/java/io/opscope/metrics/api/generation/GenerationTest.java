package io.opscope.metrics.api.generation;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class GenerationTest {

    private static final String PREFIX = "/api/v1/analytics";

    private final Sender sender = new Sender();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** Five jobs of the last week: two of ann, two of bob, one of nobody; one of them paid in EUR. */
    @BeforeEach
    void someJobs() {
        sender.send(
                "jobs",
                List.of(
                        record(
                                "id",
                                "1",
                                "created_at",
                                at(2, "T10:00:00Z"),
                                "status",
                                "DELIVERED",
                                "user_id",
                                "ann",
                                "provider",
                                "openai",
                                "strategy",
                                "fast",
                                "started_at",
                                at(2, "T10:00:00Z"),
                                "completed_at",
                                at(2, "T10:00:10Z"),
                                "estimated_cost",
                                9,
                                "actual_cost",
                                0.25,
                                "qc_score",
                                90,
                                "qc_status",
                                "PASS",
                                "issue_count",
                                0),
                        record(
                                "id",
                                "2",
                                "created_at",
                                at(2, "T11:00:00Z"),
                                "status",
                                "delivered",
                                "user_id",
                                "bob",
                                "provider",
                                "openai",
                                "strategy",
                                "deep",
                                "started_at",
                                at(2, "T11:00:00Z"),
                                "completed_at",
                                at(2, "T11:00:25.500Z"),
                                "estimated_cost",
                                0.5,
                                "qc_score",
                                75,
                                "qc_status",
                                "pass_with_autofix",
                                "issue_count",
                                3),
                        record(
                                "id",
                                "3",
                                "created_at",
                                at(3, "T12:00:00Z"),
                                "status",
                                "blocked",
                                "user_id",
                                "ann",
                                "provider",
                                "llama",
                                "strategy",
                                "deep",
                                "started_at",
                                at(3, "T12:00:00Z"),
                                "completed_at",
                                at(3, "T12:01:00Z"),
                                "actual_cost",
                                1.125,
                                "qc_score",
                                20,
                                "qc_status",
                                "blocked",
                                "issue_count",
                                9),
                        record("id", "4", "created_at", at(3, "T13:00:00Z"), "status", "Pending", "user_id", "bob"),
                        record(
                                "id",
                                "5",
                                "created_at",
                                at(5, "T13:00:00Z"),
                                "status",
                                "delivered",
                                "provider",
                                "llama",
                                "actual_cost",
                                40,
                                "currency",
                                "EUR"),
                        record(
                                "id",
                                "6",
                                "created_at",
                                at(100, "T13:00:00Z"),
                                "status",
                                "delivered",
                                "user_id",
                                "old",
                                "provider",
                                "llama",
                                "actual_cost",
                                3)));
        sender.put(
                "/api/v1/directory/users/ann",
                record(
                        "email",
                        "ann@example.org",
                        "full_name",
                        "Ann Example",
                        "is_active",
                        false,
                        "created_at",
                        "2026-01-02T03:04:05Z"));
        sender.put("/api/v1/directory/users/zoe", record("email", "zoe@example.org"));
    }

    @Test
    void theSummaryCountsJobsCostsAndTimes() {
        sender.get(PREFIX)
                .statusCode(200)
                .body("total_jobs", is(number("5")))
                .body("jobs_by_status", is(aMapWithSize(3)))
                .body("jobs_by_status.delivered", is(number("3")))
                .body("jobs_by_status.blocked", is(number("1")))
                .body("jobs_by_status.pending", is(number("1")))
                .body("jobs_by_provider", is(aMapWithSize(3)))
                .body("jobs_by_provider.openai", is(number("2")))
                .body("jobs_by_provider.llama", is(number("2")))
                .body("jobs_by_provider.unknown", is(number("1")))
                .body("jobs_by_strategy.deep", is(number("2")))
                .body("jobs_by_strategy.unknown", is(number("2")))
                .body("total_cost", is(number("1.875")))
                .body("avg_generation_time", is(number("31.8")))
                .body("success_rate", is(number("60")))
                .body("period_start", startsWith(today.minusDays(30).toString()))
                .body("period_end", startsWith("20"))
                .body("currency", equalTo("USD"))
                .body("by_currency.currency", contains("EUR"))
                .body("by_currency[0].total_cost", is(number("40")));
        sender.get(PREFIX + "/?days=365").statusCode(200).body("total_jobs", is(number("6")));
    }

    @Test
    void costsAreBrokenDownByProviderAndStrategy() {
        sender.get(PREFIX + "/cost-breakdown")
                .statusCode(200)
                .body("total_cost", is(number("1.875")))
                .body("cost_by_provider", is(aMapWithSize(3)))
                .body("cost_by_provider.openai", is(aMapWithSize(3)))
                .body("cost_by_provider.openai.total_cost", is(number("0.75")))
                .body("cost_by_provider.openai.avg_cost_per_job", is(number("0.375")))
                .body("cost_by_provider.openai.job_count", is(number("2")))
                .body("cost_by_provider.llama.total_cost", is(number("1.125")))
                .body("cost_by_provider.llama.job_count", is(number("1")))
                .body("cost_by_strategy.deep.total_cost", is(number("1.625")))
                .body("cost_by_strategy.deep.avg_cost_per_job", is(number("0.8125")))
                .body("most_expensive_jobs.job_id", contains("3", "2", "1"))
                .body("most_expensive_jobs[0]", is(aMapWithSize(6)))
                .body("most_expensive_jobs[0].cost", is(number("1.125")))
                .body("most_expensive_jobs[0].provider", equalTo("llama"))
                .body("most_expensive_jobs[0].strategy", equalTo("deep"))
                .body("most_expensive_jobs[0].created_at", equalTo(at(3, "T12:00:00Z")))
                .body("most_expensive_jobs[0].status", equalTo("blocked"))
                .body("period_days", is(number("30")))
                .body("by_currency[0].total_cost", is(number("40")));
        sender.get(PREFIX + "/cost-breakdown?currency=EUR")
                .body("total_cost", is(number("40")))
                .body("most_expensive_jobs.job_id", contains("5"));
    }

    @Test
    void performanceTellsTimesByProviderAndQuality() {
        sender.get(PREFIX + "/performance?days=7")
                .statusCode(200)
                .body("generation_time_by_provider.openai", is(aMapWithSize(5)))
                .body("generation_time_by_provider.openai.avg_seconds", is(number("17.75")))
                .body("generation_time_by_provider.openai.min_seconds", is(number("10")))
                .body("generation_time_by_provider.openai.max_seconds", is(number("25.5")))
                .body("generation_time_by_provider.openai.sample_count", is(number("2")))
                .body("generation_time_by_provider.openai.success_rate", is(number("100")))
                .body("generation_time_by_provider.llama.sample_count", is(number("1")))
                .body("generation_time_by_provider.llama.success_rate", is(number("50")))
                .body("generation_time_by_provider.unknown.avg_seconds", is(number("0")))
                .body("qc_metrics", is(aMapWithSize(5)))
                .body("qc_metrics.total_jobs", is(number("5")))
                .body("qc_metrics.delivered_jobs", is(number("3")))
                .body("qc_metrics.delivery_rate", is(number("60")))
                .body("qc_metrics.avg_qc_score", is(number("61.67")))
                .body("qc_metrics.avg_issue_count", is(number("4")))
                .body("qc_status_breakdown.PASS", is(number("1")))
                .body("qc_status_breakdown.PASS_WITH_AUTOFIX", is(number("1")))
                .body("qc_status_breakdown.BLOCKED", is(number("1")))
                .body("qc_status_breakdown.UNKNOWN", is(number("2")))
                .body("period_days", is(number("7")));
    }

    @Test
    void theSeriesHasNoGaps() {
        sender.get(PREFIX + "/time-series?days=7")
                .statusCode(200)
                .body("interval", equalTo("day"))
                .body("period_days", is(number("7")))
                .body("data", hasSize(8))
                .body("data[7].date", equalTo(today.toString()))
                .body("data[5]", is(aMapWithSize(5)))
                .body("data[5].date", equalTo(today.minusDays(2).toString()))
                .body("data[5].job_count", is(number("2")))
                .body("data[5].cost", is(number("0.75")))
                .body("data[5].delivered_count", is(number("2")))
                .body("data[5].success_rate", is(number("100")))
                .body("data[4].job_count", is(number("2")))
                .body("data[4].success_rate", is(number("0")))
                .body("data[6].job_count", is(number("0")))
                .body("data[2].cost", is(number("0")));
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        sender.get(PREFIX + "/time-series?days=7&interval=week").body("data[1].date", equalTo(monday.toString()));
        sender.get(PREFIX + "/time-series?days=365&interval=Month")
                .body("interval", equalTo("month"))
                .body("data", hasSize(13))
                .body("data[12].date", equalTo(today.withDayOfMonth(1).toString()))
                .body("data.collect { it.job_count }.sum()", is(number("6")));
    }

    @Test
    void theOverviewIsForAdministratorsAlone() {
        sender.get(PREFIX + "/admin/overview")
                .statusCode(200)
                .body("total_jobs", is(number("5")))
                .body("total_cost", is(number("1.875")))
                .body("total_users", is(number("2")))
                .body("active_users", is(number("2")))
                .body("jobs_by_status.delivered", is(number("3")))
                .body("top_users", hasSize(2))
                .body("top_users[0].email", equalTo("ann@example.org"))
                .body("top_users[0].job_count", is(number("2")))
                .body("top_users[0].total_cost", is(number("1.375")))
                .body("top_users[1].user_id", equalTo("bob"))
                .body("top_users[1].email", is(nullValue()))
                .body("provider_usage.openai", is(number("2")))
                .body("period_days", is(number("30")));
        for (var role : List.of("viewer", "user", "ingest")) {
            sender.as("ann", role).get(PREFIX + "/admin/overview").then().statusCode(403);
            sender.as("ann", role).get(PREFIX + "/admin/user/ann").then().statusCode(403);
        }
    }

    @Test
    void oneUserIsShownToAdministrators() {
        sender.get(PREFIX + "/admin/user/ann")
                .statusCode(200)
                .body("user", is(aMapWithSize(5)))
                .body("user.id", equalTo("ann"))
                .body("user.email", equalTo("ann@example.org"))
                .body("user.full_name", equalTo("Ann Example"))
                .body("user.is_active", is(false))
                .body("user.created_at", equalTo("2026-01-02T03:04:05Z"))
                .body("analytics.total_jobs", is(number("2")))
                .body("analytics.total_cost", is(number("1.375")))
                .body("analytics.success_rate", is(number("50")))
                .body("analytics.period_days", is(number("30")));
        sender.get(PREFIX + "/admin/user/zoe")
                .statusCode(200)
                .body("user.is_active", is(true))
                .body("analytics.total_jobs", is(number("0")));
        sender.get(PREFIX + "/admin/user/bob").statusCode(404).contentType("application/problem+json");
        new Sender().get(PREFIX + "/admin/user/ann").statusCode(404);
    }

    @Test
    void aPlainUserSeesTheirOwnEverywhere() {
        var ann = new String[] {"user"};
        sender.as("ann", ann).get(PREFIX).then().body("total_jobs", is(number("2")));
        sender.as("ann", ann)
                .get(PREFIX + "/cost-breakdown")
                .then()
                .body("total_cost", is(number("1.375")))
                .body("most_expensive_jobs.job_id", contains("3", "1"))
                .body("by_currency", is(empty()));
        sender.as("ann", ann)
                .get(PREFIX + "/performance")
                .then()
                .body("qc_metrics.total_jobs", is(number("2")))
                .body("generation_time_by_provider.openai.max_seconds", is(number("10")));
        sender.as("ann", ann)
                .get(PREFIX + "/time-series")
                .then()
                .body("data.collect { it.job_count }.sum()", is(number("2")));
        sender.as("nobody", ann).get(PREFIX).then().body("total_jobs", is(number("0")));
    }

    @Test
    void nothingGivesZerosAndEmptyMaps() {
        var empty = new Sender();
        empty.get(PREFIX)
                .statusCode(200)
                .body("total_jobs", is(number("0")))
                .body("jobs_by_status", is(aMapWithSize(0)))
                .body("total_cost", is(number("0")))
                .body("avg_generation_time", is(number("0")))
                .body("success_rate", is(number("0")));
        empty.get(PREFIX + "/cost-breakdown").statusCode(200).body("most_expensive_jobs", is(empty()));
        empty.get(PREFIX + "/performance").statusCode(200).body("qc_metrics.avg_qc_score", is(number("0")));
        empty.get(PREFIX + "/time-series").statusCode(200).body("data", hasSize(31));
        empty.get(PREFIX + "/admin/overview").statusCode(200).body("top_users", is(empty()));
    }

    @Test
    void wrongParametersAreNamed() {
        for (var path : List.of("", "/cost-breakdown", "/performance", "/time-series", "/admin/overview")) {
            for (var days : List.of("0", "1096")) {
                sender.get(PREFIX + path + "?days=" + days)
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("detail", containsString("'days' was '" + days + "'"))
                        .body("detail", containsString("1 to 1095"));
            }
            sender.get(PREFIX + path + "?days=many").statusCode(400).body("parameter", equalTo("days"));
        }
        sender.get(PREFIX + "/time-series?interval=year").statusCode(400).body("allowed", equalTo("day, week, month"));
    }

    @Test
    void whatComesInIsSeenInTheNextAnswer() {
        sender.get(PREFIX).body("total_jobs", is(number("5")));
        sender.send(
                "jobs", List.of(record("id", "7", "created_at", Instant.now().toString(), "status", "delivered")));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(5))
                .untilAsserted(() -> sender.get(PREFIX).body("total_jobs", is(number("6"))));
    }

    private String at(int daysAgo, String time) {
        return today.minusDays(daysAgo) + time;
    }
}
