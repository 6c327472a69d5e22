package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The dashboard in a real browser, through the real gateway: {@code mvn verify -Pbrowser -pl gateway}. Needs a
 * Chromium; -Dopscope.chromium names it when it is not at Debian's place.
 */
@QuarkusTest
@Tag("browser")
class DashboardBrowserTest extends BrowserTest {

    @Test
    void showsTheKeyFiguresToWhoeverSignsIn() {
        // Given nobody is signed in, the form asks first
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in")))
                .isVisible();

        // When
        enter(PASSWORD);

        // Then
        assertThat(tile("Total jobs")).hasText("1,247");
        assertThat(tile("Success rate")).hasText("94.2%");
        assertThat(tile("Average duration")).hasText("4.2 min");
        assertThat(tile("Data volume")).hasText("847 GB");
        assertThat(tile("Revenue")).hasText("$300.50");
        assertThat(page.locator("ops-recent-jobs tbody tr")).hasCount(2);
        assertThat(page.locator("ops-tool-usage")).containsText("Gem Portal");
        assertThat(page.locator("ops-job-trend canvas")).isVisible();
    }

    @Test
    void comparesWithThePeriodBeforeAndMakesNothingUp() {
        enter(PASSWORD);

        assertThat(change("Total jobs")).containsText("+24.7%");
        assertThat(change("Success rate")).containsText("+1.2 pp");
        // The period before had no data volume to compare with
        assertThat(change("Data volume")).hasText("nothing to compare with");
    }

    @Test
    void countsRevenueByHourDayAndWeek() {
        enter(PASSWORD);
        var revenue = page.locator("ops-revenue");
        assertThat(revenue).containsText("Last 30 days");
        assertThat(revenue).containsText("$300.50");

        revenue.getByText("Weekly", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(revenue).containsText("Last 12 weeks");
        assertThat(revenue).containsText("$1,200.00");

        revenue.getByText("Hourly", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(revenue).containsText("Last 24 hours");
        assertThat(revenue).containsText("$12.25");
    }

    @Test
    void offersTheOtherCurrencies() {
        enter(PASSWORD);
        var revenue = page.locator("ops-revenue");

        revenue.getByLabel("Currency").selectOption("GBP");

        assertThat(revenue).containsText("£77.00");
        assertThat(tile("Revenue")).hasText("£77.00");
    }

    @Test
    void getsFreshFiguresOverTheLiveConnection() {
        enter(PASSWORD);
        assertThat(page.locator("ops-live-indicator")).containsText("Live");
        var jobsToday = page.locator("ops-now tbody tr").first().locator("td").nth(1);
        assertThat(jobsToday).hasText(Pattern.compile("\\d+"));
        var before = Long.parseLong(jobsToday.textContent());

        page.getByLabel("Refresh now").click();

        assertThat(jobsToday).hasText(Long.toString(before + 1));
    }

    @Test
    void keepsTheChosenTheme() {
        enter(PASSWORD);
        var root = page.locator("html");
        assertThat(root).hasAttribute("data-theme", "light");

        page.getByLabel("Switch to dark mode").click();
        assertThat(root).hasAttribute("data-theme", "dark");

        page.reload();
        assertThat(tile("Total jobs")).hasText("1,247");
        assertThat(root).hasAttribute("data-theme", "dark");
    }

    @Test
    void neverScrollsSidewaysOnAPhone() {
        context.close();
        open(360, 740);
        enter(PASSWORD);
        assertThat(page.locator("ops-recent-jobs tbody tr")).hasCount(2);

        var tooWide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        assertThat(tooWide).isEqualTo(0);
    }

    @Test
    void saysSoWhenThePasswordIsWrong() {
        enter("something else");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not belong together");
        // The browser itself notes each refused request
        assertThat(complaints).allMatch(text -> text.contains("401"));
        complaints.clear();
    }

    @Test
    void letsNobodyInAfterSigningOut() {
        enter(PASSWORD);
        assertThat(tile("Total jobs")).hasText("1,247");

        page.locator(".account").click();
        page.getByText("Sign out").click();
        assertThat(page.getByText("You are signed out.")).isVisible();
        page.reload();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in")))
                .isVisible();
    }

    private Locator tile(String name) {
        return tileOf(name).locator(".tile-value");
    }

    private Locator change(String name) {
        return tileOf(name).locator(".tile-change");
    }

    private Locator tileOf(String name) {
        return page.locator(".tile")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(name).setExact(true))));
    }
}
