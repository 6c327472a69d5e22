package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;

/** Section E: analytics of content-generation jobs. */
@QuarkusTest
class GenerationContractTest extends Contract {

    private static final String API = "/api/v1/analytics";

    /** Six jobs of the last 30 days in dollars, one in euros, one of 40 days ago. */
    private void someJobs() {
        send("jobs", """
                {"id":"1","created_at":"<5d>T10:00:00Z","status":"Delivered","user_id":"ann","provider":"openai","strategy":"fast","started_at":"<5d>T10:00:00Z","completed_at":"<5d>T10:00:10Z","estimated_cost":9,"actual_cost":0.1,"qc_score":91,"qc_status":"pass","issue_count":0}
                {"id":"2","created_at":"<5d>T11:00:00Z","status":"delivered","user_id":"bob","provider":"openai","strategy":"deep","started_at":"<5d>T11:00:00Z","completed_at":"<5d>T11:00:20.500Z","estimated_cost":0.2,"qc_score":80,"qc_status":"PASS_WITH_AUTOFIX","issue_count":2}
                {"id":"3","created_at":"<4d>T12:00:00Z","status":"blocked","user_id":"ann","provider":"openai","strategy":"deep","started_at":"<4d>T12:00:00Z","completed_at":"<4d>T12:00:40Z","actual_cost":0.7,"qc_score":20,"qc_status":"blocked","issue_count":7}
                {"id":"4","created_at":"<4d>T13:00:00Z","status":"FAILED","user_id":"ann","provider":"llama","strategy":"fast","started_at":"<4d>T13:00:00Z"}
                {"id":"5","created_at":"<3d>T13:00:00Z","status":"pending","user_id":"bob","provider":"llama","estimated_cost":0}
                {"id":"6","created_at":"<3d>T14:00:00Z","status":"Delivered","actual_cost":1.000001}
                {"id":"7","created_at":"<3d>T15:00:00Z","status":"delivered","provider":"openai","actual_cost":50,"currency":"EUR"}
                {"id":"8","created_at":"<40d>T15:00:00Z","status":"delivered","user_id":"old","provider":"openai","actual_cost":5}
                """);
    }

    @Test
    void theSummaryIsWorkedOutByHand() {
        someJobs();
        // 0.1 + 0.2 + 0.7 + 0 + 1.000001 in dollars; (10 + 20.5 + 40) / 3 = 23.5 s; 4 of 7 = 57.14 %
        answers(API, """
                {"total_jobs": 7,
                 "jobs_by_status": {"delivered": 4, "blocked": 1, "failed": 1, "pending": 1},
                 "jobs_by_provider": {"openai": 4, "llama": 2, "unknown": 1},
                 "jobs_by_strategy": {"fast": 2, "deep": 2, "unknown": 3},
                 "total_cost": 2.000001, "avg_generation_time": 23.5, "success_rate": 57.14,
                 "period_start": "<time>", "period_end": "<time>",
                 "currency": "USD", "by_currency": [{"currency": "EUR", "total_cost": 50, "job_count": 1}]}""");
        answers(API + "?days=90", "{\"total_jobs\": 8, \"total_cost\": 7.000001}");
        answers(API + "?days=", "{\"total_jobs\": 7}");
        answers(API + "?currency=EUR", "{\"total_jobs\": 7, \"total_cost\": 50, \"currency\": \"EUR\"}");
    }

