package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;

/** Section D: live figures, campaigns, accounts, routes, trends and forecasts of the messaging platform. */
@QuarkusTest
class MessagingContractTest extends Contract {

    private static final String API = "/api/v1/analytics";

    @Test
    void theLastSecondsCountBySubmission() {
        send("messages", """
                {"id":"1","account_id":"a","status":"delivered","submitted_at":"<20s>","delivered_at":"<18s>"}
                {"id":"2","account_id":"a","status":"DELIVERED","submitted_at":"<20s>","delivered_at":"<14s>"}
                {"id":"3","account_id":"a","status":"undelivered","submitted_at":"<25s>"}
                {"id":"4","account_id":"a","status":"submitted","submitted_at":"<25s>"}
                {"id":"5","account_id":"a","status":"accepted by carrier","submitted_at":"<26s>"}
                {"id":"6","account_id":"a","status":"cancelled","submitted_at":"<26s>"}
                {"id":"7","account_id":"a","status":"delivered","submitted_at":"<10m>","delivered_at":"<1s>"}
                """);
        // of the last 60 s: 6, 2 delivered = 33.33 %, 6 / 60 = 0.1 a second, (2 + 6) / 2 = 4 s
        answers(API + "/metrics/messages/realtime", """
                {"status": "success", "data": {"timestamp": "<time>", "total_messages": 6, "messages_delivered": 2,
                   "messages_failed": 1, "messages_pending": 2, "messages_per_second": 0.1,
                   "delivery_rate_percent": 33.33, "avg_delivery_time_seconds": 4,
                   "p95_delivery_time_seconds": "<number>", "p99_delivery_time_seconds": "<number>"}}""");
        // of the last hour 7: 3 delivered = 42.86 %; 7 / 3600 = 0.0019
        answers(API + "/metrics/messages/realtime?window_seconds=3600", """
                {"data": {"total_messages": 7, "messages_delivered": 3, "messages_per_second": 0,
                   "delivery_rate_percent": 42.86}}""");
        var p95 = read(as("admin", API + "/metrics/messages/realtime?window_seconds=300")
                        .asString())
                .path("data")
                .path("p95_delivery_time_seconds");
        assertEquals(6, p95.asDouble(), 0.06);
        refuses(API + "/metrics/messages/realtime?window_seconds=3601", "window_seconds", "3601", "1 to 3600");
        refuses(API + "/metrics/messages/realtime?window_seconds=soon", "window_seconds", "soon", "a number");
    }

    @Test
    void nothingSentIsZerosEverywhere() {
        answers(API + "/metrics/messages/realtime", """
                {"data": {"total_messages": 0, "messages_delivered": 0, "messages_failed": 0, "messages_pending": 0,
                   "messages_per_second": 0, "delivery_rate_percent": 0, "avg_delivery_time_seconds": 0,
                   "p95_delivery_time_seconds": 0, "p99_delivery_time_seconds": 0}}""");
        answers(API + "/metrics/routes", "{\"status\": \"success\", \"data\": []}");
        answers(API + "/dashboard/summary", """
                {"status": "success", "data": {"timestamp": "<time>",
                   "messages": {"total_today": 0, "last_hour": 0, "current_tps": 0, "delivery_rate": 0,
                     "avg_delivery_time": 0},
                   "campaigns": {"active": 0},
                   "previous": {"total": 0, "delivery_rate": 0, "avg_delivery_time": 0, "exact": true}}}""");
    }

