package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of monitoring's pages share: answers that can fail, and what was asked to be changed. */
abstract class WatchBrowserTest extends BrowserTest {

    /** What a name becomes in a page that takes it for markup: a picture, and another title. */
    static final String HOSTILE = "<img src=x onerror=\"document.title=1\">";

    @BeforeEach
    void beginAnew() {
        upstream("/test/begin");
    }

    private static JsonPath upstream(String path) {
        return given().get(ConfigProvider.getConfig().getValue("opscope.upstream.monitoring", String.class) + path)
                .jsonPath();
    }

    /** @param how fails, refuses, empty, or waits: does not answer */
    static void have(String path, String how) {
        upstream("/test/case?is=" + how + "&path=" + path);
    }

    /** The body of the only change of this kind; its absence fails. */
    static Map<String, Object> change(String what) {
        return upstream("/test/changes").getMap("find { it.what == '" + what + "' }.body");
    }

    static boolean wasAsked(String what) {
        return upstream("/test/changes").getList("what").contains(what);
    }

    void enterAs(String role, String pageName) {
        if (role.equals("admin")) {
            enter(PASSWORD);
        } else {
            enter(person(role).email(), PASSWORD);
        }
        goTo(pageName);
    }

    /** What is said in place of a figure. */
    static Locator dash(Locator cell) {
        return cell.locator(".none");
    }

    static Locator cell(Locator row, String column) {
        return row.locator("td[data-name='" + column + "']");
    }

    void nothingOfItWasMarkup() {
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page.title()).endsWith("Opscope");
    }

    void fitsOnAPhone() {
        page.setViewportSize(390, 844);
        // Charts follow a frame later
        page.waitForFunction("document.documentElement.scrollWidth === document.documentElement.clientWidth");
    }
}
