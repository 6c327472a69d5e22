package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section D: questions of one's own. */
@QuarkusTest
class QueryContractTest extends Contract {

    @BeforeEach
    void someMessages() {
        send("messages", """
                {"id":"1","account_id":"a1","campaign_id":"c1","route_id":"r1","status":"delivered","submitted_at":"<3d>T10:00:00Z","delivered_at":"<3d>T10:00:02Z","segments":1,"credits":0.5}
                {"id":"2","account_id":"a1","campaign_id":"c1","route_id":"r1","status":"Delivered","submitted_at":"<3d>T10:00:30Z","delivered_at":"<3d>T10:00:34Z","segments":2,"credits":1.25}
                {"id":"3","account_id":"a1","campaign_id":"c2","route_id":"r2","status":"failed","submitted_at":"<3d>T10:59:59Z","segments":1,"credits":0}
                {"id":"4","account_id":"a2","campaign_id":"c2","route_id":"r2","status":"delivered","submitted_at":"<3d>T11:00:00Z","delivered_at":"<3d>T11:00:10Z","segments":3,"credits":2}
                {"id":"5","account_id":"a2","route_id":"r2","status":"queued","submitted_at":"<2d>T00:00:00Z","segments":1}
                """);
    }

    @Test
    void everyAggregationIsTheOneWorkedOutByHand() {
        // four messages of that day, all with credits 0.5, 1.25, 0 and 2, three with times 2, 4 and 10
        one("messages", "count", "4");
        one("messages.delivery_time", "count", "3");
        one("messages.credits", "sum", "3.75");
        one("messages.credits", "avg", "0.9375");
        one("messages.delivery_time", "avg", "5.333333");
        one("messages.credits", "min", "0");
        one("messages.credits", "max", "2");
        // 4 / 86,400 a second
        one("messages", "rate", "0.000046");
        answersTo("""
                {"metric": "messages.delivery_time", "aggregation": "avg", "from": "<3d>", "until": "<3d>"}""", """
                {"status": "success", "data": {"metric": "messages.delivery_time", "aggregation": "avg",
                   "from": "<3d>T00:00:00Z", "until": "<2d>T00:00:00Z", "unit": "seconds", "currency": null,
                   "truncated": false, "exact": true}}""");
        // credits have no value without anything that was measured
        answersTo("""
                {"metric": "messages.credits", "aggregation": "max", "from": "<5d>", "until": "<5d>"}""", """
                {"data": {"rows": [{"value": null}], "exact": true}}""");
    }

    @Test
    void percentilesAndDistinctUsersSayHowFarOffTheyMayBe() {
        var answer = read(asked("""
                        {"metric": "messages.delivery_time", "aggregation": "percentile", "percentile": 50,
                         "from": "<3d>", "until": "<3d>"}""").asString());
        // of 2, 4 and 10 the second
        assertEquals(4, answer.at("/data/rows/0/value").asDouble(), 0.04);
        assertEquals(false, answer.at("/data/exact").asBoolean());
        assertEquals(0.01, answer.at("/data/relative_error").asDouble());
        send("jobs", """
                {"id":"1","user_id":"ann","created_at":"<3d>T10:00:00Z"}
                {"id":"2","user_id":"ann","created_at":"<3d>T11:00:00Z"}
                {"id":"3","user_id":"bob","created_at":"<3d>T12:00:00Z"}
                {"id":"4","created_at":"<3d>T12:00:00Z"}
                """);
        answersTo(
                "{\"metric\": \"jobs\", \"aggregation\": \"distinct\", \"from\": \"<3d>\", \"until\": \"<3d>\"}",
                "{\"data\": {\"rows\": [{\"value\": 2}], \"exact\": false, \"unit\": \"users\", \"relative_error\": 0.0163}}");
    }