    @Test
    void aCampaignComesAsFarAsItsMessagesDid() {
        put("/api/v1/directory/campaigns/c", "{\"name\":\"Spring\",\"total_recipients\":7,\"account_id\":\"a\"}");
        send("messages", """
                {"id":"1","account_id":"a","campaign_id":"c","status":"delivered","submitted_at":"<3d>T10:00:00Z"}
                {"id":"2","account_id":"a","campaign_id":"c","status":"delivered","submitted_at":"<3d>T10:00:10Z"}
                {"id":"3","account_id":"a","campaign_id":"c","status":"expired","submitted_at":"<3d>T10:01:10Z"}
                {"id":"4","account_id":"a","campaign_id":"c","status":"queued","submitted_at":"<3d>T10:01:59Z"}
                {"id":"5","account_id":"a","campaign_id":"d","status":"delivered","submitted_at":"<3d>T10:00:00Z"}
                """);
        // 3 of 7 = 42.86 %; 4 messages from 10:00 to 10:02, as minutes are counted: 4 / 120 = 0.03 a second
        answers(API + "/metrics/campaigns/c", """
                {"status": "success", "data": {"campaign_id": "c", "campaign_name": "Spring", "total_recipients": 7,
                   "processed": 3, "remaining": 4, "progress_percentage": 42.86, "delivered": 2, "failed": 1,
                   "avg_send_rate_tps": 0.03, "estimated_completion": "<time>"}}""");
        // 4 remaining at 0.03 a second take 133 s
        var done = Instant.parse(read(as("admin", API + "/metrics/campaigns/c").asString())
                .path("data")
                .path("estimated_completion")
                .asText());
        assertEquals(133, Duration.between(now, done).toSeconds(), 20);
        // one that the directory does not know has as many recipients as messages, and is done
        answers(API + "/metrics/campaigns/d", """
                {"data": {"campaign_id": "d", "campaign_name": "d", "total_recipients": 1, "processed": 1,
                   "remaining": 0, "progress_percentage": 100, "delivered": 1, "failed": 0,
                   "estimated_completion": null}}""");
        assertEquals(404, as("admin", API + "/metrics/campaigns/none").statusCode());
    }

    @Test
    void anAccountIsToldWithItsMonthAndItsLimit() {
        put(
                "/api/v1/directory/accounts/a",
                "{\"name\":\"Acme\",\"balance\":120.505,\"tps_limit\":0.5,\"owners\":[\"ann\"]}");
        send("messages", """
                {"id":"1","account_id":"a","status":"delivered","submitted_at":"%1$s","credits":1.25}
                {"id":"2","account_id":"a","status":"failed","submitted_at":"%1$s","credits":0.5}
                {"id":"3","account_id":"a","status":"failed","submitted_at":"%2$sT00:00:00Z","credits":2}
                {"id":"4","account_id":"a","status":"failed","submitted_at":"%3$sT23:59:59Z","credits":100}
                {"id":"5","account_id":"b","status":"failed","submitted_at":"%1$s","credits":100}
                """.formatted(
                        now.minusSeconds(10),
                        today.withDayOfMonth(1),
                        today.withDayOfMonth(1).minusDays(1)));
        var isFirst = today.getDayOfMonth() == 1;
        // 2 messages within the last minute: 0.03 a second, of 0.5 it is 6 %; credits 1.25 + 0.5 + 2
        answers(API + "/metrics/accounts/a", """
                {"status": "success", "data": {"account_id": "a", "account_name": "Acme", "messages_sent_today": %d,
                   "messages_sent_month": 3, "current_balance": 120.505, "credits_used_month": 3.75, "tps_limit": 0.5,
                   "current_tps": 0.03, "tps_utilization_percent": 6}}""".formatted(isFirst ? 3 : 2));
        matches("{\"data\": {\"messages_sent_month\": 3}}", as("user", "ann", API + "/metrics/accounts/a"));
        assertEquals(404, as("user", "bob", API + "/metrics/accounts/a").statusCode());
        // one that the directory does not know has no limits
        answers(API + "/metrics/accounts/b", """
                {"data": {"account_id": "b", "account_name": "b", "current_balance": null, "tps_limit": null,
                   "tps_utilization_percent": null}}""");
    }

