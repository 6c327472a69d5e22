package io.opscope.metrics.api.records;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RecordPagesTest {

    private static final String JOBS = "/api/v1/jobs";

    private final Sender sender = new Sender();
    private final Instant hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void pagesTogetherListEveryJobOnceInOrder() {
        // Given 25 jobs, five at each of five moments, so that pages end between jobs of the same moment
        var jobs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 25; i++) {
            jobs.add(record(
                    "id", "job-" + i, "created_at", hour.plusSeconds(i / 5).toString(), "status", "done"));
        }
        sender.send("jobs", jobs);
        var newest = walk(JOBS + "?limit=4");
        assertEquals(25, newest.size());
        assertEquals(25, new HashSet<>(newest).size());
        var oldest = new ArrayList<>(walk(JOBS + "?limit=7&sort=created_at"));
        java.util.Collections.reverse(oldest);
        assertEquals(newest, oldest);
        sender.get(JOBS + "?limit=25").body("items", hasSize(25)).body("next_cursor", is(nullValue()));
    }

    @Test
    void aSearchThatFindsNothingInALongStretchGoesOnWithTheNextPage() {
        // Given more records than are looked through for one page, and the one that is sought at their end
        seed(20_500);
        sender.send("jobs", List.of(job("needle", -40_000)));
        var first = sender.get(JOBS + "?q=needle").body("items", is(empty())).extract();
        sender.get(JOBS + "?q=needle&cursor=" + first.path("next_cursor"))
                .body("items.id", contains("needle"))
                .body("next_cursor", is(nullValue()));
    }

    @Test
    void anItemHasEveryFieldOfItsFamily() {
        sender.send(
                "jobs",
                List.of(record(
                        "id",
                        "a/b c",
                        "created_at",
                        hour.toString(),
                        "status",
                        "Delivered",
                        "user_id",
                        "ann",
                        "actual_cost",
                        "0.100000",
                        "attributes",
                        Map.of("processors", 64))));
        sender.get(JOBS)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo("a/b c"))
                .body("items[0].created_at", equalTo(hour.toString()))
                .body("items[0].status", equalTo("Delivered"))
                .body("items[0].outcome", equalTo("success"))
                .body("items[0].actual_cost", is(number("0.1")))
                .body("items[0].estimated_cost", is(nullValue()))
                .body("items[0]", hasKey("anchor_text"))
                .body("items[0].attributes.processors", is(number("64")))
                .body("items[0].measures.cost", is(number("0.1")))
                .body("items[0].measures.duration", is(nullValue()));
        sender.as("boss", "admin")
                .get(JOBS + "/{id}", "a b")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void filtersAndSearchNarrowTheList() {
        sender.send(
                "jobs",
                List.of(
                        job("1", 1, "status", "delivered", "provider", "openai", "strategy", "fast", "tool", "gem"),
                        job("2", 2, "status", "FAILED", "provider", "openai", "publisher", "Daily 100% News"),
                        job("3", 3, "status", "failed", "provider", "llama", "target_url", "https://x.org/a_b"),
                        job("4", 4, "status", "failed", "user_id", "ann", "anchor_text", "axb")));
        ids("?status=Failed", "4", "3", "2");
        ids("?status=failed&provider=openai", "2");
        ids("?provider=unknown", "4");
        ids("?strategy=fast&tool=gem&provider=openai&status=delivered", "1");
        ids("?user_id=ann", "4");
        ids("?q=daily 100%25", "2");
        ids("?q=a_b", "3");
        ids("?q=NEWS", "2");
        ids("?from=" + hour.plusSeconds(2) + "&until=" + hour.plusSeconds(4), "3", "2");
        ids("?status=&provider=&q=&from=", "4", "3", "2", "1");
        sender.get(JOBS + "?tool=none")
                .statusCode(200)
                .body("items", is(empty()))
                .body("next_cursor", is(nullValue()));
    }

    @Test
    void aCursorThatWasTamperedWithOrBelongsElsewhereIsRefused() {
        sender.send("jobs", List.of(job("1", 1), job("2", 2), job("3", 3)));
        String cursor = sender.get(JOBS + "?limit=1").extract().path("next_cursor");
        var changed = (cursor.charAt(20) == 'A' ? 'B' : 'A') + "";
        for (var wrong : List.of(
                cursor.substring(0, 20) + changed + cursor.substring(21), cursor.substring(4), "x", "AAAA", "../..")) {
            sender.get(JOBS + "?limit=1&cursor=" + wrong).statusCode(wrong.equals("%20") ? 200 : 400);
        }
        sender.get(JOBS + "?limit=1&status=failed&cursor=" + cursor)
                .statusCode(400)
                .body("parameter", equalTo("cursor"))
                .body("allowed", containsString("next_cursor"));
        sender.get("/api/v1/transactions?limit=1&cursor=" + cursor).statusCode(400);
        sender.get(JOBS + "?limit=2&cursor=" + cursor).statusCode(200).body("items.id", contains("2", "1"));
    }

    @Test
    void aPlainUserGetsTheirOwnAndNothingOfOthers() {
        sender.send("jobs", List.of(job("1", 1, "user_id", "ann"), job("2", 2, "user_id", "bob"), job("3", 3)));
        sender.as("ann", "user").get(JOBS).then().body("items.id", contains("1"));
        sender.as("ann", "user")
                .get(JOBS + "?user_id=bob")
                .then()
                .statusCode(200)
                .body("items", is(empty()));
        sender.as("ann", "user").get(JOBS + "/1").then().statusCode(200).body("id", equalTo("1"));
        sender.as("ann", "user").get(JOBS + "/2").then().statusCode(404);
        sender.as("ann", "user").get(JOBS + "/3").then().statusCode(404);
        sender.as("eve", "viewer").get(JOBS + "/2").then().statusCode(200);
        sender.as("feed", "ingest").get(JOBS).then().statusCode(403);
        new Sender().get(JOBS + "/1").statusCode(404);
        new Sender().get(JOBS).body("items", is(empty()));
    }

    @Test
    void transactionsAreListedLikewise() {
        sender.send(
                "transactions",
                List.of(
                        record(
                                "id",
                                "1",
                                "created_at",
                                hour.toString(),
                                "status",
                                "paid",
                                "amount",
                                10.5,
                                "method",
                                "card"),
                        record(
                                "id",
                                "2",
                                "created_at",
                                hour.toString(),
                                "status",
                                "paid",
                                "amount",
                                1,
                                "currency",
                                "EUR")));
        sender.get("/api/v1/transactions?method=card")
                .body("items.id", contains("1"))
                .body("items[0].amount", is(number("10.5")))
                .body("items[0].currency", equalTo("USD"));
        sender.get("/api/v1/transactions/2").statusCode(200).body("currency", equalTo("EUR"));
        sender.get("/api/v1/transactions/3").statusCode(404);
    }

    @Test
    void wrongParametersAreNamed() {
        sender.get(JOBS + "?limit=1001").statusCode(400).body("detail", containsString("'limit' was '1001'"));
        sender.get(JOBS + "?limit=0").statusCode(400).body("detail", containsString("1 to 1000"));
        sender.get(JOBS + "?sort=cost").statusCode(400).body("parameter", equalTo("sort"));
        sender.get(JOBS + "?from=x").statusCode(400).body("parameter", equalTo("from"));
        sender.get(JOBS + "?from=2026-01-02&until=2026-01-01").statusCode(400).body("parameter", equalTo("from"));
    }

    private void seed(int records) {
        Sql.text(
                        "INSERT INTO record (tenant_id, family_id, id, at, status, outcome, currency, dims, measures, fingerprint,"
                                + " body) SELECT :tenant, 1, 'hay-' || n, :at::timestamptz - make_interval(secs => n),"
                                + " 'completed', 0, 'USD', '{completed}', '{}', n, '{}' FROM generate_series(1, :records) AS n")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("at", hour)
                .set("records", records)
                .run();
    }

    private Map<String, Object> job(String id, int seconds, Object... more) {
        var job = record("id", id, "created_at", hour.plusSeconds(seconds).toString(), "status", "done");
        job.putAll(record(more));
        return job;
    }

    private void ids(String query, String... ids) {
        sender.as("boss", "admin")
                .urlEncodingEnabled(false)
                .get(JOBS + query.replace(" ", "%20"))
                .then()
                .statusCode(200)
                .body("items.id", contains(ids));
    }

    private List<String> walk(String address) {
        var ids = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = sender.get(address + "&cursor=" + cursor).statusCode(200).extract();
            ids.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next_cursor");
        }
        return ids;
    }
}
