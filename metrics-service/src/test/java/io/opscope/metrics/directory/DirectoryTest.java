package io.opscope.metrics.directory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DirectoryTest {

    private static final String ANN = """
            {"email": "ann@example.org", "full_name": "Ann", "is_active": false, "created_at": "2026-01-02T03:04:05Z"}
            """;

    private static final String ACME =
            "{\"name\":\"Acme\",\"balance\":-12.5,\"tps_limit\":50,\"owners\":[\"ann\",\"bob\"]}";
    private static final String SPRING = "{\"name\":\"Spring\",\"total_recipients\":1000,\"account_id\":\"acme\"}";

    @Inject
    DirectoryEntries entries;

    private final String tenant = "directory-" + UUID.randomUUID();

    @Test
    void anEntryIsReadAsItWasPut() {
        as("boss", "admin").body(ANN).put("/api/v1/directory/users/ann").then().statusCode(200);
        as("boss", "viewer")
                .get("/api/v1/directory/users/ann")
                .then()
                .statusCode(200)
                .body("email", equalTo("ann@example.org"))
                .body("full_name", equalTo("Ann"))
                .body("is_active", equalTo(false))
                .body("created_at", equalTo("2026-01-02T03:04:05Z"));
    }

    @Test
    void someoneIsActiveUnlessItIsSaidOtherwise() {
        as("boss", "admin")
                .body("{\"email\":\"bob@example.org\"}")
                .put("/api/v1/directory/users/bob")
                .then()
                .body("is_active", equalTo(true));
    }

    @Test
    void aPlainUserSeesThemselvesAlone() {
        as("boss", "admin").body(ANN).put("/api/v1/directory/users/ann");
        as("ann", "user").get("/api/v1/directory/users/ann").then().statusCode(200);
        as("bob", "user").get("/api/v1/directory/users/ann").then().statusCode(404);
        as("bob", "user").body(ANN).put("/api/v1/directory/users/bob").then().statusCode(403);
    }

    @Test
    void anotherTenantsEntryIsNotThere() {
        as("boss", "admin").body(ANN).put("/api/v1/directory/users/ann");
        given().header("Authorization", Tokens.bearer(tenant + "-other", "boss", "admin"))
                .get("/api/v1/directory/users/ann")
                .then()
                .statusCode(404);
    }

    @Test
    void aToolNeedsAName() {
        as("boss", "admin")
                .body("{\"name\":\" \"}")
                .put("/api/v1/directory/tools/gem")
                .then()
                .statusCode(400)
                .body("detail", containsString("name"));
        as("boss", "admin")
                .body("{\"name\":\"Gem Portal\"}")
                .put("/api/v1/directory/tools/gem")
                .then()
                .statusCode(200);
        as("boss", "user").get("/api/v1/directory/tools/gem").then().body("name", equalTo("Gem Portal"));
    }

    @Test
    void aBodyThatIsNoEntryIsRefused() {
        as("boss", "admin")
                .body("[1]")
                .put("/api/v1/directory/users/ann")
                .then()
                .statusCode(400);
        as("boss", "admin").body("{").put("/api/v1/directory/users/ann").then().statusCode(400);
        as("boss", "admin")
                .body("null")
                .put("/api/v1/directory/users/ann")
                .then()
                .statusCode(400);
    }

    @Test
    void accountsCampaignsAndRoutesAreReadAsTheyWerePut() {
        put("accounts/acme", ACME);
        as("boss", "viewer")
                .get("/api/v1/directory/accounts/acme")
                .then()
                .statusCode(200)
                .body("name", equalTo("Acme"))
                .body("balance", equalTo(-12.5f))
                .body("tps_limit", equalTo(50))
                .body("owners", contains("ann", "bob"));
        put("campaigns/spring", SPRING);
        as("boss", "viewer")
                .get("/api/v1/directory/campaigns/spring")
                .then()
                .statusCode(200)
                .body("name", equalTo("Spring"))
                .body("total_recipients", equalTo(1000))
                .body("account_id", equalTo("acme"));
        put("routes/north", "{\"name\":\"North\",\"capacity_tps\":0.5}");
        as("ann", "user")
                .get("/api/v1/directory/routes/north")
                .then()
                .statusCode(200)
                .body("name", equalTo("North"))
                .body("capacity_tps", equalTo(0.5f));
    }

    @Test
    void aPlainUserSeesTheAccountsTheyOwnAndTheirCampaignsAlone() {
        put("accounts/acme", ACME);
        put("campaigns/spring", SPRING);
        put("campaigns/stray", "{\"name\":\"Stray\"}");
        for (var address : List.of("accounts/acme", "campaigns/spring")) {
            as("ann", "user").get("/api/v1/directory/" + address).then().statusCode(200);
            as("eve", "user").get("/api/v1/directory/" + address).then().statusCode(404);
            as("eve", "viewer").get("/api/v1/directory/" + address).then().statusCode(200);
        }
        as("ann", "user").get("/api/v1/directory/campaigns/stray").then().statusCode(404);
        as("ann", "user")
                .body(ACME)
                .put("/api/v1/directory/accounts/acme")
                .then()
                .statusCode(403);
        assertEquals(Set.of("acme"), entries.accounts(scope("ann", "user")).keySet());
        assertEquals(Set.of("spring"), entries.campaigns(scope("ann", "user")).keySet());
        assertEquals(Set.of(), entries.accounts(scope("eve", "user")).keySet());
        assertEquals(Set.of(), entries.campaigns(scope("eve", "user")).keySet());
        assertEquals(
                Set.of("spring", "stray"),
                entries.campaigns(scope("eve", "viewer")).keySet());
    }

    @Test
    void anAccountThatIsTakenFromSomeoneIsGoneForThem() {
        put("accounts/acme", ACME);
        put("accounts/acme", "{\"name\":\"Acme\"}");
        as("ann", "user").get("/api/v1/directory/accounts/acme").then().statusCode(404);
        as("boss", "admin").get("/api/v1/directory/accounts/acme").then().body("owners", hasSize(0));
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        refuse("accounts/acme", "{\"name\":\"Acme\",\"tps_limit\":-1}", "at least 0");
        refuse("accounts/acme", "{\"name\":\"Acme\",\"balance\":1e13}", "12 digits");
        refuse("accounts/acme", "{\"name\":\"Acme\",\"owners\":[\"\"]}", "id of a user");
        refuse("campaigns/spring", "{\"name\":\"Spring\",\"total_recipients\":-1}", "at least 0");
        refuse("campaigns/spring", "{\"total_recipients\":1}", "name");
        refuse("routes/north", "{\"name\":\"North\",\"capacity_tps\":0.1234567}", "6 after");
        as("boss", "admin")
                .body("{\"name\":\"x\"}")
                .put("/api/v1/directory/places/x")
                .then()
                .statusCode(404);
    }

    @Test
    void aCharacterThatCannotBeKeptIsRefused() {
        refuse("tools/gem", "{\"name\":\"Gem\\u0000Portal\"}", "U+0000");
    }

    private void put(String address, String entry) {
        as("boss", "admin")
                .body(entry)
                .put("/api/v1/directory/" + address)
                .then()
                .statusCode(200);
    }

    private void refuse(String address, String entry, String reason) {
        as("boss", "admin")
                .body(entry)
                .put("/api/v1/directory/" + address)
                .then()
                .statusCode(400)
                .body("detail", containsString(reason));
    }

    private Scope scope(String user, String role) {
        return new Scope(tenant, user, Set.of(role));
    }

    private RequestSpecification as(String user, String role) {
        return given().header("Authorization", Tokens.bearer(tenant, user, role))
                .contentType("application/json");
    }
}
