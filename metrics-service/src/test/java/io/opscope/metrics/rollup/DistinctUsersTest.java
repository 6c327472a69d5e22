package io.opscope.metrics.rollup;

import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.sketch.DistinctCount;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An erased user is in no distinct count any more, and everybody else still is. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DistinctUsersTest {

    /** Where each tier is kept, and about the moments from which on it is not. */
    private static final List<Duration> AGES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(90),
            Duration.ofMinutes(115),
            Duration.ofMinutes(130),
            Duration.ofDays(3),
            Duration.ofDays(8).minusMinutes(10),
            Duration.ofDays(8).plusMinutes(20),
            Duration.ofDays(8).plusHours(2),
            Duration.ofDays(20),
            Duration.ofDays(399),
            Duration.ofDays(400).plusMinutes(20),
            Duration.ofDays(401),
            Duration.ofDays(500),
            Duration.ofDays(1094));

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Periods periods = Periods.usual(Duration.ofDays(1095));
    private final Instant now = Instant.now();

    @Test
    void atEveryTierDistinctUsersAreThoseOfTheRecordsThatAreLeft() {
        var activities = new ArrayList<Map<String, Object>>();
        var jobs = new ArrayList<Map<String, Object>>();
        for (var age : AGES) {
            for (var user : List.of("ann", "bob", "carl")) {
                activities.add(activity(user, age, user.equals("bob") ? "login" : "search"));
                jobs.add(job(user, age, user.equals("bob") ? "failed" : "completed"));
            }
        }
        jobs.add(job("ann", Duration.ofHours(5), "completed"));
        sender.send("activities", activities);
        sender.send("jobs", jobs);
        assertAsRecordsSay(catalogue.activities());
        assertAsRecordsSay(catalogue.jobs());
        distinct("3");

        erase("ann");

        assertAsRecordsSay(catalogue.activities());
        assertAsRecordsSay(catalogue.jobs());
        distinct("2");
        Recounted.assertSame(sender.tenant(), catalogue.jobs());
    }

    @Test
    void whoIsErasedLastLeavesNobody() {
        sender.send("activities", List.of(activity("ann", Duration.ofDays(3), "login")));
        erase("ann");
        assertEquals(
                0,
                Recounted.number(
                        sender.tenant(),
                        "SELECT count(*) AS n FROM rollup WHERE tenant_id = :tenant AND uniques IS NOT NULL"));
    }

    @Test
    void whoeverIsCountedMeanwhileIsCounted() throws Exception {
        sender.send(
                "activities",
                IntStream.range(0, 1_500)
                        .mapToObj(i -> activity("ann", Duration.ofMinutes(4L * i), "login"))
                        .toList());
        var pool = Executors.newFixedThreadPool(4);
        try {
            var done = new AtomicBoolean();
            var senders = new ArrayList<Future<Integer>>();
            for (int writer = 0; writer < 4; writer++) {
                var name = "w" + writer + "-";
                senders.add(pool.submit(() -> {
                    var sent = 0;
                    for (; !done.get(); sent++) {
                        sender.send(
                                "activities",
                                List.of(activity(name + sent, Duration.ofMinutes(13L * (sent % 400)), "login")));
                    }
                    return sent;
                }));
            }
            erase("ann");
            done.set(true);
            for (var each : senders) {
                assertTrue(each.get() > 0);
            }
        } finally {
            pool.shutdownNow();
        }
        assertAsRecordsSay(catalogue.activities());
        Recounted.assertSame(sender.tenant(), catalogue.activities());
    }

    @Test
    void oneTransactionReadsTheRecordsOfAnHourAgainAndOfOneBucketAtLeast() {
        var counting = new Counting(Policy.usual(periods), null);
        var users = new DistinctUsers(catalogue.jobs(), counting, now);
        assertEquals(3, users.affordable(times(3, Duration.ofMinutes(1))));
        assertEquals(60, users.affordable(times(1_000, Duration.ofMinutes(1))));
        var hours = times(40, Duration.ofHours(1)).stream()
                .map(at -> at.minus(Duration.ofDays(20)))
                .toList();
        assertEquals(1, users.affordable(hours));
        var days = times(5, Duration.ofDays(1)).stream()
                .map(at -> at.minus(Duration.ofDays(500)))
                .toList();
        assertEquals(1, users.affordable(days));
        assertEquals(0, users.affordable(List.of()));
        var messages = new DistinctUsers(catalogue.messages(), counting, now);
        assertEquals(5, messages.affordable(days));
    }

    private List<Instant> times(int count, Duration apart) {
        return IntStream.range(0, count)
                .mapToObj(i -> now.minus(apart.multipliedBy(i)))
                .toList();
    }

    private void erase(String user) {
        sender.as("boss", "admin")
                .delete("/api/v1/directory/users/" + user + "?erase=true")
                .then()
                .statusCode(204);
    }

    private void distinct(String expected) {
        sender.as("boss", "admin")
                .contentType("application/json")
                .body(Map.of("metric", "activities", "aggregation", "distinct", "from", "2000-01-01"))
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(200)
                .body("data.rows[0].value", is(Integer.parseInt(expected)));
    }

    private void assertAsRecordsSay(Family family) {
        var at = Instant.now();
        var expected = ofRecords(family, at);
        var found = ofRollups(family, at);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((key, users) ->
                assertArrayEquals(users.toBytes(), found.get(key).toBytes(), key + ": " + users));
    }

    private Map<RollupKey, DistinctCount> ofRecords(Family family, Instant at) {
        var users = new TreeMap<RollupKey, DistinctCount>();
        Sql.text("SELECT at, outcome::bigint AS outcome, currency, dims, user_id FROM record"
                        + " WHERE tenant_id = :tenant AND family_id = :family::smallint")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("family", family.id())
                .list(row -> {
                    for (var set : family.sets()) {
                        for (var tier : Tier.values()) {
                            var key = new RollupKey(
                                    tier,
                                    set.id(),
                                    tier.bucket(row.instant("at")),
                                    Outcome.of(row.integer("outcome")),
                                    row.text("currency"),
                                    Differences.dims(family, row.<String>array("dims"), set));
                            if (isKept(key, set, at)) {
                                users.computeIfAbsent(key, ignored -> new DistinctCount())
                                        .add(row.text("user_id"));
                            }
                        }
                    }
                    return "";
                });
        return users;
    }

    private boolean isKept(RollupKey key, DimensionSet set, Instant at) {
        return set.distinct()
                && (key.tier() != Tier.SECOND || set.live())
                && !key.bucket().isBefore(periods.completeSince(key.tier(), at));
    }

    private Map<RollupKey, DistinctCount> ofRollups(Family family, Instant at) {
        var users = new TreeMap<RollupKey, DistinctCount>();
        Sql.text("SELECT tier::bigint AS tier, set_id::bigint AS set_id, bucket, outcome::bigint AS outcome, currency,"
                        + " dims, uniques FROM rollup WHERE tenant_id = :tenant AND family_id = :family::smallint"
                        + " AND uniques IS NOT NULL")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .set("family", family.id())
                .list(row -> {
                    var key = new RollupKey(
                            Tier.of(row.integer("tier")),
                            Math.toIntExact(row.integer("set_id")),
                            row.instant("bucket"),
                            Outcome.of(row.integer("outcome")),
                            row.text("currency"),
                            List.copyOf(row.<String>array("dims")));
                    if (!key.bucket().isBefore(periods.completeSince(key.tier(), at))) {
                        users.computeIfAbsent(key, ignored -> new DistinctCount())
                                .merge(DistinctCount.of(
                                        row.maybeBytes("uniques").orElseThrow()));
                    }
                    return "";
                });
        return users;
    }

    private Map<String, Object> activity(String user, Duration age, String action) {
        return record(
                "id",
                user + "-" + age + "-" + action,
                "user_id",
                user,
                "at",
                now.minus(age).toString(),
                "action",
                action);
    }

    private Map<String, Object> job(String user, Duration age, String status) {
        return record(
                "id",
                user + "-" + age,
                "user_id",
                user,
                "created_at",
                now.minus(age).toString(),
                "status",
                status,
                "actual_cost",
                1);
    }
}
