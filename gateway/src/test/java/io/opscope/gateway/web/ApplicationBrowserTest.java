package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application's own figures in a real browser: {@code mvn verify -Pbrowser -pl gateway}. */
@QuarkusTest
@Tag("browser")
class ApplicationBrowserTest extends WatchBrowserTest {

    private Locator tile(String name) {
        return page.locator(".tile")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(name).setExact(true))));
    }

    private Locator inUse(String name) {
        return page.locator(".rows > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(name, new Locator.GetByTextOptions().setExact(true))))
                .locator("dd");
    }

    @Test
    void opscopesOwnFiguresAreShownWithEndpointsReplicasAndTheLog() {
        enterAs("admin", "Application");

        assertThat(tile("Requests")).containsText("420");
        assertThat(tile("Errors")).containsText("0.48%");
        assertThat(tile("Mean response")).containsText("85 ms");
        assertThat(tile("CPU")).containsText("12.5%");
        assertThat(tile("Up for")).containsText("7 min 23 s");
        assertThat(cell(row("GET /api/v1/jobs"), "p95")).hasText("56 ms");
        assertThat(inUse("database connections")).hasText("3 of 58");
        assertThat(inUse("requests being answered")).hasText("2 of 400");
        assertThat(inUse("worker threads")).hasText("7 of 40");
        assertThat(row("opscope-gateway")).containsText("352.4 MB");
        assertThat(page.locator(".log-error")).containsText("No connection " + HOSTILE);
        nothingOfItWasMarkup();
        fitsOnAPhone();
    }

    @Test
    void aMissingFigureSaysWhatWouldHelp() {
        enterAs("viewer", "Application");

        assertThat(dash(tile("Network")))
                .hasAttribute("aria-label", "No value: A rate takes two looks. Ask again in 10 s.");
        assertThat(dash(tile("Active users"))).hasText("–");
    }

    @Test
    void theLogIsChosenByLevelAndSource() {
        enterAs("admin", "Application");

        var asked = page.waitForRequest("**/api/performance/application?**source=database**", () -> {
            page.getByLabel("All levels").selectOption("error");
            page.getByLabel("All sources").selectOption("database");
        });

        org.assertj.core.api.Assertions.assertThat(asked.url())
                .contains("level=error")
                .contains("source=database");
    }

    @Test
    void aProductIsShownByItsName() {
        enterAs("viewer", "Application");
        page.getByLabel("Product").fill("shop");
        page.keyboard().press("Enter");

        assertThat(tile("Requests")).containsText("7");
        for (var name : List.of("CPU", "Memory", "Disk", "Network", "Errors")) {
            assertThat(dash(tile(name)).first()).hasText("–");
        }
        assertThat(dash(tile("CPU")))
                .hasAttribute("aria-label", "No value: No measurement cpu_percent was sent. Send cpu_percent.");

        assertThat(cell(row("shop-1"), "CPU")).hasText("31%");
        assertThat(dash(page.locator(".rows"))).hasCount(2);

        button("Opscope itself").click();
        assertThat(tile("Requests")).containsText("420");
    }

    @Test
    void whenMonitoringRestsThePageSaysSo() {
        have("/api/performance/application", "fails");
        enterAs("viewer", "Application");

        assertThat(page.locator(".state-broken")).containsText("It is back in a minute.");
        expectRefusals("503");
    }
}
