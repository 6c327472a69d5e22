package io.opscope.monitoring.alert.delivery;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.alert.AlertsForTests;
import io.opscope.monitoring.alert.Hook;
import io.opscope.monitoring.alert.Hook.Reply;
import io.opscope.monitoring.alert.SuiteForTests;
import io.opscope.monitoring.alert.channel.ChannelStore;
import io.opscope.monitoring.alert.channel.Message;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Receivers that fail, are away and ask for pauses; a replica beside the service's own, and replicas that die with a delivery
 * in their hands. {@code -Dopscope.alert.deliveries=} and {@code -Dopscope.alert.outage-seconds=} make it longer, as {@code
 * -Pfire} does.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class DeliveryTest {

    private static final Logger LOG = Logger.getLogger(DeliveryTest.class);
    private static final int DELIVERIES = Integer.getInteger("opscope.alert.deliveries", 400);
    private static final int OUTAGE_SECONDS = Integer.getInteger("opscope.alert.outage-seconds", 3);
    private static final int STREAMS = 40;
    private static final int FAILING_PERCENT = 30;
    private static final int DEATHS = 10;

    @Inject
    Database db;

    @Inject
    Outbox outbox;

    @Inject
    Deliveries deliveries;

    @Inject
    ChannelStore channels;

    private final AlertsForTests mine = new AlertsForTests();
    private final Scope scope = new Scope(mine.tenant(), "test", Set.of());

    @Test
    void everythingIsToldOnceAndInOrderByReceiversThatFailAreAwayAndReplicasThatDie() throws InterruptedException {
        var hook = new Hook();
        var port = hook.port();
        hook.answers(call -> failing());
        var channel = UUID.fromString(mine.webhook(hook));
        var heard = new ArrayList<Hook.Call>();
        var began = System.nanoTime();
        var isOver = new AtomicBoolean();
        var other = new Thread(() -> replica(isOver), "another-replica");
        other.start();
        try {
            for (int i = 0; i < DELIVERIES; i++) {
                put(channel, "rule-" + i % STREAMS, i);
                if (i == DELIVERIES / 4) {
                    // What it took it has said so before it goes away.
                    hook.answers(call -> new Reply(503, Map.of()));
                    // what was on its way at that moment is answered in it
                    Thread.sleep(300);
                    hook.close();
                    heard.addAll(hook.calls());
                }
                if (i % (DELIVERIES / DEATHS) == 0) {
                    // It takes a delivery and is never heard of again.
                    outbox.claim();
                }
            }
            // the outage itself
            Thread.sleep(Duration.ofSeconds(OUTAGE_SECONDS).toMillis());
            hook = new Hook(port);
            hook.answers(call -> failing());
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertEquals(0, waiting()));
        } finally {
            isOver.set(true);
            other.join();
            hook.close();
        }
        heard.addAll(hook.calls());
        var taken = heard.stream().filter(call -> call.status() == 200).toList();
        var ids = new HashSet<String>();
        var last = new HashMap<String, Integer>();
        for (var call : taken) {
            var body = new JsonObject(call.body());
            if (ids.add(body.getString("delivery_id"))) {
                var stream = body.getJsonObject("rule").getString("rule_id");
                var place = body.getJsonObject("rule").getDouble("threshold").intValue();
                assertTrue(place > last.getOrDefault(stream, -1), stream + " heard of " + place + " too late");
                last.put(stream, place);
            }
        }
        var twice = taken.size() - ids.size();
        LOG.infof(
                "%d deliveries told in %d ms with %d calls and an outage of %d s; %d told twice",
                ids.size(), (System.nanoTime() - began) / 1_000_000, heard.size(), OUTAGE_SECONDS, twice);
        assertEquals(DELIVERIES, ids.size());
        assertTrue(twice <= Math.max(1, DELIVERIES / 10_000), twice + " were told twice");
        mine.get("/api/v1/alerts/channels/" + channel)
                .body("data.deliveries.delivered", equalTo(DELIVERIES))
                .body("data.deliveries.given_up", equalTo(0));
    }

    @Test
    void whoAsksForAPauseIsLeftAloneForThatLong() {
        try (var hook = new Hook()) {
            var first = new AtomicBoolean(true);
            var asked = new ConcurrentLinkedQueue<Long>();
            hook.answers(call -> {
                asked.add(System.nanoTime());
                return first.getAndSet(false) ? new Reply(429, Map.of("Retry-After", "2")) : new Reply(204, Map.of());
            });
            var channel = UUID.fromString(mine.webhook(hook));
            put(channel, "one", 1);
            await().until(() -> asked.size() == 1);
            put(channel, "one", 2);
            await().until(() -> isHeld(channel));
            put(channel, "another", 3);
            await().atMost(Duration.ofSeconds(20)).until(() -> hook.taken().size() == 3);
            var times = List.copyOf(asked);
            assertTrue(times.get(1) - times.get(0) >= 1_900_000_000L, "after " + (times.get(1) - times.get(0)) + " ns");
        }
    }

    @Test
    void whatIsRefusedIsGivenUpAndSaidAndWhatComesAfterItIsTold() {
        try (var hook = new Hook()) {
            hook.answers(call -> new Reply(call.body().contains("\"threshold\":1.0") ? 403 : 200, Map.of()));
            var channel = UUID.fromString(mine.webhook(hook));
            put(channel, "one", 1);
            put(channel, "one", 2);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> mine.get("/api/v1/alerts/channels/" + channel)
                    .body("data.deliveries.delivered", equalTo(1))
                    .body("data.deliveries.given_up", equalTo(1))
                    .body("data.deliveries.last_error", equalTo("It answered 403")));
            assertEquals(2, hook.calls().size());
        }
    }

    @Test
    void whatFailsInAWayNobodyForesawIsGivenUpInTimeToo() {
        try (var hook = new Hook()) {
            var id = UUID.fromString(mine.webhook(hook));
            db.write(scope, tx -> {
                outbox.put(tx, channels.find(scope, tx, id).orElseThrow(), message("one", 1));
                Sql.text("UPDATE alert_delivery SET message = '[]' WHERE tenant_id = :tenant")
                        .on(tx)
                        .set("tenant", mine.tenant())
                        .run();
                return Sql.text("UPDATE alert_outbox SET created_at = now() - interval '2 days'"
                                + " WHERE tenant_id = :tenant")
                        .on(tx)
                        .set("tenant", mine.tenant())
                        .run();
            });
            put(id, "one", 2);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> mine.get("/api/v1/alerts/channels/" + id)
                    .body("data.deliveries.delivered", equalTo(1))
                    .body("data.deliveries.given_up", equalTo(1)));
        }
    }

    @Test
    void whatIsNotCommittedIsNotTold() throws InterruptedException {
        try (var hook = new Hook()) {
            var id = UUID.fromString(mine.webhook(hook));
            assertThrows(
                    IllegalStateException.class,
                    () -> db.write(scope, tx -> {
                        outbox.put(tx, channels.find(scope, tx, id).orElseThrow(), message("one", 1));
                        throw new IllegalStateException("the service dies here");
                    }));
            // some polls long: that nothing comes cannot be waited for otherwise
            Thread.sleep(500);
            assertEquals(0, hook.calls().size());
            assertEquals(0, waiting());
        }
    }

    @Test
    void aRedirectIsNotFollowedAndAnAddressThatMayNotBeCalledIsNot() {
        try (var hook = new Hook();
                var inside = new Hook()) {
            hook.answers(call -> new Reply(302, Map.of("Location", inside.url("/inside"))));
            mine.post("/api/v1/alerts/channels/" + mine.webhook(hook) + "/test", "")
                    .body("data.delivered", equalTo(false))
                    .body("data.reason", equalTo("It answered 302"));
            assertEquals(0, inside.calls().size());
        }
        for (var address : List.of(
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]:80/",
                "http://user:pass@127.0.0.1/",
                "http://0x7f.1/",
                "ftp://127.0.0.1/",
                "http:///nothing",
                "http://127.0.0.1\\@example.com/")) {
            mine.post(
                            "/api/v1/alerts/channels",
                            Map.of("name", "x", "type", "slack", "settings", Map.of("url", address)))
                    .statusCode(400);
        }
    }

    private static Reply failing() {
        var random = ThreadLocalRandom.current();
        if (random.nextInt(100) >= FAILING_PERCENT) {
            return new Reply(200, Map.of());
        }
        return random.nextBoolean() ? new Reply(500, Map.of()) : new Reply(429, Map.of("Retry-After", "0"));
    }

    private void replica(AtomicBoolean isOver) {
        var random = new Random();
        while (!isOver.get()) {
            deliveries.next().ifPresentOrElse(deliveries::make, () -> pause(10 + random.nextInt(20)));
        }
    }

    /** How often another replica looks for deliveries. */
    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(UUID channel, String rule, int place) {
        db.write(scope, tx -> {
            outbox.put(tx, channels.find(scope, tx, channel).orElseThrow(), message(rule, place));
            return rule;
        });
    }

    /** The threshold tells which one it is. */
    private Message message(String rule, int place) {
        return new Message(
                new UUID(0, 0),
                mine.tenant(),
                "firing",
                Instant.now(),
                new Message.About(rule, rule, "cpu_usage_percent", "gt", place, "info"),
                List.of());
    }

    private static boolean isHeld(UUID channel) {
        return Sql.text("SELECT true AS held FROM monitoring.alert_hold WHERE channel_id = :channel")
                .on(Superuser.of("monitoring"))
                .set("channel", channel)
                .first(row -> true)
                .isPresent();
    }

    private long waiting() {
        return Sql.text("SELECT count(*) AS waiting FROM monitoring.alert_outbox WHERE tenant_id = :tenant")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .first(row -> row.integer("waiting"))
                .orElseThrow();
    }
}
