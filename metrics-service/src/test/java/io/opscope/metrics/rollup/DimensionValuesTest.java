package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

    @Inject
    Catalogue catalogue;

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
                .mapToObj(i ->
                        record("id", "m" + i, "submitted_at", hour.toString(), "account_id", "a" + i, "status", status))
                .toList();
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