    @Test
    void theDayAndTheMonthFollowTheZoneThatIsAskedFor() {
        var zone = java.time.ZoneId.of("Pacific/Kiritimati");
        var midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        send("messages", """
                {"id":"1","account_id":"a","status":"delivered","submitted_at":"%s"}
                {"id":"2","account_id":"a","status":"delivered","submitted_at":"%s"}
                """.formatted(midnight, midnight.minusMillis(1)));
        answers(API + "/metrics/accounts/a?tz=Pacific/Kiritimati", "{\"data\": {\"messages_sent_today\": 1}}");
        refuses(
                API + "/metrics/accounts/a?tz=Moon",
                "tz",
                "Moon",
                "a time zone with whole hours, such as Europe/Berlin, or UTC");
    }

    @Test
    void routesAreToldWithWhatTheyCarry() {
        put("/api/v1/directory/routes/r1", "{\"name\":\"North\",\"capacity_tps\":0.1}");
        send("messages", """
                {"id":"1","route_id":"r1","status":"delivered","submitted_at":"<20s>","delivered_at":"<17s>"}
                {"id":"2","smsc_id":"r1","status":"delivered","submitted_at":"<21s>","delivered_at":"<16s>"}
                {"id":"3","route_id":"r1","status":"failed","submitted_at":"<2h>"}
                {"id":"4","route_id":"r2","status":"failed","submitted_at":"<2h>"}
                {"id":"5","route_id":"r2","status":"failed","submitted_at":"<30h>"}
                """);
        // r1: 2 of 3 = 66.67 %, (3 + 5) / 2 = 4 s; 2 / 60 = 0.03 a second, of 0.1 it is 30 %
        answers(API + "/metrics/routes", """
                {"status": "success", "data": [
                   {"route_id": "r1", "messages": 3, "success_rate_percent": 66.67, "avg_delivery_time_seconds": 4,
                    "p95_delivery_time_seconds": "<number>", "current_tps": 0.03, "capacity_tps": 0.1,
                    "utilization_percent": 30},
                   {"route_id": "r2", "messages": 1, "success_rate_percent": 0, "avg_delivery_time_seconds": 0,
                    "p95_delivery_time_seconds": 0, "current_tps": 0, "capacity_tps": null,
                    "utilization_percent": null}]}""");
        answers(
                API + "/metrics/routes/r2?hours=48",
                "{\"status\": \"success\", \"data\": {\"route_id\": \"r2\", \"messages\": 2}}");
        assertEquals(404, as("admin", API + "/metrics/routes/r3").statusCode());
    }

    @Test
    void theSummaryIsOfTodayWithYesterdayToCompare() {
        var midnight = today + "T00:00:00Z";
        send("messages", """
                {"id":"1","campaign_id":"c","status":"delivered","submitted_at":"%1$s","delivered_at":"%1$s"}
                {"id":"2","campaign_id":"d","status":"failed","submitted_at":"%1$s"}
                {"id":"3","status":"failed","submitted_at":"%1$s"}
                {"id":"4","status":"delivered","submitted_at":"<1d>T00:00:00Z","delivered_at":"<1d>T00:00:07Z"}
                {"id":"5","status":"failed","submitted_at":"<1d>T23:59:59.999999Z"}
                """.formatted(midnight));
        var hasBegunWithinTheHour = now.isBefore(Instant.parse(midnight).plus(Duration.ofHours(1)));
        // 1 of 3 = 33.33 %; yesterday up to this time only the message of midnight, delivered after 7 s. Shortly after
        // midnight the last hour still has yesterday's last message.
        answers(API + "/dashboard/summary", """
                {"data": {"messages": {"total_today": 3, "last_hour": %1$d, "delivery_rate": 33.33, "avg_delivery_time": 0},
                   "campaigns": {"active": %2$d},
                   "previous": {"total": 1, "delivery_rate": 100, "avg_delivery_time": 7, "from": "<1d>T00:00:00Z",
                     "until": "<time>", "exact": true}}}""".formatted(
                        hasBegunWithinTheHour ? 4 : 0, hasBegunWithinTheHour ? 2 : 0));
    }