    @Test
    void timeIsGroupedByEveryUnitOfTheCalendar() {
        grouped(
                "minute",
                "[{'minute':'<3d>T10:00:00Z','value':2},{'minute':'<3d>T10:59:00Z','value':1},"
                        + "{'minute':'<3d>T11:00:00Z','value':1},{'minute':'<2d>T00:00:00Z','value':1}]");
        grouped(
                "hour",
                "[{'hour':'<3d>T10:00:00Z','value':3},{'hour':'<3d>T11:00:00Z','value':1},"
                        + "{'hour':'<2d>T00:00:00Z','value':1}]");
        grouped("day", "[{'day':'<3d>T00:00:00Z','value':4},{'day':'<2d>T00:00:00Z','value':1}]");
        var monday = TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY);
        if (today.minusDays(3).with(monday).equals(today.minusDays(2).with(monday))) {
            grouped("week", "[{'week':'" + today.minusDays(2).with(monday) + "T00:00:00Z','value':5}]");
        } else {
            grouped(
                    "week",
                    "[{'week':'" + today.minusDays(3).with(monday)
                            + "T00:00:00Z','value':4},{'week':'<2d>T00:00:00Z','value':1}]");
        }
        if (today.minusDays(2).getDayOfMonth() > 1) {
            grouped("month", "[{'month':'" + today.minusDays(2).withDayOfMonth(1) + "T00:00:00Z','value':5}]");
        }
        // midnight in UTC is one o'clock of the same day in Lagos, whose day begins at 23:00
        answersTo("""
                {"metric": "messages", "aggregation": "count", "group_by": ["day"], "from": "<3d>", "until": "<2d>",
                 "tz": "Africa/Lagos"}""", """
                {"data": {"from": "<4d>T23:00:00Z", "until": "<2d>T23:00:00Z", "rows": [
                   {"day": "<4d>T23:00:00Z", "value": 4}, {"day": "<3d>T23:00:00Z", "value": 1}]}}""");
    }

    @Test
    void dimensionsAreGroupedWhetherASetIsDeclaredForThemOrNot() {
        answersTo("""
                {"metric": "messages.segments", "aggregation": "sum", "group_by": ["route_id"], "from": "<3d>"}""", """
                {"data": {"rows": [{"route_id": "r2", "value": 5}, {"route_id": "r1", "value": 3}]}}""");
        answersTo("""
                {"metric": "messages", "aggregation": "count", "group_by": ["campaign_id", "status"],
                 "from": "<3d>", "order": "campaign_id"}""", """
                {"data": {"exact": true, "rows": [
                   {"campaign_id": "c1", "status": "delivered", "value": 2},
                   {"campaign_id": "c2", "status": "delivered", "value": 1},
                   {"campaign_id": "c2", "status": "failed", "value": 1},
                   {"campaign_id": "unknown", "status": "queued", "value": 1}]}}""");
        answersTo("""
                {"metric": "messages", "aggregation": "count", "group_by": ["smsc_id"], "from": "<3d>",
                 "order": "-smsc_id"}""", """
                {"data": {"rows": [{"smsc_id": "r2", "value": 3}, {"smsc_id": "r1", "value": 2}]}}""");
    }

    @Test
    void filtersOrderAndLimitDoWhatTheySay() {
        answersTo("""
                {"metric": "messages", "aggregation": "count", "filters": {"smsc_id": "r2", "status": "FAILED"},
                 "from": "<3d>"}""", "{\"data\": {\"rows\": [{\"value\": 1}]}}");
        answersTo(
                """
                {"metric": "messages", "aggregation": "count", "filters": {"date": "<2d>"}}""",
                "{\"data\": {\"from\": \"<2d>T00:00:00Z\", \"until\": \"<1d>T00:00:00Z\", \"rows\": [{\"value\": 1}]}}");
        answersTo(
                """
                {"metric": "messages", "aggregation": "count", "filters": {"date": "<2d>"}, "tz": "Africa/Lagos"}""",
                "{\"data\": {\"from\": \"<3d>T23:00:00Z\", \"until\": \"<2d>T23:00:00Z\", \"rows\": [{\"value\": 1}]}}");
        answersTo(
                """
                {"metric": "messages.credits", "aggregation": "sum", "group_by": ["account_id"], "from": "<3d>",
                 "order": "value"}""",
                "{\"data\": {\"rows\": [{\"account_id\": \"a1\", \"value\": 1.75}, {\"account_id\": \"a2\", \"value\": 2}]}}");
        answersTo("""
                {"metric": "messages.credits", "aggregation": "sum", "group_by": ["account_id"], "from": "<3d>",
                 "limit": 1}""", "{\"data\": {\"rows\": [{\"account_id\": \"a2\", \"value\": 2}], \"truncated\": true}}");
    }

    @Test
    void rowsAreComparedWithThePeriodBeforeWhenAskedFor() {
        // the day of four messages, before which there was nothing, and the day after it, with one
        answersTo("""
                {"metric": "messages", "aggregation": "count", "group_by": ["account_id"], "from": "<2d>", "until": "<2d>",
                 "compare": "previous", "order": "account_id"}""", """
                {"data": {"rows": [{"account_id": "a1", "value": 0, "previous": 3},
                    {"account_id": "a2", "value": 1, "previous": 1}],
                   "previous_period": {"from": "<3d>T00:00:00Z", "until": "<2d>T00:00:00Z", "exact": true}}}""");
        answersTo("""
                {"metric": "messages.credits", "aggregation": "max", "from": "<3d>T10:00:15Z", "until": "<3d>T11:00:00Z",
                 "compare": "previous"}""", "{\"data\": {\"rows\": [{\"value\": 1.25, \"previous\": null}]}}");
        refused(
                asked(
                        "{\"metric\": \"messages\", \"aggregation\": \"count\", \"group_by\": [\"day\"], \"compare\": \"previous\"}"),
                "compare",
                "previous",
                "none where groups are times");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"compare\": \"next\"}"),
                "compare",
                "next",
                "none, previous");
    }

    @Test
    void anEdgeBeyondWhatIsKeptIsMovedAndTheAnswerSaysSo() {
        // minutes are kept for 8 days and hours for 400: 10:30 becomes 10:00, and further back midnight
        answersTo(
                """
                {"metric": "messages", "aggregation": "count", "from": "<20d>T10:30:00Z", "until": "<3d>T10:30:00Z"}""",
                "{\"data\": {\"from\": \"<20d>T10:00:00Z\", \"until\": \"<3d>T10:30:00Z\", \"rows\": [{\"value\": 2}]}}");
        answersTo("""
                {"metric": "messages", "aggregation": "count", "from": "<500d>T10:30:00Z", "until": "<3d>T10:30:00Z"}""", "{\"data\": {\"from\": \"<500d>T00:00:00Z\", \"rows\": [{\"value\": 2}]}}");
    }

    @Test
    void whatCannotBeAskedIsNamed() {
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"median\"}"),
                "aggregation",
                "median",
                "count, sum, avg, min, max, rate, distinct, percentile");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"limit\": 0}"),
                "limit",
                "0",
                "1 to 10000");
        refused(
                asked("{\"metric\": \"messages.credits\", \"aggregation\": \"percentile\", \"percentile\": 101}"),
                "percentile",
                "101",
                "0 to 100");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"order\": \"colour\"}"),
                "order",
                "colour",
                "value or one of group_by, with - in front for descending");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"group_by\": [\"hour\", \"day\"]}"),
                "group_by",
                "[hour, day]",
                "one of minute, hour, day, week, month");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"group_by\": [\"colour\"]}"),
                "group_by",
                "colour",
                "status, account_id, campaign_id, route_id, smsc_id, minute, hour, day, week, month");
        refused(
                asked("{\"metric\": \"messages\", \"aggregation\": \"count\", \"filters\": {\"status\": [1]}}"),
                "filters.status",
                "[1]",
                "one text or number");
        assertEquals(400, asked("[]").statusCode());
        assertEquals(400, asked("").statusCode());
        assertEquals(
                403,
                sender.as("feed", "ingest")
                        .contentType(ContentType.JSON)
                        .body("{\"metric\":\"messages\",\"aggregation\":\"count\"}")
                        .post("/api/v1/analytics/query")
                        .statusCode());
    }

    private void one(String metric, String aggregation, String value) {
        answersTo(
                "{\"metric\": \"%s\", \"aggregation\": \"%s\", \"from\": \"<3d>\", \"until\": \"<3d>\"}"
                        .formatted(metric, aggregation),
                "{\"data\": {\"rows\": [{\"value\": " + value + "}], \"exact\": true}}");
    }

    private void grouped(String unit, String rows) {
        answersTo(
                "{\"metric\": \"messages\", \"aggregation\": \"count\", \"from\": \"<3d>\", \"until\": \"<2d>\","
                        + " \"group_by\": [\"" + unit + "\"]}",
                "{\"data\": {\"rows\": " + rows.replace('\'', '"') + "}}");
    }

    private io.restassured.response.Response asked(String question) {
        return sender.as("boss", "admin")
                .contentType(ContentType.JSON)
                .body(filled(question))
                .post("/api/v1/analytics/query");
    }
}
