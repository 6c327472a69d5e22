package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What looks back as far as it can, for a tenant that keeps little: answered for as long as its steps are kept, and not
 * refused. Records of old months are gone, so they cannot help out.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class KeptStepsTest {

    private static final int MINUTE_DAYS = 1;
    private static final int HOUR_DAYS = 62;
    private static final int DAY_DAYS = 365;
    private static final String TRENDS = "/api/v1/analytics/trends/";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Moments are compared with the clock of the test, which goes on. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    @Inject
    Retention retention;

    @Inject
    Editions editions;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @BeforeEach
    void keepLittle() {
        var messages = new ArrayList<Map<String, Object>>();
        var jobs = new ArrayList<Map<String, Object>>();
        for (var days : List.of(500, 120, 5)) {
            var at = now.minus(Duration.ofDays(days)).toString();
            messages.add(record("id", "m" + days, "submitted_at", at, "campaign_id", "spring", "status", "delivered"));
            jobs.add(record("id", "j" + days, "created_at", at, "status", "completed"));
        }
        sender.send("messages", messages);
        sender.send("jobs", jobs);
        sender.as("boss", "admin")
                .contentType("application/json")
                .body(Map.of("minuteDays", MINUTE_DAYS, "hourDays", HOUR_DAYS, "dayDays", DAY_DAYS, "rawDays", 31))
                .put("/admin/api/retention")
                .then()
                .statusCode(200);
        assertEquals(0, retention.dropRecords(sender.tenant(), now));
        assertEquals(4, retention.dropRecords(sender.tenant(), now.plus(Duration.ofMinutes(2))));
        var scope = new Scope(sender.tenant(), "boss", Set.of("admin"));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            editions.look();
            return editions.known(scope, catalogue.messages()).recordsSince() != null
                    && editions.known(scope, catalogue.jobs()).recordsSince() != null;
        });
    }

    @Test
    void trendsBeginWhereTheirStepsDo() {
        assertBeginsAfter(MINUTE_DAYS, firstPoint("messages?granularity=minute&hours=168"));
        assertBeginsAfter(DAY_DAYS + 1, firstPoint("messages?granularity=day&hours=26280"));
        assertBeginsAfter(HOUR_DAYS, firstPoint("messages?granularity=day&hours=26280&tz=" + BERLIN));
        assertBeginsAfter(HOUR_DAYS, firstPoint("jobs?granularity=month&hours=26280&tz=" + BERLIN));
        // no further than is asked for
        assertBeginsAfter(3, firstPoint("messages?granularity=hour&hours=48"));
    }

    @Test
    void aCampaignCountsWhatDaysAreNotKeptOf() {
        sender.get("/api/v1/analytics/metrics/campaigns/spring")
                .statusCode(200)
                .body("data.total_recipients", is(3))
                .body("data.delivered", is(3));
    }

    @Test
    void sixMonthsOfJobsBeginWithTheFirstThatIsKept() {
        sender.get("/analytics/performance?period=7")
                .statusCode(200)
                .body("jobTrends", hasSize(6))
                .body("jobTrends.totalJobs.sum()", is(2));
        // months of another zone are made of hours
        var answer = sender.get("/analytics/performance?period=7&tz=" + BERLIN)
                .statusCode(200)
                .body("jobTrends", hasSize(6))
                .body("jobTrends.totalJobs.sum()", is(1))
                .extract();
        var from = Instant.parse(answer.path("trendPeriod.from"));
        assertBeginsAfter(HOUR_DAYS, from);
        assertEquals(1, from.atZone(BERLIN).getDayOfMonth());
    }

    private Instant firstPoint(String trend) {
        return Instant.parse(
                sender.get(TRENDS + trend).statusCode(200).extract().path("data.data_points[0].timestamp"));
    }

    private void assertBeginsAfter(int days, Instant first) {
        var earliest = now.minus(Duration.ofDays(days)).minus(SLACK);
        assertFalse(first.isBefore(earliest), () -> first + " is before " + earliest);
        assertTrue(first.isBefore(now), first::toString);
    }
}
