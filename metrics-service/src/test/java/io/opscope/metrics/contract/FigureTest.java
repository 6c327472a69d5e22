package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Figures that alert rules are about, for the service that evaluates them. */
@QuarkusTest
class FigureTest extends Contract {

    @Test
    void figuresAreThoseOfTheLastSecondsWorkedOutByHand() {
        send("messages", """
                {"id":"1","route_id":"r1","status":"delivered","submitted_at":"<50s>","delivered_at":"<48s>","credits":0.5}
                {"id":"2","route_id":"r1","status":"failed","submitted_at":"<40s>","credits":1}
                {"id":"3","route_id":"r2","status":"delivered","submitted_at":"<30s>","delivered_at":"<26s>","credits":2}
                {"id":"4","route_id":"r2","status":"queued","submitted_at":"<20s>"}
                {"id":"5","route_id":"r2","status":"failed","submitted_at":"<20m>"}
                """);
        is("4", "messages.count", 300);
        is("5", "messages.count", 3600);
        is("5", "messages.count", 7200);
        is("1", "messages.failed", 300);
        is("50.000000", "messages.success_rate_percent", 300);
        is("25.000000", "messages.failure_rate_percent", 300);
        is("3.000000", "messages.delivery_time.avg", 300);
        is("3.5", "messages.credits.sum", 300);
        assertEquals(4, value("messages.delivery_time.p99", 300).doubleValue(), 0.05);
        var routes = ask("""
                {"id": "x", "metric": "messages.failed", "group_by": ["route_id"], "window_seconds": 300}""");
        assertEquals(2, routes.path("values").size());
        for (var one : routes.path("values")) {
            assertEquals(
                    one.at("/labels/route_id").asText().equals("r1") ? 1 : 0,
                    one.path("value").asInt());
        }
        assertEquals(0, routes.path("absent").asInt());
    }

    @Test
    void aJobThatBeganLongAgoAndFailedJustNowIsItsUsersFailure() {
        send("jobs", """
                {"id":"1","user_id":"ann","status":"failed","created_at":"<3h>","completed_at":"<20s>"}
                {"id":"2","user_id":"ann","status":"completed","created_at":"<3h>","completed_at":"<10s>"}
                {"id":"3","user_id":"bob","status":"failed","created_at":"<3h>","completed_at":"<2h>"}
                {"id":"4","status":"failed","created_at":"<30s>"}
                """);
        var users = ask("""
                {"id": "x", "metric": "jobs.failed", "group_by": ["user_id"], "window_seconds": 300}""");
        assertEquals(2, users.path("values").size());
        for (var one : users.path("values")) {
            assertTrue(one.at("/labels/user_id").asText().matches("ann|unknown"));
            assertEquals(1, one.path("value").asInt());
        }
    }

    @Test
    void aJobThatFailsAfterHoursCountsWhenItFailsAndOnce() {
        // Given jobs that began hours or days ago and are known to run
        send("jobs", """
                {"id":"long","user_id":"ann","tool":"t1","status":"running","created_at":"<9h>"}
                {"id":"days","user_id":"ann","tool":"t2","status":"running","created_at":"<50h>"}
                """);
        is("0", "jobs.failed", 300);
        // When they fail, one saying when, one not; others come as history, or are not failures
        send("jobs", """
                {"id":"long","user_id":"ann","tool":"t1","status":"failed","created_at":"<9h>","completed_at":"<5s>"}
                {"id":"days","user_id":"ann","tool":"t2","status":"failed","created_at":"<50h>"}
                {"id":"unknown","tool":"t2","status":"failed","created_at":"<3h>"}
                {"id":"history","status":"failed","created_at":"<40h>"}
                {"id":"told late","status":"failed","created_at":"<3h>","updated_at":"<2h>"}
                {"id":"ended long ago","status":"failed","created_at":"<3h>","completed_at":"<2h>"}
                {"id":"well","status":"completed","created_at":"<3h>","completed_at":"<5s>"}
                """);
        // Then
        is("3", "jobs.failed", 300);
        var tools = ask("""
                {"id": "x", "metric": "jobs.failed", "group_by": ["tool", "status"], "window_seconds": 300}""");
        assertEquals(2, tools.path("values").size());
        assertEquals("t2", tools.at("/values/0/labels/tool").asText());
        assertEquals("failed", tools.at("/values/0/labels/status").asText());
        assertEquals(2, tools.at("/values/0/value").asInt());
        assertEquals(0, tools.path("absent").asInt(-1));
        var users = ask("""
                {"id": "x", "metric": "jobs.failed", "group_by": ["user_id"], "window_seconds": 300}""");
        assertEquals("ann", users.at("/values/0/labels/user_id").asText());
        assertEquals(2, users.at("/values/0/value").asInt());
        // When more is told of a failure, or it turns out to be none
        long failed = failedAt("days");
        long ended = failedAt("long");
        send("jobs", """
                {"id":"long","user_id":"ann","tool":"t1","status":"failed","created_at":"<9h>","completed_at":"<1s>"}
                {"id":"days","user_id":"ann","tool":"t2","status":"failed","created_at":"<50h>","issue_count":3}
                {"id":"unknown","tool":"t2","status":"completed","created_at":"<3h>"}
                """);
        // Then it did not fail once more
        assertEquals(failed, failedAt("days"));
        assertEquals(ended, failedAt("long"));
        is("2", "jobs.failed", 300);
    }