    @Test
    void aTrendHasOnePointForEachHourAndItsStatistics() {
        var hour = now.truncatedTo(ChronoUnit.HOURS);
        // 2, 4, 6 in the three hours that are over, 1 in the running one
        var lines = new StringBuilder();
        for (int back = 3; back >= 0; back--) {
            for (int i = 0; i < (back == 0 ? 1 : 8 - 2 * back); i++) {
                lines.append("{\"id\":\"" + back + "-" + i + "\",\"action\":\"x\",\"at\":\""
                        + hour.minus(Duration.ofHours(back)) + "\"}\n");
            }
        }
        send("activities", lines.toString());
        // mean 4, standard deviation of a sample sqrt((4 + 0 + 4) / 2) = 2
        answers(API + "/trends/activities?granularity=hour&hours=3", """
                {"status": "success", "data": {"metric_name": "activities", "granularity": "hour",
                   "data_points": [
                     {"timestamp": "%s", "value": 2}, {"timestamp": "%s", "value": 4},
                     {"timestamp": "%s", "value": 6}, {"timestamp": "%s", "value": 1}],
                   "statistics": {"min_value": 2, "max_value": 6, "avg_value": 4, "std_dev": 2},
                   "trend": {"direction": "<text>", "percentage": "<number>"}}}""".formatted(
                        hour.minus(Duration.ofHours(3)),
                        hour.minus(Duration.ofHours(2)),
                        hour.minus(Duration.ofHours(1)),
                        hour));
        var points = read(as("admin", API + "/trends/activities").asString()).path("data");
        assertEquals(25, points.path("data_points").size());
        assertEquals("hour", points.path("granularity").asText());
    }

    @Test
    void trendsFollowTheCalendarAtEveryGranularity() {
        send("transactions", """
                {"id":"1","created_at":"<3d>T10:00:00Z","status":"paid","amount":10.25}
                {"id":"2","created_at":"<3d>T10:00:59Z","status":"paid","amount":0.5}
                {"id":"3","created_at":"<3d>T10:01:00Z","status":"failed","amount":100}
                {"id":"4","created_at":"<3d>T23:30:00Z","status":"completed","amount":1}
                {"id":"5","created_at":"<3d>T12:00:00Z","status":"completed","amount":7,"currency":"EUR"}
                """);
        // revenue is what succeeded, in the reporting currency
        assertEquals(10.75, value("revenue", "minute", 168, today.minusDays(3) + "T10:00:00Z"));
        assertEquals(0, value("revenue", "minute", 168, today.minusDays(3) + "T10:01:00Z"));
        assertEquals(10.75, value("revenue", "hour", 168, today.minusDays(3) + "T10:00:00Z"));
        assertEquals(11.75, value("revenue", "day", 168, today.minusDays(3) + "T00:00:00Z"));
        var monday = today.minusDays(3).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        assertEquals(11.75, value("revenue", "week", 400, monday + "T00:00:00Z"));
        var first = today.minusDays(3).withDayOfMonth(1);
        assertEquals(11.75, value("revenue", "month", 26_280, first + "T00:00:00Z"));
        // half past eleven at night is the next day in Lagos
        assertEquals(1, value("revenue", "day", 168, today.minusDays(3) + "T23:00:00Z&tz=Africa/Lagos"));
    }

    @Test
    void aTrendGoesUpDownOrNowhere() {
        var hour = now.truncatedTo(ChronoUnit.HOURS);
        var lines = new StringBuilder();
        for (int back = 1; back <= 24; back++) {
            var at = hour.minus(Duration.ofHours(back));
            for (int i = 0; i < back; i++) {
                lines.append(
                        "{\"id\":\"m%d-%d\",\"status\":\"sent\",\"submitted_at\":\"%s\"}%n".formatted(back, i, at));
            }
        }
        send("messages", lines.toString());
        answers(API + "/trends/messages", "{\"data\": {\"trend\": {\"direction\": \"down\"}}}");
        var percentage = read(as("admin", API + "/trends/messages").asString())
                .path("data")
                .path("trend")
                .path("percentage");
        // from 24 down to 1 on a straight line
        assertEquals(-95.83, percentage.asDouble(), 0.01);
        answers(API + "/trends/jobs", "{\"data\": {\"trend\": {\"direction\": \"stable\", \"percentage\": 0}}}");
    }

