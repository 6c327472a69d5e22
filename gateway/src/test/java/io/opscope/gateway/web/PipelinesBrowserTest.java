package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pipelines in a real browser: {@code mvn verify -Pbrowser -pl gateway}. */
@QuarkusTest
@Tag("browser")
class PipelinesBrowserTest extends WatchBrowserTest {

    private static final String PIPELINES = "/api/performance/pipelines";

    @Test
    void everyPipelineIsShownWithItsLatestRuns() {
        enterAs("viewer", "Pipelines");

        var orders = row("Orders");
        assertThat(orders).containsText("shop → warehouse");
        assertThat(cell(orders, "Status")).containsText("warning");
        assertThat(cell(orders, "Status")).containsText("No success since 2 days");
        assertThat(cell(orders, "Status")).containsText("1 run is stuck");
        assertThat(cell(orders, "Duration")).hasText("1 min 30 s");
        assertThat(cell(orders, "Rows")).hasText("120,001");
        assertThat(cell(orders, "Successful")).hasText("66.67%");
        var marks = orders.getByRole(AriaRole.LISTITEM);
        assertThat(marks).hasCount(3);
        // As time goes: the one before the last failed
        assertThat(marks.nth(1))
                .hasAttribute("title", Pattern.compile(".*: error, 1 min 30 s, 120,002 rows, It failed"));
        assertThat(marks.nth(2)).hasClass(Pattern.compile("run-success"));
    }

    @Test
    void onePipelineThatNeverRanSaysSoForEachFigure() {
        enterAs("viewer", "Pipelines");

        var odd = row(HOSTILE);
        for (var name : List.of("Status", "Last run", "Duration", "Rows", "Successful")) {
            assertThat(dash(cell(odd, name)))
                    .hasAttribute("aria-label", "No value: No run was told of yet. Send the events of a run.");
        }
        nothingOfItWasMarkup();
        fitsOnAPhone();
    }

    @Test
    void choosingOneShowsItsRunsAndTheLogOfEach() {
        enterAs("viewer", "Pipelines");
        page.getByLabel("Show Orders").focus();
        page.keyboard().press("Enter");
        var runs = page.locator("ops-pipeline-runs");
        assertThat(runs.locator("tbody tr")).hasCount(3);
        // The newest one's log first
        assertThat(runs.locator(".log")).containsText("120001 rows are loaded");
        assertThat(dash(cell(row("run-3"), "Rows")))
                .hasAttribute("aria-label", Pattern.compile("Send rows with COMPLETE"));

        page.getByLabel("Show the log of run-2").click();

        assertThat(runs.locator(".log-error")).containsText("Reset by peer " + HOSTILE);
        page.getByLabel("Show the log of run-3").click();
        assertThat(runs).containsText("The run told no lines.");
        nothingOfItWasMarkup();
        fitsOnAPhone();
    }

    @Test
    void withoutAPipelineThePageSaysHowOneComes() {
        have(PIPELINES, "empty");
        enterAs("viewer", "Pipelines");

        assertThat(page.locator(".state")).containsText("No pipeline has told of itself yet");
        var text = page.waitForPopup(
                () -> page.getByText("How to send pipeline runs").click());
        assertThat(text.locator("body")).containsText("AIRFLOW__OPENLINEAGE__TRANSPORT");
    }

    @Test
    void whenMonitoringRestsThePageSaysSo() {
        have(PIPELINES, "fails");
        enterAs("viewer", "Pipelines");

        assertThat(page.locator(".state-broken")).containsText("It is back in a minute.");
        expectRefusals("503");
    }
}