    private long failedAt(String id) {
        return Sql.text("SELECT (extract(epoch FROM failed_at) * 1000000)::bigint AS micros FROM record"
                        + " WHERE tenant_id = :tenant AND family_id = 1 AND id = :id")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("id", id)
                .first(row -> row.integer("micros"))
                .orElseThrow();
    }

    @Test
    void whereThereAreNoRecordsARateHasNoValueAndACountIsZero() {
        assertTrue(ask("""
                {"id": "x", "metric": "messages.success_rate_percent", "window_seconds": 300}""").at("/values/0/value").isNull());
        is("0", "messages.failed", 300);
        assertTrue(ask("""
                {"id": "x", "metric": "jobs.duration.avg", "window_seconds": 300}""").at("/values/0/value").isNull());
    }

    @Test
    void whatCannotBeAnsweredSaysWhyAndKeepsNoneOfTheOthers() {
        var answers = answered("""
                {"questions": [
                  {"id": "1", "metric": "nothing.count", "window_seconds": 300},
                  {"id": "2", "metric": "jobs.nothing", "window_seconds": 300},
                  {"id": "3", "metric": "jobs.nothing.avg", "window_seconds": 300},
                  {"id": "4", "metric": "jobs.count", "group_by": ["nothing"], "window_seconds": 300},
                  {"id": "5", "metric": "jobs.duration.avg", "group_by": ["user_id"], "window_seconds": 300},
                  {"id": "6", "metric": "jobs.anomaly_score", "window_seconds": 300},
                  {"id": "7", "metric": "jobs.count", "window_seconds": 300}]}""");
        for (int i = 0; i < 5; i++) {
            assertTrue(answers.at("/" + i + "/problem").isTextual(), "question " + (i + 1));
        }
        assertTrue(answers.at("/5/values/0/value").isNumber());
        assertEquals(0, answers.at("/6/values/0/value").asInt());
        assertTrue(answers.at("/6/problem").isNull());
    }

    @Test
    void whereGroupsAreLeftOffNothingIsSaidOfThoseThatAreNotListed() {
        var jobs = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            jobs.append("{\"id\":\"" + i + "\",\"user_id\":\"u" + i + "\",\"status\":\"failed\","
                    + "\"created_at\":\"<60s>\",\"completed_at\":\"<20s>\"}\n");
        }
        send("jobs", jobs.toString());
        var question = "{\"id\": \"x\", \"metric\": \"jobs.failed\", \"group_by\": [\"user_id\"],"
                + " \"window_seconds\": 300}";
        var all = ask(question);
        assertEquals(1_001, all.path("values").size());
        assertEquals(0, all.path("absent").asInt(-1));
        send("jobs", """
                {"id":"more","user_id":"more","status":"failed","created_at":"<60s>","completed_at":"<20s>"}
                """);
        var cut = ask(question);
        assertEquals(1_001, cut.path("values").size());
        assertTrue(cut.path("absent").isNull());
    }

    @Test
    void anotherTenantsRecordsAreNotAmongThem() {
        send("jobs", """
                {"id":"1","status":"failed","created_at":"<30s>"}
                """);
        var others = new Sender()
                .as("monitoring-service", "alerting")
                .contentType("application/json")
                .body("{\"questions\": [{\"id\": \"x\", \"metric\": \"jobs.count\", \"window_seconds\": 300}]}")
                .post("/internal/figures")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertEquals(0, read(others).at("/answers/0/values/0/value").asInt());
        for (var role : new String[] {"admin", "viewer", "user", "ingest"}) {
            sender.as("somebody", role)
                    .contentType("application/json")
                    .body("{\"questions\": []}")
                    .post("/internal/figures")
                    .then()
                    .statusCode(403);
        }
    }

    private void is(String expected, String metric, int seconds) {
        var value = value(metric, seconds);
        assertEquals(0, new BigDecimal(expected).compareTo(value), () -> metric + " is " + value);
    }

    private BigDecimal value(String metric, int seconds) {
        return ask("{\"id\": \"x\", \"metric\": \"" + metric + "\", \"window_seconds\": " + seconds + "}")
                .at("/values/0/value")
                .decimalValue();
    }

    private JsonNode ask(String question) {
        return answered("{\"questions\": [" + question + "]}").path(0);
    }

    private JsonNode answered(String questions) {
        return read(sender.as("monitoring-service", "alerting")
                        .contentType("application/json")
                        .body(questions)
                        .post("/internal/figures")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .path("answers");
    }
}
