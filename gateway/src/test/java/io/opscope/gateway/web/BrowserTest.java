package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The dashboard in a real browser, through the real gateway; what its console complains about fails a test. */
@WithTestResource(value = DashboardUpstream.class, scope = TestResourceScope.MATCHING_RESOURCES)
@WithTestResource(value = MonitoringUpstream.class, scope = TestResourceScope.MATCHING_RESOURCES)
abstract class BrowserTest extends GatewayTest {

    private static final String CHROMIUM = System.getProperty("opscope.chromium", "/usr/bin/chromium");
    private static final List<String> QUIETLY = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Playwright playwright;
    static Browser browser;

    @TestHTTPResource("/")
    URI dashboard;

    final List<String> complaints = new ArrayList<>();
    BrowserContext context;
    Page page;

    @BeforeAll
    static void startBrowser() {
        // Deadlines, not waits: a busy machine may take this long to check a password.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(QUIETLY));
    }

    @AfterAll
    static void stopBrowser() {
        playwright.close();
    }

    @BeforeEach
    void openPage() {
        open(1280, 900);
    }

    @AfterEach
    void closePage() {
        context.close();
        assertThat(complaints).as("what the browser's console complained about").isEmpty();
    }

    void open(int width, int height) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("en-US")
                .setTimezoneId("UTC")
                .setColorScheme(ColorScheme.LIGHT));
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        page.navigate(dashboard.toString());
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }

    /** Signs in as the first admin. */
    void enter(String password) {
        enter(ADMIN, password);
    }

    void enter(String email, String password) {
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator row(String text) {
        return page.locator(".list-table tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    void goTo(String pageName) {
        page.locator(".account").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(pageName))
                .click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(pageName).setLevel(1)))
                .isVisible();
    }

    /** Of what the browser itself notes of each refused request. */
    void expectRefusals(String status) {
        assertThat(complaints).isNotEmpty().allMatch(text -> text.contains(status));
        complaints.clear();
    }
}
