package io.opscope.monitoring.alert.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.monitoring.alert.AlertsForTests;
import io.opscope.monitoring.alert.Hook;
import io.opscope.monitoring.alert.SuiteForTests;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two replicas, each a process of its own, that evaluate the same rules: what they find is told once, and when one is killed
 * between telling and noting it, at most once more, under the same key.
 */
@Tag("packaged")
class ToldOnceTest {

    private static final int ROUNDS = 10;
    private static final int RULES = 50;
    private static final int KILLS = Integer.getInteger("opscope.alert.kills", 8);
    private static final int REPLICAS = 2;

    private static final Backend BACKEND = new Backend();
    private static final SuiteForTests SUITE = new SuiteForTests();
    private static final List<PackagedService> SERVICES = new ArrayList<>();

    private final SuiteForTests.State suite = SuiteForTests.state();
    private final AlertsForTests mine = new AlertsForTests();

    @BeforeAll
    static void start() {
        var config = new HashMap<>(BACKEND.start());
        config.putAll(SUITE.start());
        config.putAll(Map.of(
                "opscope.alerts.every", "1s",
                "opscope.alerts.flap-times", "1000",
                // as by default it outlasts an attempt by far, also on a machine that starts two services meanwhile
                "opscope.alerts.delivery.lease", "12s",
                "opscope.alerts.delivery.pause", "100ms",
                "opscope.alerts.figures.tenants-every", "1s",
                "opscope.alerts.channels.hosts", "127.0.0.1",
                "opscope.alerts.channels.secret", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        for (int i = 0; i < REPLICAS; i++) {
            SERVICES.add(new PackagedService(config));
            // one after the other, as only one of them is to set up the tables
            SERVICES.get(i).awaitReady();
        }
        RestAssured.port = SERVICES.get(0).port();
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(PackagedService::close);
        SUITE.stop();
        BACKEND.stop();
    }

    @Test
    void whatTwoReplicasFindIsToldOnce() {
        try (var hook = new Hook()) {
            var channel = signUp(hook);
            IntStream.range(0, RULES)
                    .forEach(i -> mine.rule(Map.of("rule_id", "r" + i, "notification_channels", List.of(channel))));
            var began = System.nanoTime();
            for (int round = 1; round <= ROUNDS; round++) {
                var told = 2 * RULES * round;
                suite.value(mine.tenant(), "messages.failed", 6);
                soon().untilAsserted(() -> assertTrue(hook.calls().size() >= told - RULES));
                suite.value(mine.tenant(), "messages.failed", 0);
                soon().untilAsserted(() -> assertTrue(hook.calls().size() >= told));
            }
            var changes = new HashSet<String>();
            hook.calls().forEach(call -> changes.add(change(call)));
            System.out.printf(
                    "%d replicas, %d rules that fired and ended %d times: %d changes told by %d calls in %d ms%n",
                    REPLICAS,
                    RULES,
                    ROUNDS,
                    changes.size(),
                    hook.calls().size(),
                    (System.nanoTime() - began) / 1_000_000);
            assertEquals(2 * RULES * ROUNDS, changes.size());
            assertEquals(changes.size(), hook.calls().size(), "told twice");
        }
    }

    @Test
    void whoIsKilledBetweenTellingAndNotingHasToldItTwiceAtMostAndNothingIsLost() throws Exception {
        try (var hook = new Hook()) {
            var channel = signUp(hook);
            mine.rule(Map.of("rule_id", "killed", "notification_channels", List.of(channel)));
            var twice = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                var value = kill % 2 == 1 ? 6 : 0;
                var before = hook.calls().size();
                // Whoever tells is killed, before it is answered or while it notes that. Which of them it is, nobody
                // knows.
                var isFirst = new AtomicBoolean(true);
                var isAnswered = kill % 4 >= 2;
                var dead = new CompletableFuture<Boolean>();
                hook.answers(call -> {
                    if (isFirst.getAndSet(false)) {
                        new Thread(
                                        () -> {
                                            SERVICES.forEach(PackagedService::kill);
                                            dead.complete(true);
                                        },
                                        "kill")
                                .start();
                        if (!isAnswered) {
                            dead.join();
                        }
                    }
                    return new Hook.Reply(200, Map.of());
                });
                suite.value(mine.tenant(), "messages.failed", value);
                assertTrue(dead.get(1, TimeUnit.MINUTES));
                SERVICES.forEach(PackagedService::restart);
                SERVICES.forEach(PackagedService::awaitReady);
                // the channel shows when there is nothing left to tell
                soon().untilAsserted(() -> assertEquals(
                        0,
                        mine.get("/api/v1/alerts/channels/" + channel)
                                .extract()
                                .<Integer>path("data.deliveries.waiting")));
                var calls = hook.calls().subList(before, hook.calls().size());
                assertTrue(calls.size() == 1 || calls.size() == 2, calls::toString);
                assertEquals(1, keys(calls).size(), calls::toString);
                assertEquals(value == 6 ? "firing" : "resolved", status(calls.get(0)));
                twice += calls.size() - 1;
            }
            System.out.printf("%d kills between telling and noting: %d told, %d of them twice%n", KILLS, KILLS, twice);
        }
    }

    private String signUp(Hook hook) {
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 0);
        return mine.webhook(hook);
    }

    private static Set<String> keys(List<Hook.Call> calls) {
        var keys = new HashSet<String>();
        calls.forEach(call -> keys.add(call.headers().get("Idempotency-Key")));
        return keys;
    }

    private static String change(Hook.Call call) {
        var alert = new JsonObject(call.body()).getJsonArray("alerts").getJsonObject(0);
        return alert.getString("alert_id") + " " + status(call);
    }

    private static String status(Hook.Call call) {
        return new JsonObject(call.body()).getString("status");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
    }
}
