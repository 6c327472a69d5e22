package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alerts, their rules and channels in a real browser: {@code mvn verify -Pbrowser -pl gateway}. */
@QuarkusTest
@Tag("browser")
class AlertsBrowserTest extends WatchBrowserTest {

    private static final String FIRST = "00000011-0000-4000-8000-000000000000";
    private static final String CHANNEL = "aaaaaaaa-0000-4000-8000-000000000001";

    private Locator in(String part, String text) {
        return page.locator(part + " .list-table tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    void whatFiresIsShownWithWhatEndedAndCountedBesideThePagesName() {
        enterAs("viewer", "Alerts");

        assertThat(page.locator(".tabs")).containsText("2 firing");
        var busy = in("ops-open-alerts", "CPU is busy");
        assertThat(busy).containsText("firing");
        assertThat(busy).containsText("critical");
        assertThat(cell(busy, "Value")).containsText("99.9");
        assertThat(cell(busy, "Value")).containsText("> 80");
        var down = in("ops-open-alerts", "A database is down");
        assertThat(down).containsText("silenced");
        assertThat(down).containsText("acknowledged 1 min ago");
        assertThat(down).containsText("no data");
        assertThat(down).containsText("source: " + HOSTILE);
        assertThat(in("ops-open-alerts", "Disk is nearly full")).containsText("pending");
        assertThat(in("ops-open-alerts", "Messages fail")).containsText("The rule was switched off");
        assertThat(in("ops-silences", "CPU is busy")).containsText("We <i>know</i>");
        assertThat(in("ops-alert-rules", HOSTILE)).containsText("There is no metric jobs.cost.sum");
        assertThat(cell(in("ops-alert-rules", "A job failed"), "On")).hasText("off");
        nothingOfItWasMarkup();
        fitsOnAPhone();
    }

    @Test
    void whoOnlyReadsChangesNothing() {
        enterAs("viewer", "Alerts");
        assertThat(in("ops-alert-rules", "CPU is busy")).hasCount(1);

        assertThat(page.locator("ops-alert-channels")).hasCount(0);
        assertThat(page.locator("main").getByRole(AriaRole.SWITCH)).hasCount(0);
        for (var name : List.of("Acknowledge", "Silence", "Edit", "Delete", "End", "New rule")) {
            assertThat(page.locator("main button").filter(new Locator.FilterOptions().setHasText(name)))
                    .hasCount(0);
        }
    }

    @Test
    void usersSeeTheirOwnAlertsAndAcknowledgeThem() {
        enterAs("user", "Alerts");
        assertThat(in("ops-open-alerts", "CPU is busy")).hasCount(1);
        assertThat(page.locator("ops-alert-rules, ops-silences, ops-alert-channels"))
                .hasCount(0);
        assertThat(page.locator(".tabs a")).hasCount(2);

        page.getByLabel("Acknowledge CPU is busy").click();

        assertThat(page.getByText("CPU is busy is acknowledged")).isVisible();
        assertThat(wasAsked("POST /api/v1/alerts/" + FIRST + "/acknowledge")).isTrue();
    }

    @Test
    void adminsKeepAnAlertQuietForAWhile() {
        enterAs("admin", "Alerts");
        page.getByLabel("Silence CPU is busy").click();
        dialog().getByLabel("For").selectOption("240");
        dialog().getByLabel("Why").fill("The index is built");
        dialog().getByText("Silence", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertThat(page.getByText("CPU is busy is silenced.")).isVisible();
        var asked = change("POST /api/v1/alerts/silences");
        assertThat(asked).containsEntry("rule_id", "rule-00").containsEntry("comment", "The index is built");
        assertThat(Duration.between(Instant.now(), Instant.parse(String.valueOf(asked.get("ends_at")))))
                .isBetween(Duration.ofMinutes(238), Duration.ofMinutes(240));

        page.getByLabel("End the silence about CPU is busy").click();
        assertThat(page.getByText("The silence is ended.")).isVisible();
        assertThat(wasAsked("DELETE /api/v1/alerts/silences/00000020-0000-4000-8000-000000000000"))
                .isTrue();
    }

    @Test
    void adminsMakeChangeSwitchAndDeleteRules() {
        enterAs("admin", "Alerts");
        button("New rule").click();
        for (var metric : List.of("queue_depth", "source_queries_per_second", "source_age_seconds")) {
            assertThat(dialog().locator("#rule-metrics option[value=" + metric + "]"))
                    .hasCount(1);
        }
        dialog().getByLabel("Name").fill("Slow answers");
        dialog().getByLabel("Metric").fill("response_time_p95_ms");
        dialog().getByLabel("Is an alert when it").selectOption("gte");
        dialog().getByLabel("this value").fill("250.5");
        dialog().getByLabel("Over again at").fill("200");
        dialog().getByLabel("For").selectOption("600");
        dialog().getByLabel("Severity").selectOption("critical");
        dialog().getByText("operations").click();
        dialog().getByText("Create").click();
        assertThat(page.getByText("Slow answers is evaluated from now on.")).isVisible();
        assertThat(change("POST /api/v1/alerts/rules"))
                .containsEntry("rule_name", "Slow answers")
                .containsEntry("metric_name", "response_time_p95_ms")
                .containsEntry("condition", "gte")
                .containsEntry("threshold", 250.5f)
                .containsEntry("resolve_threshold", 200)
                .containsEntry("duration", 600)
                .containsEntry("severity", "critical")
                .containsEntry("no_data", "keep")
                .containsEntry("notification_channels", List.of(CHANNEL));

        page.getByLabel("Edit CPU is busy").click();
        assertThat(dialog().getByLabel("this value")).hasValue("80");
        assertThat(dialog().getByRole(AriaRole.CHECKBOX)).isChecked();
        dialog().getByLabel("this value").fill("90");
        dialog().getByText("Save").click();
        assertThat(page.getByText("CPU is busy is changed.")).isVisible();
        assertThat(change("PATCH /api/v1/alerts/rules/cpu-busy")).containsEntry("threshold", 90);

        var toggle = page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Rule A job failed"));
        assertThat(toggle).not().isChecked();
        toggle.focus();
        page.keyboard().press("Space");
        assertThat(page.getByText("A job failed is switched on.")).isVisible();
        assertThat(change("PATCH /api/v1/alerts/rules/job-failed")).isEqualTo(Map.of("enabled", true));

        page.getByLabel("Delete A job failed").click();
        dialog().getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("A job failed is deleted.")).isVisible();
        assertThat(wasAsked("DELETE /api/v1/alerts/rules/job-failed")).isTrue();
    }

    @Test
    void everyKindOfChannelAsksForWhatItNeeds() {
        enterAs("admin", "Alerts");
        button("New channel").click();
        var kind = dialog().getByLabel("Kind");
        var fields = Map.of(
                "email", List.of("To"),
                "slack", List.of("Address of the incoming webhook"),
                "discord", List.of("Address of the webhook"),
                "webhook", List.of("Address", "Key that messages are signed with"),
                "sms", List.of("Address of the gateway", "To", "Token (optional)", "From (optional)", "Sent as"),
                "alertmanager", List.of("Address", "User name (optional)", "Password (optional)"));
        fields.forEach((type, names) -> {
            kind.selectOption(type);
            for (var name : names) {
                assertThat(dialog().getByLabel(name, new Locator.GetByLabelOptions().setExact(true)))
                        .isVisible();
            }
        });

        kind.selectOption("webhook");
        dialog().getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("hooks");
        dialog().getByLabel("Address").fill("https://hooks.example.org/x");
        dialog().getByLabel("Key that messages").fill("0123456789abcdef");
        dialog().getByText("Create").click();
        assertThat(page.getByText("hooks is made.")).isVisible();
        assertThat(change("POST /api/v1/alerts/channels"))
                .isEqualTo(Map.of(
                        "name", "hooks",
                        "type", "webhook",
                        "settings", Map.of("url", "https://hooks.example.org/x", "key", "0123456789abcdef")));
    }

    @Test
    void aTestTellsWhatTheReceiverMadeOfIt() {
        enterAs("admin", "Alerts");
        var operations = in("ops-alert-channels", "operations");
        assertThat(operations).containsText("key, url kept secret");
        assertThat(operations).containsText("The receiver answered 500");

        page.getByLabel("Test operations").click();

        assertThat(page.locator("ops-alert-channels .notice-bad"))
                .containsText("operations did not take the test message: There was no answer");
    }

    @Test
    void withoutAnythingToTellThePageSaysWhatToDo() {
        have("/api/v1/alerts", "empty");
        have("/api/v1/alerts/channels", "empty");
        enterAs("admin", "Alerts");

        assertThat(page.locator("ops-open-alerts")).containsText("Nothing fires");
        assertThat(page.locator("ops-alert-channels")).containsText("There is no channel yet, so nobody is told");
        assertThat(page.locator(".tabs .count")).hasCount(0);
    }

    @Test
    void whenMonitoringRestsThePageSaysSo() {
        have("/api/v1/alerts", "fails");
        enterAs("user", "Alerts");

        assertThat(page.locator("ops-open-alerts .state-broken").first()).containsText("It is back in a minute.");
        expectRefusals("503");
    }
}
