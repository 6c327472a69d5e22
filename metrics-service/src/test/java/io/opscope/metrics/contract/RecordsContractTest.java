package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections E and F: records as they are sent, listed page by page, read one by one and taken away. */
@QuarkusTest
class RecordsContractTest extends Contract {

    @Test
    void aJobComesBackWithEveryFieldItWasSentWith() {
        roundTrip(
                "jobs",
                """
                {"id":"j/1 ä","user_id":"ann","tool":"gem","provider":"openai","strategy":"fast","status":"Completed",
                 "created_at":"<2d>T10:00:00Z","started_at":"<2d>T10:00:01.500Z","completed_at":"<2d>T10:00:03Z",
                 "data_volume_mb":1.25,"estimated_cost":0.3,"actual_cost":0.123456,"currency":"EUR","qc_score":99.5,
                 "qc_status":"PASS","issue_count":3,"publisher":"News","target_url":"https://example.org/?a=b",
                 "anchor_text":"»text«","attributes":{"processors":"64","nested":{"a":[1,2.50,null]}},"version":7}""",
                "\"outcome\": \"success\", \"measures\": {\"duration\": 1.5, \"data_volume\": 1.25, \"cost\": 0.123456,"
                        + " \"qc_score\": 99.5, \"issue_count\": 3}");
    }

    @Test
    void aTransactionComesBackWithEveryFieldItWasSentWith() {
        roundTrip("transactions", """
                {"id":"t1","user_id":"ann","status":"REFUNDED","amount":-999999999999.999999,"currency":"GBP",
                 "method":"card","created_at":"<2d>T10:00:00Z","updated_at":"<2d>T11:00:00Z"}""", "\"outcome\": \"cancelled\", \"measures\": {\"amount\": -999999999999.999999}");
    }

    @Test
    void aMessageComesBackWithEveryFieldItWasSentWith() {
        roundTrip(
                "messages",
                """
                {"id":"m1","account_id":"a","campaign_id":"c","route_id":"r","status":"Expired",
                 "submitted_at":"<2d>T10:00:00Z","delivered_at":"<2d>T10:00:00.250Z","segments":2,"credits":1.5}""",
                "\"outcome\": \"failure\", \"measures\": {\"delivery_time\": 0.25, \"segments\": 2, \"credits\": 1.5}");
    }

    @Test
    void anActivityComesBackWithEveryFieldItWasSentWith() {
        roundTrip("activities", """
                {"id":"a1","user_id":"ann","action":"upload","resource":"cat.png","at":"<2d>T10:00:00Z","detail":"2 MB"}""", "\"outcome\": \"in_progress\", \"measures\": {}");
    }

    @Test
    void measurementsAndLogsAreTakenIn() {
        accepted("measurements", """
                {"app":"shop","name":"latency","value":1.25,"unit":"ms","labels":{"zone":"a"},"at":"<2d>T10:00:00Z"}""");
        accepted("logs", """
                {"app":"shop","at":"<2d>T10:00:00Z","level":"error","source":"api","message":"no","details":{"a":1}}""");
        answersTo("""
                {"metric":"measurements.value","aggregation":"max","group_by":["app","name"],"from":"<2d>"}""", "{\"data\": {\"rows\": [{\"app\": \"shop\", \"name\": \"latency\", \"value\": 1.25}]}}");
    }

    @Test
    void everyFilterOfTheListingNarrowsIt() {
        send("jobs", """
                {"id":"1","created_at":"<5d>T00:00:00Z","status":"Failed","provider":"p1","strategy":"s1","tool":"t1","user_id":"ann","publisher":"Daily"}
                {"id":"2","created_at":"<4d>T00:00:00Z","status":"failed","provider":"p2","strategy":"s1","tool":"t1","user_id":"ann"}
                {"id":"3","created_at":"<3d>T00:00:00Z","status":"paid","provider":"p1","strategy":"s2","tool":"t2","user_id":"bob"}
                """);
        listed("jobs", "", "3", "2", "1");
        listed("jobs", "?sort=created_at", "1", "2", "3");
        listed("jobs", "?sort=-created_at", "3", "2", "1");
        listed("jobs", "?status=FAILED", "2", "1");
        listed("jobs", "?provider=p1", "3", "1");
        listed("jobs", "?strategy=s1&tool=t1", "2", "1");
        listed("jobs", "?user_id=bob", "3");
        listed("jobs", "?q=DAILY", "1");
        listed("jobs", "?from=<5d>&until=<4d>", "2", "1");
        listed("jobs", "?from=<5d>T00:00:00Z&until=<4d>T00:00:00Z", "1");
        listed("jobs", "?status=paid&user_id=ann");
        refuses("/api/v1/jobs?limit=1001", "limit", "1001", "1 to 1000");
        refuses("/api/v1/jobs?sort=cost", "sort", "cost", "-created_at (newest first) or created_at (oldest first)");
    }

