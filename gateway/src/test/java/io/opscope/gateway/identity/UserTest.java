package io.opscope.gateway.identity;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserTest extends GatewayTest {

    @Test
    void aNewAccountCanSignInAndIsReadBack() {
        var person = person("viewer");
        as(person.token()).get("/api/v1/me").then().statusCode(200).body("id", equalTo(person.id()));
        as(person.token()).get("/api/v1/auth/me").then().statusCode(200).body("id", equalTo(person.id()));
        asAdmin()
                .get("/api/v1/users/" + person.id())
                .then()
                .statusCode(200)
                .body("email", equalTo(person.email()))
                .body("full_name", equalTo("Somebody"))
                .body("roles", equalTo(List.of("viewer")))
                .body("is_active", equalTo(true))
                .body("created_at", endsWith("Z"));
    }

    @Test
    void anAddressIsTakenWhateverTheCaseOfItsLetters() {
        var person = person("user");
        asAdmin()
                .body(Map.of(
                        "email",
                        person.email().toUpperCase(Locale.ROOT),
                        "password",
                        PASSWORD,
                        "full_name",
                        "Twin",
                        "roles",
                        List.of("user")))
                .post("/api/v1/users")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/email-taken"));
    }

    @Test
    void thePasswordIsKeptAsArgon2idOnly() {
        var person = person("user");
        var hash = Sql.text("-- What is kept.\nSELECT password_hash FROM account WHERE id = :id")
                .on(Superuser.of("gateway"))
                .set("id", person.id())
                .list(row -> row.text("password_hash"))
                .get(0);
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertFalse(hash.contains(PASSWORD));
    }

    @Test
    void shuttingAnAccountEndsItsSessionsAtOnce() {
        var person = person("user");
        var token = person.token();
        as(token).get(FORWARDED).then().statusCode(200);
        asAdmin()
                .body(Map.of("is_active", false))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200)
                .body("is_active", equalTo(false));
        as(token).get(FORWARDED).then().statusCode(401);
        json().body(Map.of("email", person.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
    }

    @Test
    void aNewPasswordReplacesTheOld() {
        var person = person("user");
        asAdmin()
                .body(Map.of("password", "another password"))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        json().body(Map.of("email", person.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
        signIn(person.email(), "another password");
    }

    @Test
    void anAccountIsChangedAndItsSessionsEndedOrNeither() throws Exception {
        var person = person("user");
        var token = person.token();
        try (var held = HeldRows.by("SELECT * FROM session WHERE account_id = '" + person.id() + "' FOR UPDATE")) {
            asAdmin()
                    .body(Map.of("password", "another password"))
                    .patch("/api/v1/users/" + person.id())
                    .then()
                    .statusCode(greaterThanOrEqualTo(500));
        }
        as(token).get(FORWARDED).then().statusCode(200);
        signIn(person.email(), PASSWORD);
    }

    @Test
    void aRemovedAccountIsGoneAndFreesItsAddress() {
        var person = person("user");
        asAdmin().delete("/api/v1/users/" + person.id()).then().statusCode(204);
        asAdmin().get("/api/v1/users/" + person.id()).then().statusCode(404).contentType(PROBLEM);
        asAdmin()
                .body(Map.of(
                        "email", person.email(), "password", PASSWORD, "full_name", "Next", "roles", List.of("user")))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
    }

    @Test
    void theLastAdminStays() {
        var admin = asAdmin().get("/api/v1/me").<String>path("id");
        // those that other tests have left
        asAdmin()
                .queryParam("limit", 1000)
                .get("/api/v1/users")
                .jsonPath()
                .<String>getList("items.findAll { it.roles.contains('admin') }.id")
                .stream()
                .filter(id -> !id.equals(admin))
                .forEach(id -> asAdmin()
                        .body(Map.of("roles", List.of("user")))
                        .patch("/api/v1/users/" + id)
                        .then()
                        .statusCode(200));
        asAdmin()
                .body(Map.of("roles", List.of("user")))
                .patch("/api/v1/users/" + admin)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-admin"));
        asAdmin().delete("/api/v1/users/" + admin).then().statusCode(409);
        asAdmin().get("/api/v1/me").then().statusCode(200).body("roles", hasItem("admin"));
    }

    @Test
    void accountsAreListedPageByPage() {
        person("user");
        person("user");
        var first = asAdmin()
                .queryParam("limit", 1)
                .get("/api/v1/users")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(1, first.getList("items").size());
        var second = asAdmin()
                .queryParam("limit", 1)
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/api/v1/users")
                .jsonPath();
        assertNotEquals(first.getString("items[0].id"), second.getString("items[0].id"));
    }

    @Test
    void onlyAdminsSeeAccounts() {
        var token = person("viewer", "user").token();
        as(token).get("/api/v1/users").then().statusCode(403).contentType(PROBLEM);
        as(token).delete("/api/v1/users/x").then().statusCode(403);
    }

    @Test
    void aShortPasswordOrABadAddressIsNamed() {
        asAdmin()
                .body(Map.of("email", "no address", "password", "short", "full_name", "X", "roles", List.of("user")))
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void theDirectoryLearnsOfAnAccountEvenIfItRefusesAtFirst() {
        // Given
        RestAssured.get(fake("/seen/refuse-directory"));
        // When
        var person = person("user");
        // Then
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> seen().getMap("directory")
                .containsKey(person.id()));
        var entry = seen().getMap("directory.'" + person.id() + "'");
        assertEquals(person.email(), entry.get("email"));
        assertEquals("Somebody", entry.get("full_name"));
        assertEquals(true, entry.get("is_active"));
        assertEquals(
                List.of("admin"),
                claims((String) entry.get("authorization"))
                        .getJsonArray("roles")
                        .getList());
    }

    @Test
    void theDirectoryLearnsThatAnAccountWasRemoved() {
        var person = person("user");
        asAdmin().delete("/api/v1/users/" + person.id()).then().statusCode(204);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> Boolean.FALSE.equals(seen().get("directory.'" + person.id() + "'.is_active")));
    }
}
