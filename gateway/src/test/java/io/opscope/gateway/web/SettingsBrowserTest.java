package io.opscope.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passwords, sessions, keys, users and the audit in a real browser: {@code mvn verify -Pbrowser -pl gateway}. */
@QuarkusTest
@Tag("browser")
class SettingsBrowserTest extends BrowserTest {

    private static final String NEXT_PASSWORD = "another horse entirely";

    @Test
    void peopleChangeTheirPasswordAndAreToldWhatIsWrongInTheApisWords() {
        var person = person("user");
        enter(person.email(), PASSWORD);
        goTo("Your account");
        var current = page.getByLabel("Current password");
        var next = page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true));
        var again = page.getByLabel("New password again");

        // What the page can tell itself it does not ask
        current.fill(PASSWORD);
        next.fill(NEXT_PASSWORD);
        again.fill(NEXT_PASSWORD + "!");
        button("Change password").click();
        assertThat(page.locator(".notice-bad")).containsText("not the same");
        assertThat(again).isFocused();

        // The rest is told as it was told
        next.fill("short");
        again.fill("short");
        button("Change password").click();
        assertThat(page.locator(".notice-bad")).containsText("12");
        current.fill("not that one");
        next.fill(NEXT_PASSWORD);
        again.fill(NEXT_PASSWORD);
        button("Change password").click();
        assertThat(page.locator(".notice-bad")).containsText("current_password");
        expectRefusals("400");

        current.fill(PASSWORD);
        button("Change password").click();
        assertThat(page.getByText("The password is changed.")).isVisible();
        assertThat(current).hasValue("");
        signIn(person.email(), NEXT_PASSWORD);
    }

    @Test
    void peopleSeeWhereTheyAreSignedInAndEndOneOrAllOthers() {
        var person = person("viewer");
        person.token();
        person.token();
        var last = person.token();
        enter(person.email(), PASSWORD);
        goTo("Your account");
        var rows = page.locator(".list-table tbody tr");
        assertThat(rows).hasCount(4);
        assertThat(row("this one")).hasCount(1);
        assertThat(row("this one").getByRole(AriaRole.BUTTON)).hasCount(0);

        rows.nth(1).getByRole(AriaRole.BUTTON).click();
        assertThat(rows).hasCount(3);
        assertThat(as(last).get("/api/v1/me").statusCode()).isEqualTo(401);

        button("End all others").click();
        dialog().getByText("End all others").last().click();
        assertThat(rows).hasCount(1);
        assertThat(dialog()).hasCount(0);
        page.reload();
        assertThat(rows).hasCount(1);
    }

    @Test
    void aKeyIsShownOnceWorksAndIsRevoked() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        enter(PASSWORD);
        goTo("API keys");
        var name = "script " + UUID.randomUUID();

        // When it is made for sending records
        button("New key").click();
        dialog().getByLabel("Name").fill(name);
        assertThat(box("scopes", "ingest")).isChecked();
        assertThat(box("scopes", "read")).isDisabled();
        box("roles", "viewer").check();
        assertThat(box("scopes", "read")).isChecked();
        box("scopes", "write").uncheck();
        dialog().getByLabel("Expires").selectOption("30");
        button("Make the key").click();

        // Then it is there to be copied, once
        var shown = dialog().getByLabel("API key");
        assertThat(shown).hasValue(Pattern.compile("ops_.+"));
        var key = shown.inputValue();
        button("Copy").click();
        assertThat(dialog().getByText("Copied.")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key);
        button("Done").click();
        assertThat(button("New key")).isFocused();
        assertThat(page.locator("body")).not().containsText(key);
        assertThat(row(name)).containsText("viewer");
        assertThat(row(name)).not().containsText("write");
        assertThat(as(key).get("/api/v1/me").statusCode()).isEqualTo(200);

        // When it is revoked, which is asked first
        button("Revoke the key " + name).click();
        page.keyboard().press("Escape");
        assertThat(row(name)).hasCount(1);
        button("Revoke the key " + name).click();
        dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(row(name)).hasCount(0);
        assertThat(as(key).get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void whatTheApiSaysOfAKeyIsShownInTheForm() {
        enter(PASSWORD);
        goTo("API keys");
        button("New key").click();
        dialog().getByLabel("Name").fill("for nobody");
        dialog().getByLabel("For another user").fill("nobody-of-that-id");
        box("roles", "admin").check();
        box("scopes", "admin").check();
        button("Make the key").click();
        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText("belongs to the account of an admin");
        expectRefusals("403");
    }

    @Test
    void adminsCreateChangeAndDeactivateUsers() {
        enter(PASSWORD);
        goTo("Users");
        var email = UUID.randomUUID() + "@example.com";

        button("New user").click();
        dialog().getByLabel("Full name").fill("<b>Zoë</b>");
        dialog().getByLabel("E-mail").fill(ADMIN);
        dialog().getByLabel("Password").fill(PASSWORD);
        button("Create").click();
        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText("There is an account with this address already");
        expectRefusals("409");
        dialog().getByLabel("E-mail").fill(email);
        button("Create").click();
        assertThat(page.getByText(email + " can sign in now.")).isVisible();
        signIn(email, PASSWORD);

        page.getByLabel("Find by name or e-mail").fill(email.substring(0, 12));
        assertThat(page.locator(".list-table tbody tr")).hasCount(1);
        assertThat(row(email)).containsText("<b>Zoë</b>");
        button("Edit " + email).click();
        box("roles", "ingest").check();
        box("roles", "viewer").uncheck();
        button("Save").click();
        assertThat(row(email)).containsText("ingest");
        assertThat(row(email)).not().containsText("viewer");

        button("Deactivate " + email).click();
        dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Deactivate"))
                .click();
        assertThat(row(email)).containsText("deactivated");
        json().body(Map.of("email", email, "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
        button("Activate " + email).click();
        assertThat(row(email)).containsText("active");
        signIn(email, PASSWORD);
    }

    @Test
    void adminsReadTheAuditPageByPage() {
        var person = person("user");
        for (var i = 0; i < 51; i++) {
            asAdmin()
                    .delete("/api/v1/users/" + person.id() + "/lock-out")
                    .then()
                    .statusCode(204);
        }
        enter(PASSWORD);
        goTo("Audit");
        page.getByLabel("What was done").selectOption("lock_out_lifted");
        var rows = page.locator(".list-table tbody tr");
        assertThat(rows).hasCount(50);
        assertThat(rows.first()).containsText("Lock out lifted");
        assertThat(rows.first()).containsText(person.email());
        assertThat(rows.first()).containsText(ADMIN);
        button("Show more").click();
        assertThat(rows.nth(50)).isVisible();

        page.getByLabel("What was done").selectOption("sign_in");
        page.getByLabel("Outcome").selectOption("done");
        assertThat(rows.first()).containsText("Sign in");
    }

    @Test
    void whoIsNoAdminIsOfferedAndShownNothingOfIt() {
        enter(person("user").email(), PASSWORD);
        page.locator(".account").click();
        assertThat(page.getByRole(AriaRole.MENUITEM))
                .hasText(new String[] {"Alerts", "Your account", "API keys", "Sign out"});
        page.navigate(dashboard + "#users");
        assertThat(page.getByText("This is for administrators")).isVisible();
        assertThat(page.locator("ops-people")).hasCount(0);
    }

    @Test
    void everythingIsReachedByKeyboardAndTheFocusComesBack() {
        enter(PASSWORD);
        page.navigate(dashboard + "#keys");
        button("New key").focus();
        page.keyboard().press("Enter");
        assertThat(dialog()).isVisible();
        for (var i = 0; i < 30; i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement === document.body"
                            + " || document.querySelector('dialog').contains(document.activeElement)"))
                    .isEqualTo(true);
        }
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(button("New key")).isFocused();
    }

    @Test
    void noPageScrollsSidewaysOnAPhone() {
        context.close();
        open(360, 740);
        enter(PASSWORD);
        key("a-user-with-a-rather-long-id-that-goes-on-and-on", "viewer", "ingest");
        for (var name : List.of("account", "keys", "users", "audit")) {
            page.navigate(dashboard + "#" + name);
            assertThat(page.locator(".list-table tbody tr").first()).isVisible();
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(name)
                    .isEqualTo(0);
        }
        page.navigate(dashboard + "#keys");
        button("New key").click();
        assertThat(page.evaluate("document.querySelector('dialog').scrollWidth"
                        + " - document.querySelector('dialog').clientWidth"))
                .isEqualTo(0);
    }

    private Locator box(String name, String value) {
        return dialog().locator("input[name=" + name + "][value=" + value + "]");
    }
}
