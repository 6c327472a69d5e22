package io.opscope.monitoring.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a figure to whoever is told of it, with a gateway, a metrics service and receivers at the network's edge. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class AlertFlowTest {

    SuiteForTests.State suite;

    @Inject
    Database db;

    @Inject
    RuleStore rules;

    private final AlertsForTests mine = new AlertsForTests();
    private final Hook hook = new Hook();

    @BeforeEach
    void signUp() {
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 0);
    }

    @AfterEach
    void close() {
        hook.close();
    }

    @Test
    void aBadFigureFiresIsToldSignedAndItsEndIsToldToo() {
        var channel = mine.webhook(hook);
        var rule = mine.rule(Map.of("notification_channels", List.of(channel), "severity", "critical"));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));

        mine.get("/api/v1/alerts?state=firing")
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("data", hasSize(1))
                .body("data[0].rule_id", equalTo(rule))
                .body("data[0].rule_name", equalTo("a rule"))
                .body("data[0].metric_name", equalTo("messages.failed"))
                .body("data[0].condition", equalTo("gt"))
                .body("data[0].threshold", equalTo(5.0f))
                .body("data[0].severity", equalTo("critical"))
                .body("data[0].value", equalTo(6.0f))
                .body("data[0].fired_at", notNullValue())
                .body("data[0].resolved_at", nullValue())
                .body("data[0].silenced", equalTo(false));
        mine.get("/admin/api/alerts")
                .statusCode(200)
                .body("firing", equalTo(1))
                .body("critical", equalTo(1))
                .body("alerts[0].name", equalTo("a rule"))
                .body("timestamp", notNullValue());

        var told = hook.taken().get(0);
        var body = new JsonObject(told.body());
        assertEquals("firing", body.getString("status"));
        assertEquals(told.headers().get("Idempotency-Key"), body.getString("delivery_id"));
        var sent = told.headers().get("Opscope-Timestamp");
        assertTrue(Math.abs(Instant.now().getEpochSecond() - Long.parseLong(sent)) < 60);
        assertEquals(
                "sha256=" + signature("a key of this channel's", sent + "." + told.body()),
                told.headers().get("Opscope-Signature"));

        suite.value(mine.tenant(), "messages.failed", 5);
        soon().untilAsserted(() -> assertEquals(2, hook.taken().size()));
        var end = new JsonObject(hook.taken().get(1).body());
        assertEquals("resolved", end.getString("status"));
        assertEquals(
                body.getJsonArray("alerts").getJsonObject(0).getString("alert_id"),
                end.getJsonArray("alerts").getJsonObject(0).getString("alert_id"));
        mine.get("/api/v1/alerts?state=firing").body("data", empty());
        mine.get("/api/v1/alerts?state=resolved").body("data", hasSize(1)).body("data[0].resolved_at", notNullValue());
    }

    @Test
    void aMetricsServiceThatIsAwayIsNoDataAndResolvesNothing() {
        var channel = mine.webhook(hook);
        var rule = mine.rule(Map.of("notification_channels", List.of(channel)));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));
        suite.away(mine.tenant(), true);
        suite.value(mine.tenant(), "messages.failed", 0);
        soon().untilAsserted(() ->
                mine.get("/api/v1/alerts/rules/" + rule).body("data.problem", containsString("does not answer")));
        var asked = suite.asked(mine.tenant());
        soon().untilAsserted(() -> assertTrue(suite.asked(mine.tenant()) > asked + 3));
        mine.get("/api/v1/alerts?state=firing").body("data", hasSize(1));
        suite.away(mine.tenant(), false);
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing").body("data", empty()));
        mine.get("/api/v1/alerts/rules/" + rule)
                .body("data.problem", nullValue())
                .body("data.evaluated_at", notNullValue());
    }

    @Test
    void everyTenantIsGivenTheDefaultsOnceAndWhatItDoesToThemLasts() {
        soon().untilAsserted(() -> assertEquals(
                6,
                Sql.text("SELECT id FROM monitoring.alert_rule WHERE tenant_id = :tenant")
                        .on(Superuser.of("monitoring"))
                        .set("tenant", mine.tenant())
                        .list(row -> row.text("id"))
                        .size(),
                "without anybody having asked for them"));
        var given = mine.get("/api/v1/alerts/rules").statusCode(200).extract().jsonPath();
        for (var expected : List.of(
                List.of("cpu-busy", "cpu_usage_percent", "gt", 80.0f, "warning"),
                List.of("memory-full", "memory_usage_percent", "gt", 85.0f, "warning"),
                List.of("disk-full", "disk_usage_percent", "gt", 90.0f, "warning"),
                List.of("delivery-rate-low", "delivery_rate_percent", "lt", 95.0f, "warning"),
                List.of("messages-failing", "message_failure_rate_percent", "gt", 5.0f, "critical"),
                List.of("job-failed", "failed_jobs", "gt", 0.0f, "info"))) {
            var path = "data.find { it.rule_id == '" + expected.get(0) + "' }.";
            assertEquals(
                    expected.subList(1, 5),
                    List.of(
                            given.get(path + "metric_name"),
                            given.get(path + "condition"),
                            given.get(path + "threshold"),
                            given.get(path + "severity")));
            assertEquals(300, given.getInt(path + "duration"));
            assertEquals(List.of(), given.getList(path + "notification_channels"));
        }
        mine.delete("/api/v1/alerts/rules/cpu-busy").statusCode(204);
        mine.patch("/api/v1/alerts/rules/disk-full", Map.of("threshold", 70))
                .statusCode(200)
                .body("data.threshold", equalTo(70.0f))
                .body("data.resolve_threshold", equalTo(70.0f))
                .body("data.changed_by", equalTo("boss"));
        // As a replica does that has not seen the tenant yet.
        new DefaultRules(db, rules).giveTo(mine.tenant());
        mine.get("/api/v1/alerts/rules")
                .body("data.rule_id", not(hasItem("cpu-busy")))
                .body("data.find { it.rule_id == 'disk-full' }.threshold", equalTo(70.0f));
    }

    @Test
    void groupsOfOneEvaluationAreToldTogetherAndAUserSeesTheirOwn() {
        var channel = mine.webhook(hook);
        var rule = mine.rule(Map.of(
                "metric_name",
                "jobs.failed",
                "threshold",
                0,
                "group_by",
                List.of("user_id"),
                "notification_channels",
                List.of(channel)));
        suite.values(mine.tenant(), "jobs.failed", Map.of("ann", 1.0, "bob", 2.0));
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));
        var body = new JsonObject(hook.taken().get(0).body());
        assertEquals(2, body.getJsonArray("alerts").size());
        var all = mine.alerts("?state=firing&rule_id=" + rule);
        assertTrue(all.getList("data.labels.user_id").containsAll(List.of("ann", "bob")));

        var ann = Tokens.bearer(mine.tenant(), "ann", "user");
        given().header("Authorization", ann)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .body("data.labels.user_id", allOf(hasItem("ann"), not(hasItem("bob"))));
        var bobs = all.getString("data.find { it.labels.user_id == 'bob' }.id");
        given().header("Authorization", ann)
                .get("/api/v1/alerts/" + bobs)
                .then()
                .statusCode(404);
        given().header("Authorization", ann)
                .post("/api/v1/alerts/" + bobs + "/acknowledge")
                .then()
                .statusCode(404);
        var anns = all.getString("data.find { it.labels.user_id == 'ann' }.id");
        given().header("Authorization", ann)
                .post("/api/v1/alerts/" + anns + "/acknowledge")
                .then()
                .statusCode(200)
                .body("data.acknowledged_by", equalTo("ann"));

        // A group that is not listed any more has none that failed.
        suite.values(mine.tenant(), "jobs.failed", Map.of("bob", 2.0));
        soon().untilAsserted(() -> assertEquals(
                List.of("bob"), mine.alerts("?state=firing&rule_id=" + rule).getList("data.labels.user_id")));
        mine.post("/api/v1/alerts/" + anns + "/acknowledge", "{}")
                .statusCode(409)
                .body("type", equalTo("/problems/alert-over"));
    }

    @Test
    void aSilenceHoldsBackUntilItEnds() {
        var channel = mine.webhook(hook);
        var rule = mine.rule(Map.of("notification_channels", List.of(channel)));
        var silence = mine.post(
                        "/api/v1/alerts/silences",
                        Map.of(
                                "rule_id",
                                rule,
                                "ends_at",
                                Instant.now().plusSeconds(600).toString(),
                                "comment",
                                "we know"))
                .statusCode(201)
                .extract()
                .<String>path("data.id");
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() ->
                assertEquals(List.of(true), mine.alerts("?state=firing").getList("data.silenced")));
        var asked = suite.asked(mine.tenant());
        soon().untilAsserted(() -> assertTrue(suite.asked(mine.tenant()) > asked + 2));
        assertEquals(0, hook.calls().size());
        mine.delete("/api/v1/alerts/silences/" + silence).statusCode(204);
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));
    }

    @Test
    void aSilenceTakesTimesAsEveryAddressDoes() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        for (var written : Map.of(
                        day + "", day.plusDays(1) + "T00:00:00Z",
                        day + "T10:00:00", day + "T10:00:00Z",
                        day + "T10:00:00+02:00", day + "T08:00:00Z")
                .entrySet()) {
            mine.post("/api/v1/alerts/silences", Map.of("ends_at", written.getKey(), "comment", "c"))
                    .statusCode(201)
                    .body("data.ends_at", equalTo(written.getValue()));
        }
        mine.post("/api/v1/alerts/silences", Map.of("ends_at", "tomorrow", "comment", "c"))
                .statusCode(400)
                .body("parameter", equalTo("ends_at"))
                .body("value", equalTo("tomorrow"));
        mine.post("/api/v1/alerts/silences", Map.of("ends_at", "2020-01-31", "comment", "c"))
                .statusCode(400)
                .body("allowed", equalTo("a time that is to come, after starts_at"));
        mine.post("/api/v1/alerts/silences", Map.of("comment", "c"))
                .statusCode(400)
                .body("value", equalTo(""));
    }

    @Test
    void whatNobodyHeardIsNotTakenForToldAndIsToldOnceSomebodyListens() {
        var channel = mine.webhook(hook);
        mine.patch("/api/v1/alerts/channels/" + channel, Map.of("enabled", false))
                .statusCode(200);
        mine.rule(Map.of("notification_channels", List.of(channel)));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing").body("data", hasSize(1)));
        var asked = suite.asked(mine.tenant());
        soon().untilAsserted(() -> assertTrue(suite.asked(mine.tenant()) > asked + 2));
        assertEquals(
                0,
                Sql.text("SELECT count(*) AS told FROM monitoring.alert WHERE tenant_id = :tenant"
                                + " AND told_at IS NOT NULL")
                        .on(Superuser.of("monitoring"))
                        .set("tenant", mine.tenant())
                        .first(row -> row.integer("told"))
                        .orElseThrow());
        mine.patch("/api/v1/alerts/channels/" + channel, Map.of("enabled", true))
                .statusCode(200);
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));
    }

    @Test
    void whatADeletedRuleFoundIsOverAndToldSo() {
        var channel = mine.webhook(hook);
        var rule = mine.rule(Map.of("notification_channels", List.of(channel)));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> assertEquals(1, hook.taken().size()));
        mine.delete("/api/v1/alerts/channels/" + channel)
                .statusCode(409)
                .body("type", equalTo("/problems/channel-in-use"))
                .body("rules", hasItem(rule));
        mine.delete("/api/v1/alerts/rules/" + rule).statusCode(204);
        mine.get("/api/v1/alerts?state=resolved").body("data[0].ending", equalTo("the rule was deleted"));
        soon().untilAsserted(() -> assertEquals(2, hook.taken().size()));
        assertTrue(hook.taken().get(1).body().contains("the rule was deleted"));
        mine.delete("/api/v1/alerts/channels/" + channel).statusCode(204);
        mine.get("/api/v1/alerts/channels/" + channel).statusCode(404);
    }

    @Test
    void secretsAreKeptSealedAndNeverGivenOut() {
        var id = mine.webhook(hook);
        mine.get("/api/v1/alerts/channels/" + id)
                .statusCode(200)
                .body("data.secrets", hasItems("key", "url"))
                .body("data.settings.size()", equalTo(0));
        var all = mine.get("/api/v1/alerts/channels").extract().asString();
        assertFalse(all.contains("s3cret") || all.contains("a key of this channel's"), all);
        var kept = Sql.text("SELECT c::text || encode(sealed, 'escape') AS kept FROM monitoring.alert_channel c"
                        + " WHERE tenant_id = :tenant")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .list(row -> row.text("kept"))
                .toString();
        assertFalse(kept.contains("s3cret") || kept.contains("a key of this"), kept);
        var wrong = mine.post(
                        "/api/v1/alerts/channels",
                        Map.of(
                                "name", "x",
                                "type", "webhook",
                                "settings", Map.of("url", "http://10.1.2.3/s3cret", "key", "0123456789abcdef")))
                .statusCode(400)
                .body("parameter", equalTo("settings.url"))
                .extract()
                .asString();
        assertFalse(wrong.contains("s3cret"), wrong);
        // One channel's secrets under another open nothing.
        var other = mine.webhook(hook);
        Sql.text("UPDATE monitoring.alert_channel c SET sealed = o.sealed FROM monitoring.alert_channel o"
                        + " WHERE c.tenant_id = :tenant AND c.id = CAST(:other AS uuid) AND o.id = CAST(:id AS uuid)")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .set("other", other)
                .set("id", id)
                .run();
        mine.post("/api/v1/alerts/channels/" + other + "/test", "")
                .statusCode(200)
                .body("data.delivered", equalTo(false))
                .body("data.reason", containsString("set them again"));
        assertEquals(0, hook.calls().size());
    }

    @Test
    void aSecretDoesNotFollowToAnotherAddress() {
        try (var other = new Hook()) {
            var elsewhere = Map.of("settings", Map.of("url", other.url("/elsewhere")));
            var sms = "/api/v1/alerts/channels/"
                    + mine.channel("sms", Map.of("url", hook.url("/sms"), "to", "+491701234567", "token", "t0ken"));
            mine.patch(sms, Map.of("settings", Map.of("url", hook.url("/sms"))))
                    .statusCode(200)
                    .body("data.secrets", hasItems("token", "url"));
            mine.patch(sms, elsewhere)
                    .statusCode(200)
                    .body("data.secrets", allOf(hasItem("url"), not(hasItem("token"))));
            mine.post(sms + "/test", "").body("data.delivered", equalTo(true));
            assertFalse(other.calls().get(0).headers().containsKey("Authorization"));
            var webhook = "/api/v1/alerts/channels/" + mine.webhook(hook);
            mine.patch(webhook, elsewhere).statusCode(400).body("parameter", equalTo("settings.key"));
            mine.patch(webhook, Map.of("settings", Map.of("url", other.url("/x"), "key", "another key of its own")))
                    .statusCode(200);
            assertEquals(0, hook.calls().size());
        }
    }

    @Test
    void aChannelWhoseHostIsNotAllowedAnyMoreCanBeSwitchedOff() {
        var channel = "/api/v1/alerts/channels/"
                + mine.channel("alertmanager", Map.of("url", hook.url("/am"), "username", "u", "password", "p"));
        Sql.text("UPDATE monitoring.alert_channel SET settings = settings || '{\"url\": \"http://10.1.2.3/\"}'"
                        + " WHERE tenant_id = :tenant")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .run();
        mine.patch(channel, Map.of("settings", Map.of("username", "v"))).statusCode(400);
        mine.patch(channel, Map.of("enabled", false))
                .statusCode(200)
                .body("data.enabled", equalTo(false))
                .body("data.settings.url", equalTo("http://10.1.2.3/"))
                .body("data.secrets", hasItem("password"));
    }

    @Test
    void everyKindOfChannelSpeaksAsItsReceiverUnderstands() {
        var channels = Map.of(
                "slack", mine.channel("slack", Map.of("url", hook.url("/slack"))),
                "discord", mine.channel("discord", Map.of("url", hook.url("/discord"))),
                "sms",
                        mine.channel(
                                "sms",
                                Map.of(
                                        "url",
                                        hook.url("/sms"),
                                        "to",
                                        "+491701234567",
                                        "token",
                                        "t0ken",
                                        "format",
                                        "form")),
                "alertmanager",
                        mine.channel("alertmanager", Map.of("url", hook.url("/am/"), "username", "u", "password", "p")),
                "webhook", mine.webhook(hook));
        var mail = mine.channel("email", Map.of("to", "ops@example.com, night@example.com"));
        mine.post("/api/v1/alerts/channels/" + mail + "/test", "").body("data.delivered", equalTo(true));
        var letter = suite.mails().get(0);
        assertTrue(letter.contains("Subject: TEST: Test of a email"), letter);
        assertTrue(letter.contains("ops@example.com") && letter.contains("night@example.com"), letter);
        assertTrue(letter.contains("This is a test."), letter);
        channels.forEach((type, id) -> mine.post("/api/v1/alerts/channels/" + id + "/test", "")
                .statusCode(200)
                .body("data.delivered", equalTo(true)));
        var tests = hook.taken().size();
        assertEquals(5, tests);
        mine.rule(Map.of(
                "rule_name", "<!channel> & @everyone",
                "group_by", List.of("route_id"),
                "notification_channels", List.copyOf(channels.values())));
        suite.values(mine.tenant(), "messages.failed", Map.of("r=1,<b>", 7.5));
        var byPath = new HashMap<String, Hook.Call>();
        soon().untilAsserted(() -> {
            hook.taken().stream()
                    .skip(tests)
                    .forEach(call -> byPath.putIfAbsent(call.path().split("\\?")[0], call));
            assertEquals(5, byPath.size());
        });
        var slack = byPath.get("/slack").body();
        assertFalse(slack.contains("<!channel>"), slack);
        assertTrue(slack.contains("&lt;!channel&gt;") && slack.contains("7.5"), slack);
        var discord = new JsonObject(byPath.get("/discord").body());
        assertEquals(
                List.of(),
                discord.getJsonObject("allowed_mentions").getJsonArray("parse").getList());
        var sms = byPath.get("/sms");
        assertEquals("Bearer t0ken", sms.headers().get("Authorization"));
        assertTrue(sms.body().startsWith("to=%2B491701234567&text=WARNING"), sms.body());
        var am = byPath.get("/am/api/v2/alerts");
        assertEquals("Basic dTpw", am.headers().get("Authorization"));
        var alert = new JsonArray(am.body()).getJsonObject(0);
        assertEquals("r=1,<b>", alert.getJsonObject("labels").getString("route_id"));
        assertEquals("<!channel> & @everyone", alert.getJsonObject("labels").getString("alertname"));
        assertTrue(Instant.parse(alert.getString("endsAt")).isAfter(Instant.now()));
        hook.calls().forEach(call -> assertTrue(call.headers().containsKey("Idempotency-Key")));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatWould() {
        var good = Map.<String, Object>of(
                "rule_name", "r", "metric_name", "cpu_usage_percent", "condition", "gt", "threshold", 80);
        for (var wrong : List.<Map.Entry<String, Object>>of(
                Map.entry("metric_name", "nothing we know"),
                Map.entry("condition", "above"),
                Map.entry("resolve_threshold", 90),
                Map.entry("duration", -1),
                Map.entry("severity", "loud"),
                Map.entry("no_data", "guess"),
                Map.entry("notification_channels", List.of("6f1c0b5e-0000-4000-8000-000000000000")),
                Map.entry("group_by", List.of("route_id")),
                Map.entry("rule_id", "No Such Id"))) {
            var body = new HashMap<>(good);
            body.put(wrong.getKey(), wrong.getValue());
            var answer = mine.post("/api/v1/alerts/rules", body)
                    .statusCode(400)
                    .extract()
                    .asString();
            assertTrue(answer.contains(wrong.getKey()), answer);
        }
        var wordy = new HashMap<>(good);
        wordy.put("threshold", "eighty");
        mine.post("/api/v1/alerts/rules", wordy)
                .statusCode(400)
                .body("parameter", equalTo("threshold"))
                .body("value", equalTo("eighty"))
                .body("allowed", equalTo("a number"));
        wordy.put("threshold", List.of(80));
        mine.post("/api/v1/alerts/rules", wordy).statusCode(400).body("parameter", equalTo("threshold"));
        wordy.put("threshold", 80);
        wordy.put("group_by", "route_id");
        mine.post("/api/v1/alerts/rules", wordy)
                .statusCode(400)
                .body("parameter", equalTo("group_by"))
                .body("allowed", equalTo("a list"));
        var chosen = mine.post(
                        "/api/v1/alerts/silences",
                        Map.of(
                                "ends_at",
                                "2099-01-01",
                                "comment",
                                "c",
                                "labels",
                                Map.of("x".repeat(100_000), List.of())))
                .statusCode(400)
                .extract()
                .asString();
        assertTrue(chosen.length() < 1_000, "of " + chosen.length());
        for (var id : List.of("none", "1".repeat(40), "zz-1-1-1-1")) {
            for (var address : List.of("/api/v1/alerts/", "/api/v1/alerts/channels/")) {
                mine.get(address + id)
                        .statusCode(400)
                        .body("parameter", equalTo("id"))
                        .body("value", equalTo(id))
                        .body("allowed", startsWith("an id as it was given out"));
            }
        }
        mine.post("/api/v1/alerts/silences", Map.of("comment", "c", "ends_at", "\u2003"))
                .statusCode(400)
                .body("parameter", equalTo("ends_at"));
        mine.get("/api/v1/alerts/none/none").statusCode(404).body("detail", containsString("/docs"));
        var twice = new HashMap<>(good);
        twice.put("rule_id", "twice");
        mine.post("/api/v1/alerts/rules", twice).statusCode(201);
        mine.post("/api/v1/alerts/rules", twice).statusCode(409).body("type", equalTo("/problems/rule-exists"));
        mine.get("/api/v1/alerts?state=loud").statusCode(400).body("parameter", equalTo("state"));
        mine.post(
                        "/api/v1/alerts/rules",
                        Map.of(
                                "rule_name",
                                "odd",
                                "metric_name",
                                "jobs.anomaly_score",
                                "condition",
                                "gt",
                                "threshold",
                                0.9))
                .statusCode(201)
                .body("data.severity", equalTo("info"))
                .body("data.notification_channels", empty());
    }

    /** As the how-to tells receivers to check it. */
    private static String signature(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