    @Test
    void costsAreTheActualElseTheEstimatedOnes() {
        someJobs();
        // openai in dollars: 0.1 + 0.2 + 0.7 = 1 over 3 jobs = 0.333333; deep: 0.9 over 2; one in euros is in none of
        // it
        answers(API + "/cost-breakdown", """
                {"total_cost": 2.000001,
                 "cost_by_provider": {
                   "unknown": {"total_cost": 1.000001, "avg_cost_per_job": 1.000001, "job_count": 1},
                   "openai": {"total_cost": 1, "avg_cost_per_job": 0.333333, "job_count": 3},
                   "llama": {"total_cost": 0, "avg_cost_per_job": 0, "job_count": 2}},
                 "cost_by_strategy": {
                   "unknown": {"total_cost": 1.000001, "avg_cost_per_job": 0.500001, "job_count": 2},
                   "deep": {"total_cost": 0.9, "avg_cost_per_job": 0.45, "job_count": 2},
                   "fast": {"total_cost": 0.1, "avg_cost_per_job": 0.05, "job_count": 2}},
                 "most_expensive_jobs": [
                   {"job_id": "6", "cost": 1.000001, "provider": null, "strategy": null,
                    "created_at": "<3d>T14:00:00Z", "status": "Delivered"},
                   {"job_id": "3", "cost": 0.7, "provider": "openai", "strategy": "deep",
                    "created_at": "<4d>T12:00:00Z", "status": "blocked"},
                   {"job_id": "2", "cost": 0.2}, {"job_id": "1", "cost": 0.1}, {"job_id": "5", "cost": 0}],
                 "period_days": 30}""");
        var names = read(as("admin", API + "/cost-breakdown").asString())
                .path("cost_by_provider")
                .fieldNames();
        assertEquals("unknown", names.next());
        assertEquals("openai", names.next());
    }

