package io.opscope.metrics.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class IngestTest {

    /** Of a time that hours are still kept of. */
    private static final String A_YEAR_AGO =
            Instant.now().minus(Duration.ofDays(365)).toString();

    private static final String YESTERDAY = Instant.now()
            .minus(Duration.ofDays(1))
            .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
            .toString();

    private final String tenant = "ingest-" + UUID.randomUUID();

    @Test
    void aRecordSentThreeTimesIsCountedOnce() {
        send(job("a", "completed", 2.5), 1, 0, 0);
        send(job("a", "completed", 2.5), 0, 0, 1);
        send("[" + job("a", "completed", 2.5) + "," + job("a", "completed", 2.5) + "]", 0, 0, 2);
        assertEquals(1, counted("success"));
        assertEquals(new BigDecimal("2.5"), cost());
        assertRollupEqualsRecount();
    }

    @Test
    void whatIsWrongWithABodyIsToldWithoutTheNamesOfClassesAndSettings() {
        for (var body : List.of("{\"a\":1}{\"b\":2}", "[".repeat(2_000), "[{\"id\":" + "1".repeat(2_000) + "}]")) {
            given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                    .contentType("application/json")
                    .body(body)
                    .post("/api/v1/ingest/jobs")
                    .then()
                    .statusCode(400)
                    .body("detail", not(matchesPattern("(?s).*(fasterxml|Feature|Constraints|`).*")));
        }
    }

    @Test
    void aChangedRecordReplacesWhatWasCountedOfIt() {
        send(job("a", "running", 1), 1, 0, 0);
        send(job("a", "failed", 4), 0, 1, 0);
        assertEquals(0, counted("running"));
        assertEquals(1, counted("failed"));
        assertEquals(new BigDecimal("4"), cost());
        assertRollupEqualsRecount();
    }

    @Test
    void aRecordSentWithAnotherTimeIsStillTheSameRecord() {
        send(job("a", "completed", 1), 1, 0, 0);
        send(job("a", "completed", 1).replace(YESTERDAY, A_YEAR_AGO), 0, 1, 0);
        assertEquals(1, records());
        assertRollupEqualsRecount();
    }

    @Test
    void nothingInProgressReplacesWhatHasEnded() {
        send(job("a", "completed", 1), 1, 0, 0);
        send(job("a", "running", 1), 0, 0, 1);
        assertEquals(1, counted("completed"));
    }

    @Test
    void anOlderVersionIsIgnoredAndANewerOneTaken() {
        send(versioned("a", "completed", 5), 1, 0, 0);
        send(versioned("a", "failed", 4), 0, 0, 1);
        assertEquals(1, counted("completed"));
        send(versioned("a", "running", 6), 0, 1, 0);
        assertEquals(1, counted("running"));
        assertRollupEqualsRecount();
    }

    @Test
    void repeatsWithinOneBatchAreFoldedBeforeTheyAreCounted() {
        send(
                "[" + job("a", "pending", 1) + "," + job("a", "completed", 3) + "," + job("a", "running", 9) + "]",
                1,
                1,
                1);
        assertEquals(1, records());
        assertEquals(new BigDecimal("3"), cost());
        assertRollupEqualsRecount();
    }

    @Test
    void aBadRowNeverSpoilsItsBatch() {
        var answer = post(
                "jobs",
                "application/json",
                "[" + job("a", "completed", 1) + ",{\"id\":\"b\"}," + job("c", "completed", 1) + "]");
        answer.statusCode(200)
                .body("accepted", equalTo(2))
                .body("rejected", hasSize(1))
                .body("rejected[0].index", equalTo(1))
                .body("rejected[0].problem", equalTo("created_at is missing"));
        assertEquals(2, records());
    }

    @Test
    void everyKindOfBadRowIsRejectedWithAReason() {
        reject("{\"created_at\":\"" + YESTERDAY + "\"}", "id is missing");
        reject("{\"id\":\"\",\"created_at\":\"" + YESTERDAY + "\"}", "id is missing");
        reject("[1]", "must be a JSON object");
        reject(with("\"completed_at\":\"2020-01-01T00:00:00Z\""), "lies before created_at");
        reject(with("\"started_at\":\"" + Instant.now().plusSeconds(600) + "\""), "minutes ahead");
        reject(with("\"actual_cost\":\"NaN\""), "not a number");
        reject(with("\"actual_cost\":1.1234567"), "more than 6 decimals");
        reject(with("\"actual_cost\":1000000000000.01"), "over 1e12");
        reject(with("\"actual_cost\":1e999999"), "over 1e12");
        reject(with("\"actual_cost\":{}"), "must be a number");
        reject(with("\"issue_count\":1.5"), "whole number");
        reject(with("\"data_volume_mb\":-1"), "at least 0");
        reject(with("\"currency\":\"EURO\""), "at most 3");
        reject(with("\"currency\":\"E1\""), "three letters");
        reject(with("\"tool\":\"" + "x".repeat(201) + "\""), "at most 200");
        reject(with("\"tool\":\"a\\u0000b\""), "U+0000");
        reject(with("\"tool\":\"a\\ud800b\""), "surrogate");
        reject(with("\"attributes\":[1]"), "must be an object");
        reject(with("\"started_at\":\"yesterday\""), "not a time");
        reject(with("\"started_at\":12"), "must be a time");
        reject("{\"id\":\"x\",\"created_at\":\"2013-01-01T00:00:00Z\"}", "too_old");
        assertEquals(0, records());
    }

    @Test
    void aLineThatIsNotJsonIsARejectedRow() {
        post(
                        "jobs",
                        "application/x-ndjson",
                        job("a", "completed", 1) + "\n{\"id\":\n\n" + job("b", "completed", 1) + "\n")
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("rejected[0].index", equalTo(1))
                .body("rejected[0].problem", containsString("not JSON"));
    }

    @Test
    void anArrayThatBreaksOffStoresNothing() {
        post("jobs", "application/json", "[" + job("a", "completed", 1) + ",")
                .statusCode(400)
                .body("type", equalTo("/problems/unreadable-records"))
                .body("detail", containsString("not JSON"));
        assertEquals(0, records());
    }

    @Test
    void gzipIsUnpackedAndABrokenOneIsRefused() throws IOException {
        var packed = gzip(job("a", "completed", 1));
        given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                .header("Content-Encoding", "gzip")
                .contentType("application/x-ndjson")
                .body(packed)
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                .header("Content-Encoding", "gzip")
                .contentType("application/x-ndjson")
                .body(java.util.Arrays.copyOf(packed, packed.length - 12))
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("gzip"));
    }

    @Test
    void aFamilyThatDoesNotExistIsNamed() {
        post("jokes", "application/json", "{}").statusCode(404).body("detail", containsString("jobs, transactions"));
    }

    @Test
    void onlyThoseWhoMayWriteCanWrite() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(401);
        given().header("Authorization", Tokens.bearer(tenant, "reader", "viewer", "user"))
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(403);
    }

    @Test
    void theSameIdOfAnotherTenantIsAnotherRecord() {
        send(job("a", "completed", 1), 1, 0, 0);
        given().header("Authorization", Tokens.bearer(tenant + "-other", "sender", "ingest"))
                .contentType("application/json")
                .body(job("a", "completed", 1))
                .post("/api/v1/ingest/jobs")
                .then()
                .body("accepted", equalTo(1));
        assertEquals(1, records());
    }

    @Test
    void moneyIsExactWhateverItsSize() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            rows.add("{\"id\":\"" + i + "\",\"status\":\"paid\",\"amount\":999999999999.999999,\"created_at\":\""
                    + YESTERDAY + "\"}");
        }
        post("transactions", "application/json", "[" + String.join(",", rows) + "]")
                .body("accepted", equalTo(20));
        var sum = Sql.text(
                        "SELECT sum(sums[1]) AS total FROM rollup WHERE tenant_id = :tenant AND set_id = 1 AND tier = 4")
                .on(Superuser.of("metrics"))
                .set("tenant", tenant)
                .first(row -> row.decimal("total"))
                .orElseThrow();
        assertEquals(new BigDecimal("19999999999999.999980"), sum);
    }

    @Test
    void takingAnExtremeBackMakesTheExtremesStale() {
        send("[" + job("a", "completed", 1) + "," + job("b", "completed", 9) + "]", 2, 0, 0);
        assertEquals(0, staleRows());
        send(job("b", "completed", 5), 0, 1, 0);
        assertEquals(true, staleRows() > 0);
    }

    @Test
    void concurrentWritersOfTheSameRecordsInDifferentOrderNeitherDeadlockNorMiscount() throws Exception {
        var random = new Random(7);
        var pool = Executors.newFixedThreadPool(8);
        try {
            var work = new ArrayList<Callable<Integer>>();
            for (int writer = 0; writer < 16; writer++) {
                var rows = new ArrayList<String>();
                for (int i = 0; i < 300; i++) {
                    rows.add(versioned("r" + i, random.nextBoolean() ? "completed" : "failed", random.nextInt(50)));
                }
                Collections.shuffle(rows, random);
                work.add(() -> post("jobs", "application/x-ndjson", String.join("\n", rows))
                        .extract()
                        .statusCode());
            }
            for (var answer : pool.invokeAll(work)) {
                assertEquals(200, answer.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(300, records());
        assertRollupEqualsRecount();
    }

    private static String job(String id, String status, double cost) {
        return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"tool\":\"t\",\"actual_cost\":" + cost
                + ",\"created_at\":\"" + YESTERDAY + "\"}";
    }

    private static String versioned(String id, String status, int version) {
        return job(id, status, version).replaceFirst("\\{", "{\"version\":" + version + ",");
    }

    private static String with(String field) {
        return "{\"id\":\"x\",\"created_at\":\"" + YESTERDAY + "\"," + field + "}";
    }

    private void send(String body, int accepted, int updated, int duplicates) {
        post("jobs", "application/json", body)
                .statusCode(200)
                .body("accepted", equalTo(accepted))
                .body("updated", equalTo(updated))
                .body("duplicates", equalTo(duplicates))
                .body("rejected", hasSize(0));
    }

    private void reject(String row, String reason) {
        post("jobs", "application/json", "[" + row + "]")
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected[0].problem", containsString(reason));
    }

    private ValidatableResponse post(String family, String type, String body) {
        return given().header("Authorization", Tokens.bearer(tenant, "sender", "ingest"))
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family)
                .then();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private long records() {
        return number("SELECT count(*) AS n FROM record WHERE tenant_id = :tenant");
    }

    private long counted(String status) {
        return Sql.text(
                        "SELECT coalesce(sum(records), 0) AS n FROM rollup WHERE tenant_id = :tenant AND tier = 3"
                                + " AND ((set_id = 2 AND dims = ARRAY[:status::text]) OR (:status = 'success' AND set_id = 1 AND outcome = 0))")
                .on(Superuser.of("metrics"))
                .set("tenant", tenant)
                .set("status", status)
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    private BigDecimal cost() {
        return Sql.text("SELECT sum(sums[3]) AS cost FROM rollup WHERE tenant_id = :tenant AND tier = 4 AND set_id = 1")
                .on(Superuser.of("metrics"))
                .set("tenant", tenant)
                .first(row -> row.decimal("cost")
                        .stripTrailingZeros()
                        .setScale(Math.max(
                                0, row.decimal("cost").stripTrailingZeros().scale())))
                .orElseThrow();
    }

    private long staleRows() {
        return number("SELECT count(*) AS n FROM rollup WHERE tenant_id = :tenant AND true = ANY (stale)");
    }

    private long number(String sql) {
        return Sql.text(sql)
                .on(Superuser.of("metrics"))
                .set("tenant", tenant)
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    /** In both directions and at both tiers, for the sets of no and of one dimension. */
    private void assertRollupEqualsRecount() {
        for (var set : new String[] {"1, '{}'::text[]", "2, dims[1:1]", "3, dims[2:2]"}) {
            for (var tier : new String[] {"3, 'hour'", "4, 'day'", "5, 'month'"}) {
                var recount = "SELECT date_trunc(" + tier.split(", ")[1] + ", at, 'UTC') AS bucket, outcome, currency, "
                        + set.split(", ")[1] + " AS dims, count(*) AS records, count(measures[3]) AS counts,"
                        + " coalesce(sum(measures[3]), 0) AS sums FROM record WHERE tenant_id = :tenant GROUP BY 1, 2, 3, 4";
                var rollup =
                        "SELECT bucket, outcome, currency, dims, sum(records), sum(counts[3]), sum(sums[3]) FROM rollup"
                                + " WHERE tenant_id = :tenant AND tier = " + tier.split(", ")[0] + " AND set_id = "
                                + set.split(", ")[0]
                                + " AND family_id = 1 GROUP BY 1, 2, 3, 4 HAVING sum(records) <> 0";
                var differences = "SELECT count(*) AS n FROM ((" + recount + " EXCEPT " + rollup + ") UNION ALL ("
                        + rollup + " EXCEPT " + recount + ")) AS difference";
                assertEquals(0, number(differences.replaceAll("\\[(\\d):(\\d)]", "[$1 : $2]")), set + " at " + tier);
            }
        }
    }
}
