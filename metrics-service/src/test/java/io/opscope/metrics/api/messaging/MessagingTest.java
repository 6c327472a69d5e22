package io.opscope.metrics.api.messaging;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MessagingTest {

    private static final String API = "/api/v1/analytics";

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void theLastSecondsAreCountedAsTheyAre() {
        sender.send(
                "messages",
                List.of(
                        message("1", 20, "delivered", 2),
                        message("2", 21, "delivered", 4),
                        message("3", 22, "failed", null),
                        message("4", 23, "queued", null),
                        message("old", 500, "delivered", 1)));
        sender.get(API + "/metrics/messages/realtime?window_seconds=120")
                .statusCode(200)
                .body("status", is("success"))
                .body("data.timestamp", notNullValue())
                .body("data.total_messages", is(4))
                .body("data.messages_delivered", is(2))
                .body("data.messages_failed", is(1))
                .body("data.messages_pending", is(1))
                .body("data.messages_per_second", number("0.03"))
                .body("data.delivery_rate_percent", number("50"))
                .body("data.avg_delivery_time_seconds", number("3"))
                .body("data.p95_delivery_time_seconds", closeTo(new BigDecimal("4"), new BigDecimal("0.04")))
                .body("data.p99_delivery_time_seconds", closeTo(new BigDecimal("4"), new BigDecimal("0.04")));
        sender.get(API + "/metrics/messages/realtime?window_seconds=3600").body("data.total_messages", is(5));
        sender.get(API + "/metrics/messages/realtime?window_seconds=0")
                .statusCode(400)
                .body("detail", containsString("1 to 3600"));
    }

    @Test
    void aCampaignTellsHowFarItHasComeAndWhenItWillBeDone() {
        sender.put("/api/v1/directory/campaigns/spring", record("name", "Spring", "total_recipients", 10));
        sender.send(
                "messages",
                List.of(
                        message("1", 300, "delivered", 1),
                        message("2", 200, "delivered", 1),
                        message("3", 100, "failed", null),
                        message("4", 60, "sent", null)));
        sender.get(API + "/metrics/campaigns/spring")
                .body("data.campaign_id", is("spring"))
                .body("data.campaign_name", is("Spring"))
                .body("data.total_recipients", is(10))
                .body("data.processed", is(3))
                .body("data.remaining", is(7))
                .body("data.progress_percentage", number("30"))
                .body("data.delivered", is(2))
                .body("data.failed", is(1))
                .body("data.avg_send_rate_tps", closeTo(new BigDecimal("0.013"), new BigDecimal("0.006")))
                .body("data.estimated_completion", notNullValue());
        sender.get(API + "/metrics/campaigns/none").statusCode(404);
    }

    @Test
    void anAccountTellsWhatItUsedAgainstItsLimits() {
        sender.put(
                "/api/v1/directory/accounts/acme",
                record("name", "Acme", "balance", 12.5, "tps_limit", 2, "owners", List.of("ann")));
        sender.send("messages", List.of(message("1", 20, "delivered", 1), message("2", 10, "delivered", 1)));
        sender.get(API + "/metrics/accounts/acme")
                .body("data.account_id", is("acme"))
                .body("data.account_name", is("Acme"))
                .body("data.messages_sent_today", is(2))
                .body("data.messages_sent_month", is(2))
                .body("data.current_balance", number("12.5"))
                .body("data.credits_used_month", number("3"))
                .body("data.tps_limit", number("2"))
                .body("data.current_tps", number("0.03"))
                .body("data.tps_utilization_percent", number("1.5"));
        sender.get(API + "/metrics/accounts/none").statusCode(404);
    }

    @Test
    void aPlainUserSeesTheMessagesOfTheAccountsThatAreTheirs() {
        sender.put("/api/v1/directory/accounts/acme", record("name", "Acme", "owners", List.of("ann")));
        sender.send("messages", List.of(message("1", 20, "delivered", 1)));
        var owner = sender.as("ann", "user");
        owner.get(API + "/metrics/messages/realtime").then().body("data.total_messages", is(1));
        sender.as("bob", "user")
                .get(API + "/metrics/messages/realtime")
                .then()
                .statusCode(200)
                .body("data.total_messages", is(0));
        sender.as("ann", "user").get(API + "/metrics/accounts/acme").then().body("data.messages_sent_month", is(1));
        sender.as("bob", "user").get(API + "/metrics/accounts/acme").then().statusCode(404);
    }

    @Test
    void routesAreListedTheBusiestFirst() {
        sender.put("/api/v1/directory/routes/idle", record("name", "Idle"));
        sender.put("/api/v1/directory/routes/fast", record("name", "Fast route", "capacity_tps", 10));
        sender.send(
                "messages",
                List.of(
                        message("1", 20, "delivered", 2),
                        message("2", 30, "failed", null),
                        message("3", 40, "sent", null)));
        sender.get(API + "/metrics/routes")
                .body("data.route_id", contains("fast", "idle"))
                .body("data[0].messages", is(3))
                .body("data[0].success_rate_percent", number("33.33"))
                .body("data[0].avg_delivery_time_seconds", number("2"))
                .body("data[0].p95_delivery_time_seconds", closeTo(new BigDecimal("2"), new BigDecimal("0.02")))
                .body("data[0].current_tps", number("0.05"))
                .body("data[0].capacity_tps", number("10"))
                .body("data[0].utilization_percent", number("0.5"))
                .body("data[1].messages", is(0))
                .body("data[1].capacity_tps", nullValue());
        sender.get(API + "/metrics/routes/fast").body("data.route_id", is("fast"));
        sender.get(API + "/metrics/routes/none").statusCode(404);
    }

    @Test
    void theSummaryHasMessagesAndCampaigns() {
        sender.send("messages", List.of(message("1", 20, "delivered", 2), message("2", 30, "failed", null)));
        sender.get(API + "/dashboard/summary")
                .body("data.messages.total_today", is(2))
                .body("data.messages.last_hour", is(2))
                .body("data.messages.current_tps", number("0.03"))
                .body("data.messages.delivery_rate", number("50"))
                .body("data.messages.avg_delivery_time", number("2"))
                .body("data.campaigns.active", is(1));
    }

    @Test
    void nothingSentGivesZerosEverywhere() {
        sender.get(API + "/metrics/messages/realtime")
                .statusCode(200)
                .body("data.total_messages", is(0))
                .body("data.p95_delivery_time_seconds", number("0"));
        sender.get(API + "/trends/messages").statusCode(200).body("data.data_points.value", everyItem(number("0")));
        sender.get(API + "/predictions/job-success").statusCode(200).body("data.forecast_7d", hasSize(168));
        sender.get(API + "/metrics/routes").statusCode(200).body("data", hasSize(0));
        ask(record("metric", "messages", "aggregation", "count")).body("data.rows", contains(Map.of("value", 0)));
    }

    @Test
    void aTrendHasNoGapsAndADirectionThatIsNoAccident() {
        var jobs = new ArrayList<Map<String, Object>>();
        for (int hour = 1; hour <= 24; hour++) {
            for (int i = 0; i <= 24 - hour; i++) {
                jobs.add(record(
                        "id",
                        hour + "-" + i,
                        "status",
                        "completed",
                        "created_at",
                        now.truncatedTo(ChronoUnit.HOURS)
                                .minus(Duration.ofHours(hour))
                                .toString()));
            }
        }
        sender.send("jobs", jobs);
        sender.get(API + "/trends/jobs?granularity=hour&hours=24")
                .body("data.metric_name", is("jobs"))
                .body("data.granularity", is("hour"))
                .body("data.data_points", hasSize(25))
                .body("data.data_points[0].value", number("1"))
                .body("data.data_points[23].value", number("24"))
                .body("data.data_points[24].value", number("0"))
                .body("data.statistics.min_value", number("1"))
                .body("data.statistics.max_value", number("24"))
                .body("data.statistics.avg_value", number("12.5"))
                .body("data.statistics.std_dev", number("7.07"))
                .body("data.trend.direction", is("up"));
        sender.get(API + "/trends/jobs?granularity=minute&hours=169").statusCode(400);
        sender.get(API + "/trends/jokes")
                .statusCode(400)
                .body("detail", containsString("messages, jobs, revenue, activities"));
    }

    @Test
    void aForecastBeginsWithTheRunningHourAndKnowsItsError() {
        var running = now.truncatedTo(ChronoUnit.HOURS);
        var jobs = new ArrayList<Map<String, Object>>();
        for (int hour = 1; hour <= 24 * 10; hour++) {
            var at = running.minus(Duration.ofHours(hour));
            var isBusy = Duration.between(at, running).toHours() % 24 < 12;
            for (int i = 0; i < (isBusy ? 4 : 1); i++) {
                jobs.add(record("id", hour + "-" + i, "status", "completed", "created_at", at.toString()));
            }
        }
        sender.send("jobs", jobs);
        sender.get(API + "/predictions/job-volume?hours_ahead=3&capacity=3")
                .statusCode(200)
                .body("data.metric_name", is("job-volume"))
                .body("data.current_value", number("4"))
                .body("data.predicted_value", closeTo(new BigDecimal("1"), new BigDecimal("0.5")))
                .body(
                        "data.prediction_timestamp",
                        is(running.plus(Duration.ofHours(3)).toString()))
                .body("data.forecast_24h", hasSize(24))
                .body("data.forecast_7d", hasSize(168))
                .body("data.forecast_24h[0]", closeTo(new BigDecimal("4"), new BigDecimal("0.5")))
                .body("data.forecast_24h[5]", closeTo(new BigDecimal("1"), new BigDecimal("0.5")))
                .body("data.forecast_24h[15]", closeTo(new BigDecimal("4"), new BigDecimal("0.5")))
                .body("data.lower", hasSize(168))
                .body("data.upper", hasSize(168))
                .body("data.method", notNullValue())
                .body("data.backtest.mase", notNullValue())
                .body("data.anomaly_detection.is_anomaly", is(false))
                .body("data.capacity_advice.text", containsString("reached at"));
        sender.get(API + "/predictions/weather").statusCode(400).body("detail", containsString("job-success"));
    }

    @Test
    void aQuestionOfOnesOwnIsGroupedFilteredAndOrdered() {
        sender.send(
                "messages",
                List.of(
                        message("1", 60, "delivered", 2),
                        message("2", 60, "delivered", 6),
                        message("3", 60, "failed", null)));
        ask(record("metric", "messages", "aggregation", "count", "group_by", List.of("status")))
                .statusCode(200)
                .body("data.exact", is(true))
                .body("data.rows.status", contains("delivered", "failed"))
                .body("data.rows.value", contains(2, 1));
        ask(record(
                        "metric",
                        "messages.delivery_time",
                        "aggregation",
                        "avg",
                        "group_by",
                        List.of("hour", "route_id"),
                        "filters",
                        Map.of("smsc_id", "fast", "status", "delivered")))
                .body("data.unit", is("seconds"))
                .body("data.rows", hasSize(1))
                .body("data.rows[0].route_id", is("fast"))
                .body("data.rows[0].value", number("4"));
        ask(record("metric", "messages.delivery_time", "aggregation", "percentile", "percentile", 95))
                .body("data.exact", is(false))
                .body("data.relative_error", number("0.01"))
                .body("data.rows[0].value", closeTo(new BigDecimal("6"), new BigDecimal("0.06")));
        ask(record("metric", "messages.delivery_time", "aggregation", "max")).body("data.rows[0].value", number("6"));
        ask(record(
                        "metric",
                        "messages",
                        "aggregation",
                        "count",
                        "filters",
                        Map.of("date", now.toString().substring(0, 10))))
                .body("data.rows[0].value", is(3));
    }

    @Test
    void distinctUsersAreThoseWhoActed() {
        var activities = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 60; i++) {
            activities.add(record(
                    "id",
                    "a" + i,
                    "user_id",
                    "user-" + i % 20,
                    "action",
                    i % 2 == 0 ? "upload" : "download",
                    "at",
                    now.minusSeconds(60 + i).toString()));
        }
        sender.send("activities", activities);
        ask(record("metric", "activities", "aggregation", "distinct"))
                .body("data.unit", is("users"))
                .body("data.rows[0].value", is(20));
        ask(record("metric", "activities", "aggregation", "distinct", "group_by", List.of("action")))
                .body("data.rows.value", contains(10, 10));
    }

    @Test
    void amountsOfOtherCurrenciesAreLeftOut() {
        sender.send(
                "transactions",
                List.of(
                        record(
                                "id",
                                "1",
                                "amount",
                                10,
                                "status",
                                "paid",
                                "created_at",
                                now.minusSeconds(60).toString()),
                        record(
                                "id",
                                "2",
                                "amount",
                                99,
                                "currency",
                                "EUR",
                                "status",
                                "paid",
                                "created_at",
                                now.minusSeconds(60).toString())));
        ask(record("metric", "transactions.amount", "aggregation", "sum"))
                .body("data.currency", is("USD"))
                .body("data.rows[0].value", number("10"));
        ask(record("metric", "transactions.amount", "aggregation", "sum", "filters", Map.of("currency", "EUR")))
                .body("data.rows[0].value", number("99"));
    }

    @Test
    void whatCannotBeAskedIsNamedWithWhatCan() {
        ask(record("metric", "jokes", "aggregation", "count"))
                .statusCode(400)
                .body("detail", containsString("messages.delivery_time"));
        ask(record("metric", "messages", "aggregation", "sum"))
                .statusCode(400)
                .body("detail", containsString("messages.credits"));
        ask(record("metric", "messages", "aggregation", "mode"))
                .statusCode(400)
                .body("detail", containsString("percentile"));
        ask(record("metric", "messages", "aggregation", "count", "group_by", List.of("colour")))
                .statusCode(400)
                .body("detail", containsString("route_id"));
        ask(record("metric", "messages", "aggregation", "count", "filters", Map.of("colour", "red")))
                .statusCode(400)
                .body("detail", containsString("smsc_id"));
        ask(record("metric", "messages", "aggregation", "count", "order", "colour"))
                .statusCode(400);
        ask(record("metric", "messages", "aggregation", "count", "from", "2020-01-01", "group_by", List.of("minute")))
                .statusCode(400)
                .body("detail", containsString("hour or coarser"));
        ask(record("aggregation", "count")).statusCode(400).body("detail", containsString("metric"));
    }

    private ValidatableResponse ask(Map<String, Object> question) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(question)
                .post(API + "/query")
                .then();
    }

    private Map<String, Object> message(String id, int secondsAgo, String status, Integer deliverySeconds) {
        // delivery never lies ahead of now
        var submitted = now.minusSeconds(secondsAgo);
        return record(
                "id",
                id,
                "account_id",
                "acme",
                "campaign_id",
                "spring",
                "route_id",
                "fast",
                "status",
                status,
                "submitted_at",
                submitted.toString(),
                "delivered_at",
                deliverySeconds == null
                        ? null
                        : submitted.plusSeconds(deliverySeconds).toString(),
                "credits",
                1.5);
    }
}
