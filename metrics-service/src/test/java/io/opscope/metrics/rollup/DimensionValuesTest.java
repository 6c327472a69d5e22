package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DimensionValuesTest {

    private static final String METRICS = "/api/v1/analytics/metrics/";

    /** As the tests' own settings have it. */
    private static final int MOST_READ = 2_500;

    @Inject
    Catalogue catalogue;

    @Inject
    Retention retention;

    private final Sender sender = new Sender();
    private final Instant hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void valuesBeyondTheThousandthCountAsOtherAndRecordsKeepTheirOwn() {
        sender.send("messages", messages(0, 1003, "pending"));
        assertEquals(1000, apart("messages", 3));
        assertEquals(3, others(3));
        Recounted.assertSame(sender.tenant(), catalogue.messages());
        sender.get("/api/v1/messages/m1002").body("account_id", equalTo("a1002"));
        sender.get("/api/v1/messages?account_id=a1002").body("items.id", contains("m1002"));
        sender.get("/api/v1/messages?account_id=a7").body("items.id", contains("m7"));
        sender.get("/api/v1/messages?account_id=other").body("items", hasSize(3));
    }

    @Test
    void whatWasCountedAsOtherIsTakenBackFromThere() {
        sender.send("messages", messages(0, 1003, "pending"));
        sender.send("messages", messages(0, 1003, "delivered"));
        assertEquals(3, others(3));
        Recounted.assertSame(sender.tenant(), catalogue.messages());
        sender.as("boss", "admin").delete("/api/v1/messages/m1002").then().statusCode(204);
        sender.as("boss", "admin").delete("/api/v1/messages/m3").then().statusCode(204);
        assertEquals(2, others(3));
        Recounted.assertSame(sender.tenant(), catalogue.messages());
    }

    @Test
    void theOwnerOfAnAccountBeyondTheThousandthSeesItsMessages() {
        sender.put("/api/v1/directory/accounts/a1002", record("name", "Late", "owners", List.of("ann")));
        sender.send("messages", messages(0, 1003, "pending"));
        sender.as("ann", "user").get("/api/v1/messages").then().body("items.id", contains("m1002"));
        sender.as("ann", "user").get("/api/v1/messages/m1002").then().statusCode(200);
        sender.as("ann", "user").get("/api/v1/messages/m1001").then().statusCode(404);
        sender.as("bob", "user").get("/api/v1/messages").then().body("items", is(empty()));
        sender.as("ann", "user")
                .get(METRICS + "campaigns/c1002")
                .then()
                .statusCode(200)
                .body("data.total_recipients", equalTo(1));
        sender.as("ann", "user").get(METRICS + "campaigns/c1001").then().statusCode(404);
    }

    @Test
    void figuresOfAValueBeyondTheThousandthAreReadFromTheRecords() {
        sender.send(
                "transactions",
                IntStream.range(0, 1003)
                        .mapToObj(i -> record(
                                "id",
                                "t" + i,
                                "created_at",
                                hour.toString(),
                                "status",
                                "paid",
                                "method",
                                "method" + i,
                                "amount",
                                i))
                        .toList());
        for (var i : List.of(5, 1001)) {
            sender.get("/admin/api/analytics/revenue?method=method" + i)
                    .statusCode(200)
                    .body("summary.total", is(number("" + i)))
                    .body("summary.transactions", equalTo(1));
        }
        sender.get("/admin/api/analytics/revenue?method=other").body("summary.total", is(number("3003")));
    }

    @Test
    void campaignsAccountsAndRoutesBeyondTheThousandthAreAnsweredByThemselves() {
        sender.send("messages", messages(0, 1003, "delivered"));
        for (var i : List.of(5, 1002)) {
            sender.get(METRICS + "campaigns/c" + i)
                    .statusCode(200)
                    .body("data.total_recipients", equalTo(1))
                    .body("data.delivered", equalTo(1));
            sender.get(METRICS + "accounts/a" + i)
                    .statusCode(200)
                    .body("data.messages_sent_month", greaterThanOrEqualTo(sentThisMonth()));
            sender.get(METRICS + "routes/r" + i)
                    .statusCode(200)
                    .body("data.messages", equalTo(1))
                    .body("data.success_rate_percent", is(number("100")));
        }
        sender.get(METRICS + "routes/nowhere").statusCode(404);
    }

    @Test
    void aRecordIsFoundByTheValueBeyondTheThousandthThatItHasNow() {
        sender.send("messages", messages(0, 1003, "pending"));
        // it moves to another account and to another hour, and is none of the first any more
        var moved = record(
                "id",
                "m1002",
                "submitted_at",
                hour.minus(Duration.ofHours(1)).toString(),
                "account_id",
                "a2002",
                "campaign_id",
                "c1002");
        sender.send("messages", List.of(moved));
        assertEquals(0, asked("account_id", "a1002"));
        assertEquals(1, asked("account_id", "a2002"));
        assertEquals(1, asked("campaign_id", "c1002"));
        sender.as("boss", "admin").delete("/api/v1/messages/m1002").then().statusCode(204);
        assertEquals(0, asked("account_id", "a2002"));
        assertEquals(0, foundBy("m1002"));
    }

    @Test
    void recordsBeyondTheThousandthAreLookedUpByTheirValueAlone() {
        sender.send("messages", messages(0, 1003, "pending"));
        assertEquals(1, asked("account_id", "a1002"));
        // what is not found by its value is not looked for among all of the tenant's records
        Sql.text("DELETE FROM other_value WHERE tenant_id = :tenant AND id = 'm1002'")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        sender.send("messages", messages(1, 2, "delivered"));
        assertEquals(0, asked("account_id", "a1002"));
    }

    @Test
    void whatRecordsWereFoundByGoesWithThem() {
        sender.send("messages", messages(0, 1003, "pending"));
        assertEquals(3, foundBy("m1000"));
        var later = hour.plus(Duration.ofDays(1095 + 62));
        retention.dropRecords(sender.tenant(), later);
        retention.dropRecords(sender.tenant(), later.plus(Duration.ofMinutes(2)));
        assertEquals(0, foundBy("m1000"));
    }

    @Test
    void aValueBeyondTheThousandthWithMoreRecordsThanMayBeReadIsRefused() {
        sender.send("messages", messages(0, 1001, "pending"));
        sender.send(
                "messages",
                IntStream.rangeClosed(0, MOST_READ)
                        .mapToObj(i -> record(
                                "id",
                                "late" + i,
                                "submitted_at",
                                hour.toString(),
                                "account_id",
                                "late",
                                "campaign_id",
                                "a5"))
                        .toList());
        sender.get(METRICS + "accounts/late")
                .statusCode(422)
                .body("type", endsWith("too-broad"))
                .body("dimension", equalTo("account_id"))
                .body("limit", equalTo(MOST_READ));
        ask("account_id", "late").statusCode(422).body("type", endsWith("too-broad"));
        // few records of its own are read, however many the range has
        assertEquals(1, asked("account_id", "a1000"));
    }

    @Test
    void aStatusIsNeverCut() {
        sender.send(
                "jobs",
                IntStream.range(0, 1005)
                        .mapToObj(i -> record("id", "j" + i, "created_at", hour.toString(), "status", "s" + i))
                        .toList());
        assertEquals(1005, apart("jobs", 2));
    }

    @Test
    void writersWhoBringNewValuesAtTheSameTimeShareTheThousand() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            var work = new ArrayList<Callable<Object>>();
            for (int writer = 0; writer < 8; writer++) {
                var from = writer * 200;
                work.add(() -> {
                    sender.send("messages", messages(from, from + 300, "pending"));
                    sender.send(
                            "jobs",
                            List.of(record("id", "j" + from, "created_at", hour.toString(), "tool", "t" + from)));
                    return "";
                });
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(1000, apart("messages", 3));
        Recounted.assertSame(sender.tenant(), catalogue.messages());
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
    }

    private List<Map<String, Object>> messages(int from, int until, String status) {
        return IntStream.range(from, until)
                .mapToObj(i -> record(
                        "id",
                        "m" + i,
                        "submitted_at",
                        hour.toString(),
                        "account_id",
                        "a" + i,
                        "campaign_id",
                        "c" + i,
                        "route_id",
                        "r" + i,
                        "status",
                        status))
                .toList();
    }

    /** The hour may lie in the month before. */
    private int sentThisMonth() {
        return Tier.MONTH.bucket(hour).equals(Tier.MONTH.bucket(Instant.now())) ? 1 : 0;
    }

    private ValidatableResponse ask(String dimension, String value) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(Map.of("metric", "messages", "aggregation", "count", "filters", Map.of(dimension, value)))
                .post("/api/v1/analytics/query")
                .then();
    }

    /** Messages whose dimension has a value. */
    private long asked(String dimension, String value) {
        List<Number> values = ask(dimension, value).statusCode(200).extract().path("data.rows.value");
        return values.stream().mapToLong(Number::longValue).sum();
    }

    /** Values that a record is found by. */
    private long foundBy(String id) {
        return Recounted.number(
                sender.tenant(),
                "SELECT count(*) AS n FROM other_value WHERE tenant_id = :tenant AND id = '" + id + "'");
    }

    /** Values of a set of one dimension that are counted by themselves. */
    private long apart(String family, int set) {
        return Recounted.number(
                sender.tenant(),
                "SELECT count(DISTINCT dims) AS n FROM rollup WHERE tenant_id = :tenant AND tier = 4 AND family_id = "
                        + catalogue.family(family).orElseThrow().id() + " AND set_id = " + set
                        + " AND dims <> ARRAY['other']");
    }

    private long others(int set) {
        return Recounted.number(
                sender.tenant(),
                "SELECT coalesce(sum(records), 0)::bigint AS n FROM rollup WHERE tenant_id = :tenant AND tier = 4"
                        + " AND family_id = 3 AND dims = ARRAY['other'] AND set_id = " + set);
    }
}
