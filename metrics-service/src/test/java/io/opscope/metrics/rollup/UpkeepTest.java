package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.record;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class UpkeepTest {

    private static final String VERIFY = "/api/v1/metrics/verify?from="
            + Instant.now().minus(Duration.ofDays(60)).truncatedTo(ChronoUnit.DAYS);

    @Inject
    Retention retention;

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void whateverWasSentTheRollupsSayWhatARecountSays() throws Exception {
        sendFromManyAtOnce();
        sender.get(VERIFY)
                .statusCode(200)
                .body("consistent", is(true))
                .body("families.differences", everyItem(is(0)))
                .body("families.find { it.family == 'messages' }.records", greaterThan(100))
                .body("families.find { it.family == 'messages' }.buckets", greaterThan(100));
    }

    @Test
    void overYearsAMiscountIsFoundWhereverItIs() {
        var ages = List.of(3, 20, 60, 250, 500, 900, 1_080);
        sender.send(
                "jobs",
                ages.stream()
                        .map(days -> record(
                                "id",
                                "job-" + days,
                                "created_at",
                                now.minus(Duration.ofDays(days)).toString(),
                                "status",
                                "completed"))
                        .toList());
        var years = "/api/v1/metrics/verify?family=jobs&from=" + now.minus(Duration.ofDays(1_600));
        sender.get(years).statusCode(200).body("consistent", is(true)).body("families[0].records", is(ages.size()));
        for (var days : ages) {
            var day = Tier.DAY.bucket(now.minus(Duration.ofDays(days)));
            miscount(day, 1);
            sender.get(years).body("consistent", is(false)).body("families[0].differences", is(1));
            miscount(day, -1);
        }
        sender.get(years).body("consistent", is(true));
    }

    private void miscount(Instant day, int by) {
        Sql.text(
                        "UPDATE rollup SET records = records + :by::int WHERE tenant_id = :tenant AND family_id = 1 AND set_id = 1"
                                + " AND tier = 4 AND bucket = :day")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("day", day)
                .set("by", by)
                .run();
    }

    @Test
    void aMiscountIsFoundAndNamed() throws Exception {
        sendFromManyAtOnce();
        Sql.text("UPDATE rollup SET records = records + 1 WHERE ctid = (SELECT ctid FROM rollup_day WHERE tenant_id ="
                        + " :tenant AND family_id = 3 AND set_id = 1 LIMIT 1) AND tier = 4")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        sender.get(VERIFY + "&family=messages")
                .body("consistent", is(false))
                .body("families[0].differences", is(1))
                .body("families[0].examples.size()", is(1));
    }

    @Test
    void aHistogramThatLostItsValuesIsAMiscount() throws Exception {
        sendFromManyAtOnce();
        Sql.text("UPDATE rollup SET hist = NULL WHERE ctid = (SELECT ctid FROM rollup_day WHERE tenant_id = :tenant"
                        + " AND family_id = 3 AND set_id = 1 AND length(hist) > 1 LIMIT 1) AND tier = 4")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        sender.get(VERIFY + "&family=messages").body("consistent", is(false)).body("families[0].differences", is(1));
    }

    @Test
    void whatIsPastItsTimeIsDroppedAndNothingElse() throws Exception {
        sendFromManyAtOnce();
        var tiers = "SELECT count(DISTINCT tier) AS n FROM rollup WHERE tenant_id = :tenant";
        assertEquals(5, number(tiers));

        retention.drop(sender.tenant(), now.plus(Duration.ofDays(20)));

        assertEquals(3, number(tiers));
    }

    @Test
    void whatAnErasureHasLockedIsDroppedTheNextTime() throws Exception {
        sendFromManyAtOnce();
        var tiers = "SELECT count(DISTINCT tier) AS n FROM rollup WHERE tenant_id = :tenant";
        var later = now.plus(Duration.ofDays(20));
        try (var erasure = Superuser.of("metrics").getConnection();
                var lock =
                        erasure.prepareStatement("SELECT 1 FROM rollup WHERE tenant_id = ? AND tier <= 2 FOR UPDATE")) {
            erasure.setAutoCommit(false);
            lock.setString(1, sender.tenant());
            lock.execute();

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> retention.drop(sender.tenant(), later));

            assertEquals(5, number(tiers));
            erasure.rollback();
        }

        retention.drop(sender.tenant(), later);

        assertEquals(3, number(tiers));
    }

    @Test
    void whenTheCatalogueChangesEverythingIsCountedAnew() throws Exception {
        sendFromManyAtOnce();
        var rows = rows();
        var db = Superuser.of("metrics");
        Sql.text("DELETE FROM rollup WHERE tenant_id = :tenant")
                .on(db)
                .set("tenant", sender.tenant())
                .run();
        Sql.text("UPDATE record SET dims = dims[1 : 1] WHERE tenant_id = :tenant AND family_id = 3")
                .on(db)
                .set("tenant", sender.tenant())
                .run();
        Sql.text("UPDATE counted_by SET edition = 'another' WHERE tenant_id = :tenant")
                .on(db)
                .set("tenant", sender.tenant())
                .run();

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        number("SELECT count(*) AS n FROM counted_by WHERE tenant_id = :tenant AND edition = 'another'")
                                == 0);

        sender.get(VERIFY).body("consistent", is(true));
        assertTrue(rows() > 0 && rows() <= rows);
    }

    /** Six writers send messages and jobs that change their minds, some of them twice. */
    private void sendFromManyAtOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(6);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int writer = 0; writer < 6; writer++) {
                var seed = writer;
                work.add(() -> {
                    var its = new Random(seed);
                    sender.send("messages", messages(its));
                    sender.send("jobs", jobs(its));
                    sender.send("messages", messages(its));
                    return null;
                });
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Map<String, Object>> messages(Random its) {
        var messages = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 80; i++) {
            var submitted = now.minusSeconds(its.nextInt(10) == 0 ? its.nextInt(40 * 86400) : its.nextInt(90_000));
            messages.add(record(
                    "id", "m-" + its.nextInt(150),
                    "account_id", "account-" + its.nextInt(3),
                    "route_id", "route-" + its.nextInt(3),
                    "status", List.of("delivered", "failed", "submitted").get(its.nextInt(3)),
                    "submitted_at", submitted.toString(),
                    "delivered_at", submitted.plusMillis(its.nextInt(100)).toString(),
                    "segments", its.nextInt(4),
                    "credits", new BigDecimal(its.nextInt(1000)).movePointLeft(3)));
        }
        return messages;
    }

    private List<Map<String, Object>> jobs(Random its) {
        var jobs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 40; i++) {
            jobs.add(record(
                    "id", "j-" + its.nextInt(80),
                    "created_at", now.minusSeconds(its.nextInt(20 * 86400)).toString(),
                    "user_id", "user-" + its.nextInt(9),
                    "status", List.of("completed", "failed", "running").get(its.nextInt(3)),
                    "actual_cost", its.nextInt(100)));
        }
        return jobs;
    }

    private long rows() {
        return number("SELECT count(*) AS n FROM rollup WHERE tenant_id = :tenant");
    }

    private long number(String sql) {
        return Sql.text(sql)
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .first(row -> row.integer("n"))
                .orElseThrow();
    }
}