    @Test
    void theOtherListingsHaveTheirOwnFilters() {
        send("transactions", """
                {"id":"1","created_at":"<5d>T00:00:00Z","status":"paid","method":"card","amount":1,"user_id":"ann"}
                {"id":"2","created_at":"<4d>T00:00:00Z","status":"paid","method":"wallet","amount":1,"user_id":"bob"}
                """);
        listed("transactions", "?method=wallet", "2");
        listed("transactions", "?status=paid&user_id=ann", "1");
        send("messages", """
                {"id":"1","account_id":"a","campaign_id":"c","route_id":"r","status":"sent","submitted_at":"<5d>T00:00:00Z"}
                {"id":"2","account_id":"b","campaign_id":"d","route_id":"s","status":"failed","submitted_at":"<4d>T00:00:00Z"}
                """);
        listed("messages", "?account_id=a", "1");
        listed("messages", "?campaign_id=d", "2");
        listed("messages", "?route_id=r", "1");
        listed("messages", "?smsc_id=s", "2");
        listed("messages", "?status=failed", "2");
        listed("messages", "?sort=submitted_at", "1", "2");
        send("activities", """
                {"id":"1","action":"upload","user_id":"ann","at":"<5d>T00:00:00Z"}
                {"id":"2","action":"login","user_id":"bob","at":"<4d>T00:00:00Z"}
                """);
        listed("activities", "?action=login", "2");
        listed("activities", "?user_id=ann", "1");
        listed("activities", "?sort=at", "1", "2");
    }

