package io.opscope.monitoring.alert.channel;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.alert.AlertsForTests;
import io.opscope.monitoring.alert.Hook;
import io.opscope.monitoring.alert.SuiteForTests;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That nobody finds out by testing channels what there is in the operator's network. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class ChannelTrialTest {

    /** {@code opscope.alerts.channels.patience} and {@code .trials} of the tests. */
    private static final long PATIENCE_MILLIS = 1_000;

    private static final int TRIALS = 8;
    private static final int ROUNDS = 5;

    private final AlertsForTests mine = new AlertsForTests();

    @Test
    void whateverKeepsAnAnswerAwayIsToldInTheSameWordsAfterTheSameTime() throws Exception {
        var took = new ConcurrentHashMap<String, Long>();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var noHttp = greeting("SSH-2.0-x\r\n");
                var closing = greeting("");
                var plain = new Hook()) {
            var addresses = Map.of(
                    "refused", "http://127.0.0.1:9/",
                    "silent", "http://127.0.0.1:" + silent.getLocalPort() + "/",
                    "no HTTP", "http://127.0.0.1:" + noHttp.getLocalPort() + "/",
                    "closing", "http://127.0.0.1:" + closing.getLocalPort() + "/",
                    "no TLS", "https://127.0.0.1:" + plain.port() + "/",
                    "no such name", "http://nothing.invalid:8080/",
                    "a name that is not listed", "http://elsewhere.example:8080/");
            var channels = new HashMap<String, String>();
            addresses.forEach((why, url) -> channels.put(why, mine.channel("slack", Map.of("url", url))));
            // A busy machine makes some take longer by chance; what each takes at least is what tells something.
            for (int round = 0; round < ROUNDS && (took.isEmpty() || spread(took) >= PATIENCE_MILLIS / 2); round++) {
                together(channels.entrySet().stream()
                        .<Runnable>map(each -> () -> {
                            var begun = System.nanoTime();
                            var answer = mine.post(test(each.getValue()), "")
                                    .statusCode(200)
                                    .extract()
                                    .jsonPath();
                            took.merge(
                                    each.getKey() + ": " + answer.getBoolean("data.delivered") + " "
                                            + answer.getString("data.reason"),
                                    (System.nanoTime() - begun) / 1_000_000,
                                    Math::min);
                        })
                        .toList());
            }
            assertEquals(addresses.size(), took.size(), took::toString);
        }
        took.forEach((what, millis) -> {
            assertTrue(what.endsWith(": false There was no answer"), what);
            assertTrue(millis >= PATIENCE_MILLIS, what + " after " + millis + " ms");
        });
        assertTrue(spread(took) < PATIENCE_MILLIS / 2, took::toString);
    }

    @Test
    void whoAnswersIsToldWhatItAnswered() {
        try (var hook = new Hook()) {
            hook.answers(call -> new Hook.Reply(404, Map.of()));
            assertEquals(
                    "It answered 404",
                    mine.post(test(mine.webhook(hook)), "").extract().<String>path("data.reason"));
        }
    }

    @Test
    void aPortThatIsNotListedIsRefusedUnaskedAndNoNameIsLookedUpForIt() {
        for (var address : List.of("http://127.0.0.1:25/", "http://hooks.slack.com:22/", "http://169.254.169.254/")) {
            mine.post(
                            "/api/v1/alerts/channels",
                            Map.of("name", "x", "type", "slack", "settings", Map.of("url", address)))
                    .statusCode(400);
        }
        // whether there is such a name is not told, as a network is listed that it may lead to
        for (var address : List.of("https://nothing.invalid/", "https://elsewhere.example/")) {
            mine.channel("slack", Map.of("url", address));
        }
    }

    @Test
    void howSoonADeliveryGotNoAnswerIsNotToldEither() {
        var channel = mine.channel("slack", Map.of("url", "http://127.0.0.1:9/"));
        Sql.text(
                        "INSERT INTO monitoring.alert_delivery (tenant_id, id, channel_id, rule_id, message, state, last_error)"
                                + " VALUES (:tenant, gen_random_uuid(), CAST(:channel AS uuid), 'x', '{}', 'waiting', :error)")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .set("channel", channel)
                .set("error", Outcome.NO_ANSWER)
                .run();
        var path = "/api/v1/alerts/channels/" + channel;
        mine.get(path).body("data.deliveries.last_error", nullValue());
        Sql.text(
                        "UPDATE monitoring.alert_delivery SET created_at = now() - interval '1 minute' WHERE tenant_id = :tenant")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .run();
        mine.get(path).body("data.deliveries.last_error", equalTo(Outcome.NO_ANSWER));
    }

    @Test
    void noMoreAreTestedAtOnceThanMayBe() throws Exception {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var channel = mine.channel("slack", Map.of("url", "http://127.0.0.1:" + silent.getLocalPort() + "/"));
            Runnable one =
                    () -> statuses.add(mine.post(test(channel), "").extract().statusCode());
            together(Collections.nCopies(3 * TRIALS, one));
        }
        var refused = statuses.stream().filter(status -> status == 503).count();
        assertEquals(
                3 * TRIALS,
                refused + statuses.stream().filter(status -> status == 200).count(),
                statuses::toString);
        assertTrue(refused > 0 && refused <= 2 * TRIALS, statuses::toString);
        // those that were given up are under way a little longer
        var mail = mine.channel("email", Map.of("to", "ops@example.com"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> mine.post(test(mail), "").statusCode(200));
    }

    private static long spread(Map<String, Long> took) {
        var all = took.values().stream().mapToLong(one -> one).summaryStatistics();
        return all.getMax() - all.getMin();
    }

    private static String test(String channel) {
        return "/api/v1/alerts/channels/" + channel + "/test";
    }

    private static void together(Collection<Runnable> calls) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(calls.size());
        calls.forEach(threads::execute);
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    }

    /** A server that greets whoever comes, and hangs up. */
    private static ServerSocket greeting(String words) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (var caller = server.accept()) {
                            caller.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException e) {
                            // it is over, or the caller has gone
                        }
                    }
                },
                "greeting");
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
