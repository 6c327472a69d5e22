package io.opscope.metrics.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.metrics.Sender;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 0: what holds for every address. */
@QuarkusTest
class RulesContractTest extends Contract {

    private static final List<String> FOR_USERS = List.of(
            "/analytics/performance",
            "/analytics/recent-jobs",
            "/api/v1/analytics",
            "/api/v1/analytics/cost-breakdown",
            "/api/v1/analytics/performance",
            "/api/v1/analytics/time-series",
            "/api/v1/analytics/metrics/messages/realtime",
            "/api/v1/analytics/metrics/routes",
            "/api/v1/analytics/dashboard/summary",
            "/api/v1/analytics/trends/jobs",
            "/api/v1/analytics/predictions/job-volume",
            "/api/v1/jobs",
            "/api/v1/transactions",
            "/api/v1/messages",
            "/api/v1/activities");
    private static final List<String> FOR_VIEWERS =
            List.of("/admin/api/analytics/revenue", "/admin/api/user-activity", "/admin/api/metrics/live");
    private static final List<String> FOR_ADMINISTRATORS =
            List.of("/api/v1/analytics/admin/overview", "/admin/api/cache/stats", "/api/v1/metrics/verify");

    @Test
    void whoeverIsAskingGetsWhatTheirRoleAllows() {
        var roles = Map.of("admin", 3, "viewer", 2, "user", 1, "ingest", 0);
        roles.forEach((role, rank) -> {
            FOR_USERS.forEach(address -> status(rank >= 1 ? 200 : 403, role, address));
            FOR_VIEWERS.forEach(address -> status(rank >= 2 ? 200 : 403, role, address));
            FOR_ADMINISTRATORS.forEach(address -> status(rank >= 3 ? 200 : 403, role, address));
        });
    }

    @Test
    void nobodyIsToldAnythingWithoutAnIdentity() {
        everywhere(address -> {
            var answer = RestAssured.given().get(address);
            assertEquals(401, answer.statusCode(), address);
            problem(answer, 401, address);
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
            assertEquals(
                    401,
                    RestAssured.given()
                            .header("Authorization", "Bearer nonsense")
                            .get(address)
                            .statusCode());
        });
    }

    @Test
    void aTrailingSlashMakesNoDifference() {
        everywhere(address -> status(200, "admin", address + "/"));
    }

