package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Section A: the job dashboard of the scraping product. */
@QuarkusTest
class JobDashboardContractTest extends Contract {

    private static final String PERFORMANCE = "/analytics/performance";
    private static final String RECENT = "/analytics/recent-jobs";

    /** Seven jobs of the last 30 days and three of the 30 days before; none 6 days ago, whatever the hour is now. */
    private void someJobs() {
        send("jobs", """
                {"id":"1","created_at":"<5d>T10:00:00Z","status":"completed","tool":"gem","user_id":"ann","started_at":"<5d>T10:00:00Z","completed_at":"<5d>T10:01:30Z","data_volume_mb":1000}
                {"id":"2","created_at":"<5d>T11:00:00Z","status":"PASS_with_autofix","tool":"gem","user_id":"ann","started_at":"<5d>T11:00:00Z","completed_at":"<5d>T11:02:30Z","data_volume_mb":500}
                {"id":"3","created_at":"<7d>T11:00:00Z","status":"Succeeded","tool":"crawler","started_at":"<7d>T11:00:00Z","completed_at":"<7d>T11:01:01Z","data_volume_mb":36.5}
                {"id":"4","created_at":"<8d>T11:00:00Z","status":"undelivered","tool":"gem","started_at":"<8d>T11:00:00Z","completed_at":"<8d>T11:01:40Z"}
                {"id":"5","created_at":"<9d>T11:00:00Z","status":"expired","tool":"crawler","started_at":"<9d>T11:00:00Z"}
                {"id":"6","created_at":"<10d>T11:00:00Z","status":"skipped","tool":"gem"}
                {"id":"7","created_at":"<10d>T12:00:00Z","status":"warming up"}
                {"id":"8","created_at":"<45d>T12:00:00Z","status":"paid","started_at":"<45d>T12:00:00Z","completed_at":"<45d>T12:00:30Z","data_volume_mb":5.12}
                {"id":"9","created_at":"<45d>T13:00:00Z","status":"error"}
                {"id":"10","created_at":"<46d>T13:00:00Z","status":"queued"}
                """);
        put("/api/v1/directory/tools/gem", "{\"name\":\"Gem Portal\"}");
    }

    @Test
    void keyFiguresAreRoundedAsAgreed() {
        someJobs();
        // 3 successes of 7: 42.857 %. Four jobs have both times: 90 + 150 + 61 + 100 = 401 s, / 4 / 60 = 1.67 min.
        // 1000 + 500 + 36.5 = 1536.5 MB, / 1024 = 1.5005 GB. Before: 1 of 3; 30 s; 5.12 MB = 0.005 GB.
        // Tools: gem 4 of 7 = 57.14 %, crawler 2 = 28.57 %, without one 1 = 14.29 %.
        answers(PERFORMANCE, """
                {"metrics": {"totalJobs": 7, "successRate": 42.86, "avgDurationMinutes": 1.7, "dataVolumeGb": 1.50,
                   "previous": {"totalJobs": 3, "successRate": 33.33, "avgDurationMinutes": 0.5, "dataVolumeGb": 0.01}},
                 "jobTrends": "<list>",
                 "toolUsage": [
                   {"toolName": "Gem Portal", "usageCount": 4, "percentage": 57.14},
                   {"toolName": "crawler", "usageCount": 2, "percentage": 28.57},
                   {"toolName": "unknown", "usageCount": 1, "percentage": 14.29}],
                 "period": {"from": "<time>", "until": "<time>"},
                 "previousPeriod": {"from": "<time>", "until": "<time>", "exact": true}}""");
    }

    @Test
    void aPeriodIsDaysOrSaysItsUnit() {
        someJobs();
        // two jobs are 5 days old, the next ones 7
        for (var same : new String[] {"6", "6d", "144h", "6D"}) {
            answers(PERFORMANCE + "?period=" + same, "{\"metrics\": {\"totalJobs\": 2}}");
        }
        answers(PERFORMANCE + "?period=24h", "{\"metrics\": {\"totalJobs\": 0}}");
        answers(PERFORMANCE + "?period=90d", "{\"metrics\": {\"totalJobs\": 10, \"previous\": {\"totalJobs\": 0}}}");
        answers(PERFORMANCE + "?period=", "{\"metrics\": {\"totalJobs\": 7}}");
        for (var wrong : new String[] {"0", "1096", "month", "-1", "1.5"}) {
            refuses(
                    PERFORMANCE + "?period=" + wrong,
                    "period",
                    wrong,
                    "1 to 1095 days, such as 30 or 90d, or hours, such as 24h");
        }
    }

    @Test
    void oneUsersJobsAloneAreCountedWhenAskedFor() {
        someJobs();
        // 90 + 150 = 240 s of 2 jobs: 2 min; 1500 MB = 1.4648 GB
        answers(PERFORMANCE + "?userId=ann", """
                {"metrics": {"totalJobs": 2, "successRate": 100, "avgDurationMinutes": 2.0, "dataVolumeGb": 1.46,
                   "previous": {"totalJobs": 0, "successRate": 0, "avgDurationMinutes": 0, "dataVolumeGb": 0}},
                 "toolUsage": [{"toolName": "Gem Portal", "usageCount": 2, "percentage": 100}]}""");
        matches("{\"metrics\": {\"totalJobs\": 2}}", as("user", "ann", PERFORMANCE));
        matches("{\"metrics\": {\"totalJobs\": 0}, \"toolUsage\": []}", as("user", "bob", PERFORMANCE + "?userId=ann"));
        matches("{\"metrics\": {\"totalJobs\": 7}}", as("viewer", PERFORMANCE));
    }

