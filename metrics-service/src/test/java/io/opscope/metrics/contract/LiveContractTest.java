package io.opscope.metrics.contract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Section B: what is going on right now, for administrators of the image-conversion product. */
@QuarkusTest
class LiveContractTest extends Contract {

    private static final String LIVE = "/admin/api/metrics/live";

    @Test
    void theDaysBusinessIsWhatTheRecordsComeTo() {
        // just now, so that they are of the hour and of today at any time of the day
        send("transactions", """
                {"id":"1","created_at":"<0s>","status":"paid","amount":10.25,"method":"card","user_id":"ann"}
                {"id":"2","created_at":"<0s>","status":"completed","amount":4.5,"user_id":"bob"}
                {"id":"3","created_at":"<0s>","status":"paid","amount":99,"currency":"EUR"}
                {"id":"4","created_at":"<0s>","status":"failed","amount":1000}
                {"id":"5","created_at":"<0s>","status":"pending","amount":7}
                {"id":"6","created_at":"<0s>","status":"processing","amount":8}
                {"id":"7","created_at":"<2d>T10:00:00Z","status":"paid","amount":500,"method":"card","user_id":"eve"}
                """);
        send("activities", """
                {"id":"1","user_id":"ann","action":"upload","at":"<0s>"}
                {"id":"2","user_id":"bob","action":"upload","at":"<1m>"}
                {"id":"3","user_id":"ann","action":"upload","at":"<2m>"}
                {"id":"4","user_id":"eve","action":"upload","at":"<40m>"}
                """);
        // in dollars 10.25 + 4.5; three succeeded today whatever the currency, two are under way, one failed
        answers(LIVE, """
                {"timestamp": "<time>",
                 "transactions": {"completed": 3, "pending": 2, "failed": 1},
                 "revenue": {"lastHour": 14.75, "today": 14.75},
                 "activeUsers": 2}""");
        var recent = live().path("transactions").path("recent");
        assertEquals(7, recent.size());
        var oldest = recent.get(6);
        assertEquals("7", oldest.path("id").asText());
        assertEquals("eve", oldest.path("userId").asText());
        assertEquals("paid", oldest.path("status").asText());
        assertEquals(500, oldest.path("amount").asInt());
        assertEquals("USD", oldest.path("currency").asText());
        assertEquals("card", oldest.path("method").asText());
        assertEquals(filled("<2d>T10:00:00Z"), oldest.path("createdAt").asText());
    }

    @Test
    void twentyTransactionsAreRecent() {
        var many = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            many.append("{\"id\":\"t" + i + "\",\"status\":\"paid\",\"amount\":1,\"created_at\":\""
                    + now.minusSeconds(i) + "\"}\n");
        }
        send("transactions", many.toString());
        var recent = live().path("transactions").path("recent");
        assertEquals(20, recent.size());
        assertEquals("t0", recent.get(0).path("id").asText());
        assertEquals("t19", recent.get(19).path("id").asText());
    }

    @Test
    void theSystemIsToldInPercentAndMillisecondsWithEveryEndpoint() {
        as("admin", "/api/v1/jobs/none-" + sender.tenant());
        await().atMost(Duration.ofSeconds(20)).until(() -> endpoint(live(), "/api/v1/jobs/{id}") != null);
        var live = live();
        matches("""
                {"system": {"cpuPercent": "<number>", "memoryPercent": "<number>", "diskPercent": "<number>"},
                 "responseTime": {"avgMs": "<number>", "p95Ms": "<number>"},
                 "endpoints": "<list>",
                 "database": {"activeConnections": "<number>", "avgQueryMs": "<number>", "slowQueries": "<number>"},
                 "degraded": false, "unavailable": []}""", as("viewer", LIVE));
        for (var percent : live.path("system")) {
            assertTrue(percent.asDouble() >= 0 && percent.asDouble() <= 100, live.toString());
        }
        assertTrue(live.path("responseTime").path("avgMs").asDouble() > 0);
        assertTrue(live.path("database").path("activeConnections").asLong() >= 1);
        assertTrue(live.path("database").path("avgQueryMs").asDouble() > 0);
        var jobs = endpoint(live, "/api/v1/jobs/{id}");
        assertEquals("GET", jobs.path("method").asText());
        assertTrue(jobs.path("count").asLong() >= 1);
        assertTrue(jobs.path("avgMs").asDouble() > 0);
        assertTrue(jobs.path("p95Ms").asDouble() > 0);
        // what is not there is the caller's mistake
        assertTrue(jobs.path("errorRate").isNumber());
        assertFalse(live.toString().contains("none-"), "a path as it was sent");
    }

    @Test
    void itIsAtMostHalfAMinuteOld() {
        live();
        var answer = as("admin", LIVE);
        var at = Instant.parse(read(answer.asString()).path("timestamp").asText());
        assertTrue(Duration.between(at, Instant.now()).compareTo(Duration.ofSeconds(30)) < 0);
        assertTrue(Integer.parseInt(answer.header("Age")) <= 30);
    }

    @Test
    void anotherTenantsBusinessIsNoneOfOurs() {
        send("transactions", "{\"id\":\"1\",\"created_at\":\"<0s>\",\"status\":\"paid\",\"amount\":10}");
        var other = new io.opscope.metrics.Sender();
        var theirs = read(other.as("boss", "admin").get(LIVE).asString());
        assertEquals(0, theirs.path("transactions").path("completed").asInt());
        assertEquals(0, theirs.path("revenue").path("today").asInt());
    }

    @Test
    void theMessagingSummaryHasTheSameMachine() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !live().path("degraded").asBoolean());
        answers("/api/v1/analytics/dashboard/summary", """
                {"data": {"degraded": false,
                   "system": {"cpu_usage": "<number>", "memory_usage": "<number>", "disk_usage": "<number>",
                     "active_connections": "<number>", "unavailable": []}}}""");
    }

    private JsonNode live() {
        return read(as("admin", LIVE).asString());
    }

    private static JsonNode endpoint(JsonNode live, String path) {
        return StreamSupport.stream(live.path("endpoints").spliterator(), false)
                .filter(endpoint -> endpoint.path("path").asText().equals(path))
                .findFirst()
                .orElse(null);
    }
}