    @Test
    void pagesFollowEachOtherByTheirCursorUntilThereIsNoneLeft() {
        var lines = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            lines.append("{\"id\":\"").append(i).append("\",\"created_at\":\"<2d>T10:00:00Z\"}\n");
        }
        send("jobs", lines.toString());
        var seen = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; page < 3; page++) {
            var answer = read(as("viewer", "/api/v1/jobs?limit=3" + cursor).asString());
            answer.path("items").forEach(item -> seen.add(item.path("id").asText()));
            assertEquals(page == 2, answer.path("next_cursor").isNull(), answer.toString());
            cursor = "&cursor=" + answer.path("next_cursor").asText();
        }
        Collections.sort(seen);
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6"), seen);
        assertEquals(400, as("admin", "/api/v1/jobs?cursor=broken").statusCode());
    }

    @Test
    void aRecordIsKnownByItsIdHoweverOftenItIsSent() {
        ingested("jobs", job("pending", "\"version\":2"), 1, 0, 0);
        ingested("jobs", job("pending", "\"version\":2"), 0, 0, 1);
        ingested("jobs", job("failed", "\"version\":1"), 0, 0, 1);
        ingested("jobs", job("completed", "\"version\":3"), 0, 1, 0);
        matches("{\"status\": \"completed\"}", as("admin", "/api/v1/jobs/1"));
        // without a version the last arrival wins, but what is in progress never replaces what has ended
        ingested("jobs", job("failed", "\"issue_count\":1"), 0, 1, 0);
        ingested("jobs", job("running", "\"issue_count\":2"), 0, 0, 1);
        matches("{\"status\": \"failed\", \"issue_count\": 1}", as("admin", "/api/v1/jobs/1"));
        answersTo(
                "{\"metric\":\"jobs\",\"aggregation\":\"count\",\"group_by\":[\"status\"],\"from\":\"<2d>\"}",
                "{\"data\": {\"rows\": [{\"status\": \"failed\", \"value\": 1}]}}");
    }

    @Test
    void theLaterUpdateWinsWhereThereIsNoVersion() {
        ingested("transactions", sale("paid", "<2d>T12:00:00Z"), 1, 0, 0);
        ingested("transactions", sale("failed", "<2d>T11:00:00Z"), 0, 0, 1);
        ingested("transactions", sale("refunded", "<2d>T13:00:00Z"), 0, 1, 0);
        matches("{\"status\": \"refunded\"}", as("admin", "/api/v1/transactions/1"));
    }

    @Test
    void aBadRowIsRejectedWithItsPlaceAndItsReasonAndTheOthersStand() {
        var answer = read(sender.as("feed", "ingest")
                .contentType("application/json")
                .body(filled("""
                                [{"id":"1","created_at":"<2d>T10:00:00Z"},
                                 {"created_at":"<2d>T10:00:00Z"},
                                 {"id":"3","created_at":"<2d>T10:00:00Z","started_at":"<2d>T09:00:00Z"},
                                 {"id":"4","created_at":"2999-01-01T00:00:00Z"},
                                 {"id":"5","created_at":"<2d>T10:00:00Z","actual_cost":"NaN"},
                                 {"id":"6","created_at":"<2d>T10:00:00Z","actual_cost":1000000000000.1},
                                 {"id":"7","created_at":"<2d>T10:00:00Z","actual_cost":0.1234567},
                                 {"id":"8","created_at":"<1200d>T10:00:00Z"},
                                 {"id":"9","created_at":"<2d>T10:00:00Z","actual_cost":1000000000000}]"""))
                .post("/api/v1/ingest/jobs")
                .asString());
        assertEquals(2, answer.path("accepted").asInt());
        assertEquals(0, answer.path("updated").asInt());
        assertEquals(0, answer.path("duplicates").asInt());
        var reasons = List.of(
                "id is missing",
                "lies before",
                "ahead",
                "not a number",
                "over 1e12",
                "more than 6 decimals",
                "too_old");
        assertEquals(reasons.size(), answer.path("rejected").size(), answer.toString());
        for (int i = 0; i < reasons.size(); i++) {
            var rejected = answer.path("rejected").get(i);
            assertEquals(i + 1, rejected.path("index").asInt());
            assertTrue(rejected.path("problem").asText().contains(reasons.get(i)), rejected.toString());
        }
    }

    @Test
    void whatIsTakenAwayIsUncountedAndGone() {
        send("jobs", """
                {"id":"1","created_at":"<2d>T10:00:00Z","user_id":"ann"}
                {"id":"2","created_at":"<2d>T10:00:00Z","user_id":"ann"}
                {"id":"3","created_at":"<2d>T10:00:00Z","user_id":"bob"}
                """);
        put("/api/v1/directory/users/ann", "{\"email\":\"ann@example.org\"}");
        assertEquals(204, sender.as("boss", "admin").delete("/api/v1/jobs/1").statusCode());
        assertEquals(404, as("admin", "/api/v1/jobs/1").statusCode());
        counted(2);
        assertEquals(
                204,
                sender.as("boss", "admin")
                        .delete("/api/v1/directory/users/ann?erase=true")
                        .statusCode());
        counted(1);
        assertEquals(404, as("admin", "/api/v1/directory/users/ann").statusCode());
        assertEquals(403, sender.as("eve", "viewer").delete("/api/v1/jobs/3").statusCode());
    }

    @Test
    void theDirectoryAnswersWhatItWasToldOfEveryKind() {
        inDirectory(
                "users/ann",
                "{\"email\":\"a@x.org\",\"full_name\":\"Ann\",\"is_active\":false,\"created_at\":\"2026-01-02T03:04:05Z\"}");
        inDirectory("tools/gem", "{\"name\":\"Gem Portal\"}");
        inDirectory("campaigns/c", "{\"name\":\"Spring\",\"total_recipients\":10,\"account_id\":\"a\"}");
        inDirectory(
                "accounts/a",
                "{\"name\":\"Acme\",\"balance\":12.345678,\"tps_limit\":0.5,\"owners\":[\"ann\",\"bob\"]}");
        inDirectory("routes/r", "{\"name\":\"North\",\"capacity_tps\":12.5}");
    }

    @Test
    void theCountingIsVerifiedForWhoeverIsInCharge() {
        send("jobs", "{\"id\":\"1\",\"created_at\":\"<2d>T10:00:00Z\"}");
        answers("/api/v1/metrics/verify?family=jobs&from=<3d>", """
                {"from": "<3d>T00:00:00Z", "until": "<time>", "consistent": true,
                 "families": [{"family": "jobs", "records": 1, "buckets": "<number>", "differences": 0, "examples": []}]}""");
        assertEquals(403, as("viewer", "/api/v1/metrics/verify").statusCode());
        refuses(
                "/api/v1/metrics/verify?family=jokes",
                "family",
                "jokes",
                "jobs, transactions, messages, activities, measurements, logs, deliveries");
    }

    private void roundTrip(String family, String record, String more) {
        accepted(family, record);
        var id = read(filled(record)).path("id").asText();
        var answer = sender.as("boss", "admin").get("/api/v1/" + family + "/{id}", id);
        matches(record.replaceFirst("}\\s*$", ", " + more + "}"), answer);
        var items = read(as("admin", "/api/v1/" + family).asString()).path("items");
        assertEquals(read(answer.asString()), items.get(0));
    }

    private void accepted(String family, String record) {
        ingested(family, record, 1, 0, 0);
    }

    private void ingested(String family, String record, int accepted, int updated, int duplicates) {
        var answer = sender.as("feed", "ingest")
                .contentType("application/json")
                .body(filled(record).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family);
        matches(
                "{\"accepted\": %d, \"updated\": %d, \"duplicates\": %d, \"rejected\": []}"
                        .formatted(accepted, updated, duplicates),
                answer);
    }

    private void listed(String family, String query, String... ids) {
        var found = new ArrayList<String>();
        for (JsonNode item :
                read(as("admin", "/api/v1/" + family + query).asString()).path("items")) {
            found.add(item.path("id").asText());
        }
        assertEquals(List.of(ids), found, family + query);
    }

    private void counted(int records) {
        answersTo(
                "{\"metric\":\"jobs\",\"aggregation\":\"count\",\"from\":\"<2d>\"}",
                "{\"data\": {\"rows\": [{\"value\": " + records + "}]}}");
    }

    private void inDirectory(String entry, String body) {
        put("/api/v1/directory/" + entry, body);
        answers("/api/v1/directory/" + entry, body);
    }

    private static String job(String status, String more) {
        return "{\"id\":\"1\",\"created_at\":\"<2d>T10:00:00Z\",\"status\":\"" + status + "\"," + more + "}";
    }

    private static String sale(String status, String updatedAt) {
        return "{\"id\":\"1\",\"created_at\":\"<2d>T10:00:00Z\",\"status\":\"" + status
                + "\",\"amount\":1,\"updated_at\":\"" + updatedAt + "\"}";
    }
}
