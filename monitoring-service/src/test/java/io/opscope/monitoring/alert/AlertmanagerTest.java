package io.opscope.monitoring.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Alertmanager makes of what it is told, and tells on. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class AlertmanagerTest {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    SuiteForTests.State suite;

    private final AlertsForTests mine = new AlertsForTests();
    private final Hook hook = new Hook();
    private final int port = Processes.freePort();
    private Path directory;
    private Process alertmanager;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "Left out: needs Debian's package prometheus-alertmanager");
        directory = Files.createTempDirectory("alertmanager");
        Files.writeString(directory.resolve("alertmanager.yml"), """
                route:
                  receiver: hook
                  group_by: [alertname, route_id]
                  group_wait: 0s
                  group_interval: 1s
                receivers:
                  - name: hook
                    webhook_configs:
                      - url: %s
                """.formatted(hook.url("/told-on")));
        startAlertmanager();
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 0);
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            Processes.kill(List.of(alertmanager.toHandle()));
        }
        hook.close();
    }

    @Test
    void itTellsOnWhatFiresKnowsItAgainWhenItHasForgottenEverythingAndTellsTheEndOnce() throws IOException {
        var channel = mine.channel("alertmanager", Map.of("url", "http://127.0.0.1:" + port));
        mine.post("/api/v1/alerts/channels/" + channel + "/test", "").body("data.delivered", equalTo(true));
        mine.rule(Map.of(
                "rule_name", "Routes \"fail\" – überall",
                "rule_id", "routes",
                "group_by", List.of("route_id"),
                "severity", "critical",
                "notification_channels", List.of(channel)));
        suite.values(mine.tenant(), "messages.failed", Map.of("r=1,<b>", 7.5));
        soon().untilAsserted(() -> assertEquals(List.of("firing"), toldOn()));
        alerts().body("", hasSize(1))
                .body("[0].labels.alertname", equalTo("Routes \"fail\" – überall"))
                .body("[0].labels.route_id", equalTo("r=1,<b>"))
                .body("[0].labels.severity", equalTo("critical"))
                .body("[0].labels.tenant", equalTo(mine.tenant()))
                .body("[0].status.state", equalTo("active"));

        Processes.kill(List.of(alertmanager.toHandle()));
        startAlertmanager();
        soon().untilAsserted(() -> alerts().body("", hasSize(1)).body("[0].labels.route_id", equalTo("r=1,<b>")));

        suite.values(mine.tenant(), "messages.failed", Map.of("r=1,<b>", 1.0));
        soon().untilAsserted(() -> assertEquals("resolved", toldOn().get(toldOn().size() - 1)));
        // moments of repeating that would bring it back
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            alerts().body("", hasSize(0));
            assertEquals("resolved", toldOn().get(toldOn().size() - 1));
        });
        assertTrue(toldOn().stream().filter("resolved"::equals).count() == 1, toldOn()::toString);
    }

    private void startAlertmanager() throws IOException {
        alertmanager = Processes.start(
                directory.resolve("alertmanager.log"),
                List.of(
                        PROGRAM.toString(),
                        "--config.file=" + directory.resolve("alertmanager.yml"),
                        "--storage.path=" + Files.createTempDirectory(directory, "data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        soon().until(this::isReady);
    }

    private boolean isReady() {
        try {
            return given().get("http://127.0.0.1:" + port + "/-/ready").statusCode() == 200;
        } catch (Exception e) {
            // nobody listens yet
            return false;
        }
    }

    /** What it shows as firing. */
    private ValidatableResponse alerts() {
        return given().get("http://127.0.0.1:" + port + "/api/v2/alerts?active=true")
                .then()
                .statusCode(200);
    }

    /** What it told its own receiver, in order. */
    private List<String> toldOn() {
        return hook.taken().stream()
                .map(call -> new JsonObject(call.body()).getString("status"))
                .toList();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
