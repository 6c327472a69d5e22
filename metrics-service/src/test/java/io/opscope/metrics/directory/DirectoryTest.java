package io.opscope.metrics.directory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class DirectoryTest {

    private static final String ANN = """
            {"email": "ann@example.org", "full_name": "Ann", "is_active": false, "created_at": "2026-01-02T03:04:05Z"}
            """;

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

    private RequestSpecification as(String user, String role) {
        return given().header("Authorization", Tokens.bearer(tenant, user, role))
                .contentType("application/json");
    }
}