    @Test
    void sixMonthsAreShownTheCurrentOneLastAndGapsAsZeros() {
        var month = YearMonth.now(ZoneOffset.UTC);
        var second = month.minusMonths(1).atDay(15);
        send("jobs", """
                {"id":"1","created_at":"%1$sT10:00:00Z","status":"delivered"}
                {"id":"2","created_at":"%1$sT10:00:00Z","status":"BLOCKED"}
                {"id":"3","created_at":"%1$sT10:00:00Z","status":"canceled"}
                {"id":"4","created_at":"%1$sT10:00:00Z","status":"retrying"}
                {"id":"5","created_at":"%2$s","status":"completed"}
                """.formatted(second, now));
        var expected = IntStream.rangeClosed(0, 5)
                .mapToObj(i -> "{\"month\": \"" + month.minusMonths(5L - i) + "\", "
                        + (i == 4
                                ? "\"totalJobs\": 4, \"successful\": 1, \"failed\": 1}"
                                : i == 5
                                        ? "\"totalJobs\": 1, \"successful\": 1, \"failed\": 0}"
                                        : "\"totalJobs\": 0, \"successful\": 0, \"failed\": 0}"))
                .collect(Collectors.joining(","));
        answers(PERFORMANCE + "?period=1", "{\"jobTrends\": [" + expected + "]}");
    }

    @Test
    void monthsFollowTheZoneThatIsAskedFor() {
        var first = YearMonth.now(ZoneOffset.UTC).minusMonths(1).atDay(1);
        // half past eleven at night in UTC is already the next month in Lagos
        send("jobs", "{\"id\":\"1\",\"created_at\":\"" + first.minusDays(1) + "T23:30:00Z\",\"status\":\"paid\"}");
        var utc = read(as("admin", PERFORMANCE).asString()).path("jobTrends");
        var lagos =
                read(as("admin", PERFORMANCE + "?tz=Africa/Lagos").asString()).path("jobTrends");
        assertEquals(1, utc.get(3).path("totalJobs").asInt());
        assertEquals(0, utc.get(4).path("totalJobs").asInt());
        if (YearMonth.now(java.time.ZoneId.of("Africa/Lagos")).equals(YearMonth.now(ZoneOffset.UTC))) {
            assertEquals(0, lagos.get(3).path("totalJobs").asInt());
            assertEquals(1, lagos.get(4).path("totalJobs").asInt());
        }
    }

    @Test
    void recentJobsAreTheNewestWithAllTheirFields() {
        someJobs();
        answers(RECENT + "?limit=3", """
                {"jobs": [
                  {"id": "2", "tool": "gem", "status": "PASS_with_autofix", "userId": "ann", "createdAt": "<5d>T11:00:00Z",
                   "startTime": "<5d>T11:00:00Z", "endTime": "<5d>T11:02:30Z", "durationSeconds": 150, "dataVolumeMb": 500},
                  {"id": "1", "tool": "gem", "status": "completed", "userId": "ann", "createdAt": "<5d>T10:00:00Z",
                   "startTime": "<5d>T10:00:00Z", "endTime": "<5d>T10:01:30Z", "durationSeconds": 90, "dataVolumeMb": 1000},
                  {"id": "3", "tool": "crawler", "status": "Succeeded", "userId": null, "createdAt": "<7d>T11:00:00Z",
                   "startTime": "<7d>T11:00:00Z", "endTime": "<7d>T11:01:01Z", "durationSeconds": 61, "dataVolumeMb": 36.5}]}""");
        answers(RECENT + "?userId=ann", "{\"jobs\": [{\"id\": \"2\"}, {\"id\": \"1\"}]}");
        assertEquals(10, read(as("admin", RECENT).asString()).path("jobs").size());
        answers(RECENT + "?userId=nobody&limit=100", "{\"jobs\": []}");
        refuses(RECENT + "?limit=0", "limit", "0", "1 to 100");
        refuses(RECENT + "?limit=101", "limit", "101", "1 to 100");
        refuses(RECENT + "?limit=ten", "limit", "ten", "a number");
    }

    @Test
    void answersAreFreshForFiveMinutesAtMostAndSayHowOldTheyAre() {
        var first = as("admin", PERFORMANCE);
        assertEquals("opscope; fwd=miss; stored", first.header("Cache-Status"));
        assertEquals("0", first.header("Age"));
        var again = as("admin", PERFORMANCE);
        assertEquals("opscope; hit; ttl=300", again.header("Cache-Status").replaceAll("ttl=29\\d", "ttl=300"));
        assertEquals("application/json", again.contentType().split(";")[0]);
    }
}