    @Test
    void aTrendOfWhatThereIsNotIsRefused() {
        refuses(API + "/trends/jokes", "metric", "jokes", "messages, jobs, revenue, activities");
        refuses(API + "/trends/jobs?granularity=year", "granularity", "year", "minute, hour, day, week, month");
        for (var fine : new String[] {"minute", "hour"}) {
            refuses(API + "/trends/jobs?hours=169&granularity=" + fine, "hours", "169", "1 to 168 by minute or hour");
            assertEquals(
                    200,
                    as("admin", API + "/trends/jobs?hours=168&granularity=" + fine)
                            .statusCode());
        }
        for (var coarse : new String[] {"day", "week", "month"}) {
            assertEquals(
                    200,
                    as("admin", API + "/trends/jobs?hours=26280&granularity=" + coarse)
                            .statusCode());
        }
        refuses(API + "/trends/jobs?hours=26281&granularity=day", "hours", "26281", "1 to 26280");
        refuses(API + "/trends/jobs?hours=0", "hours", "0", "1 to 26280");
    }

    @Test
    void everyForecastHasAllThatIsPromised() {
        for (var metric : new String[] {"message-volume", "job-volume", "job-success", "revenue"}) {
            var data = read(as("viewer", API + "/predictions/" + metric).asString())
                    .path("data");
            matches("""
                    {"status": "success", "data": {"metric_name": "%s", "current_value": 0, "predicted_value": "<number>",
                       "prediction_timestamp": "<time>", "confidence_percent": "<number>", "forecast_24h": "<list>",
                       "forecast_7d": "<list>", "anomaly_detection": {"is_anomaly": false, "anomaly_score": "<number>"},
                       "lower": "<list>", "upper": "<list>", "method": "<text>", "backtest": null,
                       "capacity_advice": null}}""".formatted(metric), as("viewer", API + "/predictions/" + metric));
            assertEquals(24, data.path("forecast_24h").size());
            assertEquals(168, data.path("forecast_7d").size());
            for (JsonNode value : data.path("forecast_7d")) {
                assertTrue(value.isNumber());
            }
            assertTrue(data.path("anomaly_detection").path("anomaly_score").asDouble() <= 1);
            // the hour that runs, and 24 more
            assertEquals(
                    now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(24)),
                    Instant.parse(data.path("prediction_timestamp").asText()));
        }
        refuses(API + "/predictions/weather", "metric", "weather", "message-volume, job-volume, job-success, revenue");
        refuses(API + "/predictions/revenue?hours_ahead=0", "hours_ahead", "0", "1 to 168");
        refuses(API + "/predictions/revenue?hours_ahead=169", "hours_ahead", "169", "1 to 168");
        sender.get(API + "/predictions/revenue?hours_ahead=168").statusCode(200);
        refuses(API + "/predictions/revenue?capacity=0", "capacity", "0", "a number from 0.000001 to 1000000000000");
        refuses(
                API + "/predictions/revenue?capacity=1e400",
                "capacity",
                "1E+400",
                "a number from 0.000001 to 1000000000000");
    }

    private double value(String metric, String granularity, int hours, String at) {
        var parts = at.split("&", 2);
        var address = API + "/trends/" + metric + "?granularity=" + granularity + "&hours=" + hours
                + (parts.length > 1 ? "&" + parts[1] : "");
        var points = read(as("admin", address).asString()).path("data").path("data_points");
        for (JsonNode point : points) {
            if (point.path("timestamp").asText().equals(parts[0])) {
                return point.path("value").asDouble();
            }
        }
        throw new AssertionError("No " + parts[0] + " in " + points.size() + " points of " + address + " at "
                + now.atZone(ZoneOffset.UTC));
    }
}