    @Test
    void whatIsNotListedIsNotThere() {
        for (var address : new String[] {
            "/analytics", "/analytics/health", "/api/v1/jokes", "/api/v1/analytics/metrics", "/admin/api", "/x"
        }) {
            var answer = as("admin", address);
            assertEquals(404, answer.statusCode(), address);
            problem(answer, 404, address);
        }
        var wrongMethod = sender.as("boss", "admin").delete("/analytics/performance");
        assertEquals(405, wrongMethod.statusCode());
        problem(wrongMethod, 405, "/analytics/performance");
        for (var type : new String[] {"text/plain", "nonsense", "application/", ";"}) {
            var wrongType = sender.as("boss", "admin")
                    .header("Content-Type", type)
                    .body("x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post("/api/v1/ingest/jobs");
            assertEquals(415, wrongType.statusCode(), type);
            problem(wrongType, 415, "/api/v1/ingest/jobs");
        }
    }

    @Test
    void emptyAnswersAreNoErrors() {
        everywhere(address -> status(200, "admin", address));
    }

    @Test
    void anothersObjectIsNotThere() {
        send("jobs", "{\"id\":\"1\",\"created_at\":\"<1d>T10:00:00Z\"}");
        put("/api/v1/directory/accounts/a", "{\"name\":\"Acme\"}");
        var other = new Sender();
        for (var address :
                new String[] {"/api/v1/jobs/1", "/api/v1/directory/accounts/a", "/api/v1/analytics/metrics/accounts/a"
                }) {
            assertEquals(200, as("admin", address).statusCode());
            var answer = other.as("boss", "admin").get(address);
            assertEquals(404, answer.statusCode());
            problem(answer, 404, address);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "success, completed success succeeded delivered paid pass pass_with_autofix",
        "failure, failed error blocked aborted rejected undelivered expired",
        "in_progress, pending queued processing running submitted retrying",
        "cancelled, cancelled canceled refunded skipped",
        "in_progress, warming-up DONE? 42"
    })
    void everyStatusHasItsOutcomeWhateverItsCase(String outcome, String statuses) {
        var lines = new StringBuilder();
        var sent = new ArrayList<String>();
        for (var status : statuses.split(" ")) {
            sent.addAll(List.of(status, status.toUpperCase(java.util.Locale.ROOT)));
        }
        sent.forEach(status -> lines.append(
                "{\"id\":\"" + status + "\",\"status\":\"" + status + "\",\"created_at\":\"<1d>T10:00:00Z\"}\n"));
        send("jobs", lines.toString());
        for (var item : read(as("admin", "/api/v1/jobs").asString()).path("items")) {
            assertEquals(
                    outcome, item.path("outcome").asText(), item.path("status").asText());
            assertEquals(item.path("id"), item.path("status"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-13-01", "2026-02-30", "yesterday", "2026-01-31T12:00:00%5BEurope/Berlin%5D", "0000-01-01"})
    void whatIsNoTimeIsNamedWithItsValueAndWhatIsAllowed(String time) {
        for (var address : List.of("/api/v1/jobs", "/admin/api/analytics/revenue", "/api/v1/metrics/verify")) {
            var answer = as("admin", address + "?from=" + time);
            assertEquals(400, answer.statusCode());
            assertEquals("from", read(answer.asString()).path("parameter").asText());
            assertTrue(read(answer.asString()).path("allowed").asText().contains("2026-01-31T12:00:00Z"));
            problem(answer, 400, address);
        }
    }

    @Test
    void theEndIsNoPartOfARangeAndTheBeginningIs() {
        send("jobs", """
                {"id":"1","created_at":"<3d>T09:59:59.999999Z"}
                {"id":"2","created_at":"<3d>T10:00:00Z"}
                {"id":"3","created_at":"<3d>T10:59:59.999999Z"}
                {"id":"4","created_at":"<3d>T11:00:00Z"}
                """);
        answers(
                "/api/v1/jobs?from=<3d>T10:00:00Z&until=<3d>T11:00:00Z",
                "{\"items\": [{\"id\": \"3\"}, {\"id\": \"2\"}]}");
        answersTo("""
                {"metric":"jobs","aggregation":"count","from":"<3d>T10:00:00Z","until":"<3d>T11:00:00Z"}""", "{\"data\": {\"rows\": [{\"value\": 2}]}}");
    }

    @Test
    void daysFollowTheTenantsZoneUnlessAnotherIsAskedFor() {
        // Given a tenant whose days begin at 23:00 in UTC, as the tests' configuration has it
        var lagos = new Sender("in-lagos");
        lagos.send(
                "transactions",
                List.of(Sender.record(
                        "id", "1", "created_at", today.minusDays(3) + "T23:30:00Z", "status", "paid", "amount", 5)));
        var range = "from=" + today.minusDays(2) + "&until=" + today.minusDays(2);
        matches(
                "{\"period\": {\"from\": \"<3d>T23:00:00Z\", \"until\": \"<2d>T23:00:00Z\"}, \"summary\": {\"total\": 5}}",
                lagos.as("boss", "admin").get("/admin/api/analytics/revenue?" + range));
        matches(
                "{\"period\": {\"from\": \"<2d>T00:00:00Z\"}, \"summary\": {\"total\": 0}}",
                lagos.as("boss", "admin").get("/admin/api/analytics/revenue?tz=UTC&" + range));
        matches("{\"items\": [{\"id\": \"1\"}]}", lagos.as("boss", "admin").get("/api/v1/transactions?" + range));
    }

    @Test
    void moneyIsAnExactNumberOfOneCurrency() {
        send("transactions", """
                {"id":"1","created_at":"<3d>T10:00:00Z","status":"paid","amount":0.1}
                {"id":"2","created_at":"<3d>T10:00:00Z","status":"paid","amount":0.2}
                {"id":"3","created_at":"<3d>T10:00:00Z","status":"paid","amount":900719925474.099391}
                {"id":"4","created_at":"<3d>T10:00:00Z","status":"paid","amount":5,"currency":"EUR"}
                {"id":"5","created_at":"<3d>T10:00:00Z","status":"paid","amount":6,"currency":"GBP"}
                """);
        var answer = as("admin", "/admin/api/analytics/revenue?from=<3d>&until=<3d>");
        // 0.1 + 0.2 + 900,719,925,474.099391, which no double holds
        assertTrue(answer.asString().contains("\"total\":900719925474.399391"), answer.asString());
        matches(
                "{\"by_currency\": [{\"currency\": \"EUR\", \"total\": 5}, {\"currency\": \"GBP\", \"total\": 6}]}",
                answer);
    }

    @Test
    void whatIsToldFromTheCacheSaysSo() {
        for (var address : FOR_USERS) {
            if (address.startsWith("/api/v1/analytics") || address.startsWith("/analytics")) {
                as("viewer", address);
                var again = as("viewer", address);
                assertTrue(again.header("Cache-Status").startsWith("opscope; "), address);
                assertTrue(Integer.parseInt(again.header("Age")) >= 0, address);
            }
        }
    }

    private void everywhere(java.util.function.Consumer<String> check) {
        FOR_USERS.forEach(check);
        FOR_VIEWERS.forEach(check);
        FOR_ADMINISTRATORS.forEach(check);
    }

    private void status(int expected, String role, String address) {
        var answer = as(role, address);
        assertEquals(expected, answer.statusCode(), role + " at " + address + ": " + answer.asString());
        if (expected >= 400) {
            problem(answer, expected, address);
        } else {
            assertEquals("application/json", answer.contentType().split(";")[0], address);
        }
    }

    private static void problem(Response answer, int status, String address) {
        assertEquals("application/problem+json", answer.contentType().split(";")[0], address);
        var problem = read(answer.asString());
        assertEquals(status, problem.path("status").asInt(), address);
        for (var field : List.of("type", "title", "instance")) {
            assertTrue(problem.path(field).isTextual(), field + " of " + problem);
        }
    }
}