    @Test
    void noMoreThanTenOfTheDearestAndOfTheBusiestAreListed() {
        var lines = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            for (int n = 0; n < i; n++) {
                lines.append("{\"id\":\"%d-%d\",\"created_at\":\"<2d>T10:00:00Z\",\"status\":\"paid\",".formatted(i, n)
                        + "\"user_id\":\"u%d\",\"actual_cost\":%d}%n".formatted(i, 100 * i + n));
            }
        }
        send("jobs", lines.toString());
        put("/api/v1/directory/users/u12", "{\"email\":\"twelve@example.org\"}");
        put("/api/v1/directory/users/idle", "{\"email\":\"idle@example.org\"}");
        answers(API + "/cost-breakdown", """
                {"most_expensive_jobs": [{"cost": 1211}, {"cost": 1210}, {"cost": 1209}, {"cost": 1208}, {"cost": 1207},
                   {"cost": 1206}, {"cost": 1205}, {"cost": 1204}, {"cost": 1203}, {"cost": 1202}]}""");
        // 1 + 2 + ... + 12 = 78 jobs of 12 users, two in the directory; the busiest has 12: 1200 + ... + 1211 = 14466
        answers(API + "/admin/overview", """
                {"total_jobs": 78, "total_cost": "<number>", "total_users": 2, "active_users": 12,
                 "jobs_by_status": {"paid": 78}, "provider_usage": {"unknown": 78}, "period_days": 30,
                 "top_users": [
                   {"email": "twelve@example.org", "job_count": 12, "total_cost": 14466},
                   {"email": null, "job_count": 11}, {"email": null, "job_count": 10}, {"email": null, "job_count": 9},
                   {"email": null, "job_count": 8}, {"email": null, "job_count": 7}, {"email": null, "job_count": 6},
                   {"email": null, "job_count": 5}, {"email": null, "job_count": 4}, {"email": null, "job_count": 3}]}""");
    }

    @Test
    void timesAndQualityAreWorkedOutByHand() {
        someJobs();
        // openai: 10, 20.5 and 40 s, mean 23.5; 3 of its 4 jobs delivered; scores (91 + 80 + 20) / 3 = 63.67;
        // issues (0 + 2 + 7) / 3 = 3
        answers(API + "/performance", """
                {"generation_time_by_provider": {
                   "openai": {"avg_seconds": 23.5, "min_seconds": 10, "max_seconds": 40, "sample_count": 3, "success_rate": 75},
                   "llama": {"avg_seconds": 0, "min_seconds": 0, "max_seconds": 0, "sample_count": 0, "success_rate": 0},
                   "unknown": {"sample_count": 0, "success_rate": 100}},
                 "qc_metrics": {"total_jobs": 7, "delivered_jobs": 4, "delivery_rate": 57.14, "avg_qc_score": 63.67,
                   "avg_issue_count": 3},
                 "qc_status_breakdown": {"PASS": 1, "PASS_WITH_AUTOFIX": 1, "BLOCKED": 1, "UNKNOWN": 4},
                 "exact": true, "period_days": 30}""");
    }

    @Test
    void theSeriesFollowsTheCalendarWithoutGaps() {
        someJobs();
        answers(API + "/time-series?days=5", """
                {"interval": "day", "period_days": 5, "data": [
                   {"date": "<5d>"},
                   {"date": "<4d>", "job_count": 2, "cost": 0.7, "delivered_count": 0, "success_rate": 0},
                   {"date": "<3d>", "job_count": 3, "cost": 1.000001, "delivered_count": 2, "success_rate": 66.67},
                   {"date": "<2d>", "job_count": 0, "cost": 0, "delivered_count": 0, "success_rate": 0},
                   {"date": "<1d>", "job_count": 0}, {"date": "<0d>", "job_count": 0}]}""");
        var monday = today.minusDays(20).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var weeks = read(as("admin", API + "/time-series?interval=week&days=20").asString());
        assertEquals("week", weeks.path("interval").asText());
        assertEquals(monday.toString(), weeks.path("data").get(0).path("date").asText());
        var jobs = 0;
        for (int i = 0; i < weeks.path("data").size(); i++) {
            assertEquals(
                    monday.plusWeeks(i).toString(),
                    weeks.path("data").get(i).path("date").asText());
            jobs += weeks.path("data").get(i).path("job_count").asInt();
        }
        assertEquals(7, jobs);
        var months = read(as("admin", API + "/time-series?interval=month&days=90")
                        .asString())
                .path("data");
        assertEquals(
                today.minusDays(90).withDayOfMonth(1).toString(),
                months.get(0).path("date").asText());
        refuses(API + "/time-series?interval=hour", "interval", "hour", "day, week, month");
    }

    @Test
    void oneUserIsToldFromTheDirectoryWithWhatTheirJobsCame() {
        someJobs();
        put(
                "/api/v1/directory/users/ann",
                "{\"email\":\"ann@example.org\",\"full_name\":\"Ann\",\"is_active\":true,\"created_at\":\"2026-01-02T03:04:05Z\"}");
        // 1 of her 3 jobs was delivered; 0.1 + 0.7 + 0
        answers(API + "/admin/user/ann", """
                {"user": {"id": "ann", "email": "ann@example.org", "full_name": "Ann", "is_active": true,
                   "created_at": "2026-01-02T03:04:05Z"},
                 "analytics": {"total_jobs": 3, "total_cost": 0.8, "success_rate": 33.33, "period_days": 30}}""");
        answers(API + "/admin/user/ann?days=1", "{\"analytics\": {\"total_jobs\": 0, \"period_days\": 1}}");
        assertEquals(404, as("admin", API + "/admin/user/bob").statusCode());
        assertEquals(403, as("viewer", API + "/admin/user/ann").statusCode());
        assertEquals(403, as("user", "ann", API + "/admin/user/ann").statusCode());
        assertEquals(403, as("viewer", API + "/admin/overview").statusCode());
    }

    @Test
    void nothingIsZerosAndNothingElse() {
        answers(API, """
                {"total_jobs": 0, "jobs_by_status": {}, "jobs_by_provider": {}, "jobs_by_strategy": {}, "total_cost": 0,
                 "avg_generation_time": 0, "success_rate": 0, "by_currency": []}""");
        answers(
                API + "/cost-breakdown",
                "{\"total_cost\": 0, \"cost_by_provider\": {}, \"cost_by_strategy\": {}, \"most_expensive_jobs\": []}");
        answers(API + "/performance", """
                {"generation_time_by_provider": {}, "qc_metrics": {"total_jobs": 0, "delivered_jobs": 0,
                   "delivery_rate": 0, "avg_qc_score": 0, "avg_issue_count": 0}, "qc_status_breakdown": {}}""");
        answers(API + "/admin/overview", """
                {"total_jobs": 0, "total_cost": 0, "total_users": 0, "active_users": 0, "jobs_by_status": {},
                 "top_users": [], "provider_usage": {}}""");
        for (var path : new String[] {"", "/cost-breakdown", "/performance", "/time-series", "/admin/overview"}) {
            refuses(API + path + "?days=0", "days", "0", "1 to 1095");
            refuses(API + path + "?days=1096", "days", "1096", "1 to 1095");
            refuses(API + path + "?days=1.5", "days", "1.5", "a number");
        }
    }
}
