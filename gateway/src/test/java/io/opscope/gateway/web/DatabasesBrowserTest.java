package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The databases under watch in a real browser: {@code mvn verify -Pbrowser -pl gateway}. */
@QuarkusTest
@Tag("browser")
class DatabasesBrowserTest extends WatchBrowserTest {

    private static final String SOURCES = "/api/performance/data-sources";

    @Test
    void everyDatabaseIsShownWithItsFiguresAndWhyItIsUnwell() {
        enterAs("viewer", "Databases");

        var own = row("Opscope PostgreSQL");
        assertThat(own).containsText("healthy");
        assertThat(cell(own, "Response")).containsText("1.25 ms");
        assertThat(cell(own, "Response")).containsText("avg 4.5 ms");
        assertThat(cell(own, "Response")).containsText("max 209 ms");
        assertThat(cell(own, "Connections")).hasText(Pattern.compile("17\\s+of 97"));
        assertThat(cell(own, "Size")).hasText("191.5 MB");
        assertThat(cell(own, "CPU")).hasText("12.5%");
        assertThat(cell(own, "Disk")).hasText("93.5%");
        assertThat(cell(row("Sales"), "Status")).containsText("Its data is 2 h old.");
        assertThat(cell(row("Sales"), "Data age")).containsText("at most 1 h");
        // A database that is no mart lacks nothing
        assertThat(cell(own, "Data age")).hasText("–");
        assertThat(cell(own, "Data age").getByLabel("no mart")).hasCount(1);
        assertThat(dash(cell(own, "Data age"))).hasCount(0);
        // Who only reads changes nothing
        assertThat(button("New database")).hasCount(0);
        assertThat(page.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Remove")))
                .hasCount(0);
    }

    @Test
    void aMissingFigureIsADashThatSaysWhyAndWhatWouldHelp() {
        enterAs("viewer", "Databases");

        assertThat(dash(cell(row("Shop"), "Disk")))
                .hasAttribute(
                        "aria-label",
                        "No value: PostgreSQL cannot tell the room on a disk. Add the line for cron that the script's head has.");
        var gone = row(HOSTILE);
        assertThat(gone).containsText("No connection to the source could be made. Bring the source back");
        for (var name : List.of("Response", "Connections", "Size", "CPU", "Memory", "Disk")) {
            assertThat(dash(cell(gone, name)).first()).hasText("–");
        }
        assertThat(gone.locator(".meter")).hasCount(0);
        nothingOfItWasMarkup();
    }

    @Test
    void choosingOneShowsWhatGoesOnInIt() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        enterAs("admin", "Databases");

        page.getByLabel("Show Shop").click();

        assertThat(page.locator("ops-history canvas")).isVisible();
        var waiting = row("delete from customers").first();
        assertThat(waiting).containsText("waits for session 8355");
        assertThat(waiting.locator(".blockers .blockers")).containsText("session 8314");
        assertThat(waiting.locator(".blockers .blockers")).containsText("idle in transaction");
        assertThat(row("keeps session 8355 waiting")).hasCount(1);
        var slow = page.locator(".statements > li");
        assertThat(slow).containsText("1.9 s");
        assertThat(slow).containsText("SELECT * reads every column");
        button("Copy what would help").click();
        assertThat(page.getByText("The statement is copied.")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo("CREATE INDEX ON public.orders (customer_id, amount)");
        assertThat(row("<b>mallory</b>")).containsText("failure");
        assertThat(page.locator(".lacks")).containsText("Statements: The server does not log these");
        nothingOfItWasMarkup();
        fitsOnAPhone();
    }

    @Test
    void theHistoryIsAlsoATable() {
        enterAs("viewer", "Databases");
        page.getByLabel("Show Shop").click();

        page.getByLabel("Show as table").click();

        assertThat(page.locator("ops-history tbody tr")).hasCount(5);
        assertThat(page.locator("ops-history tbody tr").first()).containsText("2.25 ms");
        page.locator("ops-history").getByText("Disk").click();
        assertThat(page.locator("ops-history")).containsText("No disk is known of this time");
    }

    @Test
    void adminsRegisterTestAndRemove() {
        enterAs("admin", "Databases");
        button("New database").click();
        assertThat(dialog().getByLabel("Port")).hasValue("5432");
        dialog().getByLabel("Kind").selectOption("mariadb");
        assertThat(dialog().getByLabel("Port")).hasValue("3306");
        dialog().getByLabel("Kind").selectOption("postgresql");
        dialog().getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("Warehouse");
        dialog().getByLabel("Host").fill("dw.example.org");
        dialog().getByLabel("Database", new Locator.GetByLabelOptions().setExact(true))
                .fill("dw");
        dialog().getByLabel("User name").fill("opscope_watch");
        dialog().getByLabel("Password").fill("a secret");
        dialog().getByText("Register").click();

        // What it may read is told at once, with what would let it read more
        assertThat(dialog()).containsText("Connected to PostgreSQL 15.20, not encrypted.");
        assertThat(dialog()).containsText("GRANT pg_read_all_stats TO \"limited\";");
        assertThat(change("POST /api/v1/data-sources"))
                .containsEntry("host", "dw.example.org")
                .containsEntry("port", 5432)
                .containsEntry("database", "dw")
                .containsEntry("password", "a secret")
                .doesNotContainKey("url");
        dialog().getByText("Close").click();

        page.getByLabel("Remove Shop").click();
        dialog().getByText("Remove", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Shop is removed.")).isVisible();
        assertThat(wasAsked("DELETE /api/v1/data-sources/shop")).isTrue();
        // Opscope's own is not for them to remove
        assertThat(page.getByLabel("Remove Opscope PostgreSQL")).hasCount(0);
    }

    @Test
    void whoClosesATestThatTakesLongMayTestAnotherAtOnce() {
        have("/api/v1/data-sources/shop/test", "waits");
        enterAs("admin", "Databases");

        button("Test the connection to Shop").click();
        page.waitForCondition(() -> wasAsked("POST /api/v1/data-sources/shop/test"));
        assertThat(dialog()).containsText("Connection to Shop");
        var givenUp = new ArrayList<String>();
        page.onRequestFailed(request -> givenUp.add(request.url()));
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        page.waitForCondition(() -> givenUp.stream().anyMatch(url -> url.endsWith("/shop/test")));
        assertThat(button("Test the connection to Shop")).isFocused();
        assertThat(page.locator("main [role=alert] .notice")).hasCount(0);

        button("Test the connection to Sales").click();
        assertThat(dialog()).containsText("Connection to Sales");
        assertThat(dialog()).containsText("Connected to PostgreSQL 15.20");
        assertThat(wasAsked("POST /api/v1/data-sources/sales/test")).isTrue();
    }

    @Test
    void nothingIsTestedOrRemovedWhileARemovalIsUnderWay() {
        have("/api/v1/data-sources/shop", "waits");
        enterAs("admin", "Databases");
        button("Remove Shop").click();
        dialog().getByText("Remove", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.keyboard().press("Escape");

        assertThat(button("Test the connection to Sales")).isDisabled();
        assertThat(button("Remove Sales")).isDisabled();
    }

    @Test
    void everyServerIsAskedForADatabase() {
        enterAs("admin", "Databases");
        button("New database").click();
        for (var type : List.of("postgresql", "mysql", "mariadb")) {
            dialog().getByLabel("Kind").selectOption(type);
            assertThat(dialog().getByLabel("Database", new Locator.GetByLabelOptions().setExact(true)))
                    .hasAttribute("required", "");
        }
    }

    @Test
    void aMartIsRegisteredWithWhatKeepsItFresh() {
        enterAs("admin", "Databases");
        button("New database").click();
        dialog().getByLabel("Kind").selectOption("mart");
        assertThat(dialog().getByLabel("Host")).hasCount(0);
        dialog().getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("Orders of today");
        dialog().getByLabel("Database it lies in").selectOption("shop");
        dialog().getByLabel("Schema").fill("sales");
        dialog().getByLabel("Table").fill("orders");
        dialog().getByLabel("Column with the time").fill("loaded_at");
        dialog().getByText("Register").click();

        assertThat(dialog()).containsText("Connected to");
        var asked = change("POST /api/v1/data-sources");
        assertThat(asked).containsEntry("source", "shop").containsEntry("schema", "sales");
        assertThat(asked.get("freshness")).hasToString("{table=orders, column=loaded_at, max_age=PT1H}");
    }

    @Test
    void whatIsRefusedIsToldInTheForm() {
        have("/api/v1/data-sources", "refuses");
        enterAs("viewer", "Databases");
        assertThat(row("Shop")).hasCount(1);
        page.locator(".account").click();
        page.getByText("Sign out").click();
        enter(PASSWORD);
        button("New database").click();
        dialog().getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("x");
        dialog().getByLabel("Host").fill("169.254.169.254");
        dialog().getByLabel("Database", new Locator.GetByLabelOptions().setExact(true))
                .fill("x");
        dialog().getByLabel("User name").fill("x");
        dialog().getByText("Register").click();

        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText("host has to be one that may be called");
        expectRefusals("400");
    }

    @Test
    void anEmptyListSaysWhatToDoNext() {
        have(SOURCES, "empty");
        enterAs("viewer", "Databases");

        assertThat(page.locator(".state")).containsText("No database is watched yet");
        assertThat(page.locator(".state")).containsText("An administrator can register one.");
        var text = page.waitForPopup(
                () -> page.getByText("How to watch a database").click());
        assertThat(text.locator("body")).containsText("A role to read with");
    }

    @Test
    void whenMonitoringRestsThePageSaysSoAndTriesAgain() {
        have(SOURCES, "fails");
        enterAs("viewer", "Databases");
        assertThat(page.locator(".state-broken")).containsText("It is back in a minute.");
        expectRefusals("503");

        beginAnew();
        button("Try again").click();

        assertThat(row("Shop")).hasCount(1);
        complaints.clear(); // it may have been asked once more meanwhile
    }

    @Test
    void theKeyboardAloneOpensAndCloses() {
        enterAs("admin", "Databases");
        var opener = page.getByLabel("Show Shop");
        opener.focus();
        page.keyboard().press("Enter");
        assertThat(opener).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("ops-database")).isVisible();

        page.keyboard().press("Tab");
        // The dash that says why is on the way
        var dash = dash(cell(row("Shop"), "Disk"));
        assertThat(dash).isFocused();
        var said = page.locator("sl-tooltip .tooltip__body:visible");
        assertThat(said).isVisible();
        assertThat(said.boundingBox().y + said.boundingBox().height).isCloseTo(dash.boundingBox().y, offset(40.0));
        button("Remove Shop").focus();
        page.keyboard().press("Enter");
        assertThat(dialog()).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(button("Remove Shop")).isFocused();
    }
}
