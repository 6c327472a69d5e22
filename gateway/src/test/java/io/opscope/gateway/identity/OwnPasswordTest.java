package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OwnPasswordTest extends GatewayTest {

    private static final String NEXT = "another good one";

    @Test
    void whoKnowsThePresentPasswordReplacesItAndEndsAllOtherSessions() {
        // Given
        var person = person("user");
        var here = signIn(person.email(), PASSWORD);
        var elsewhere = signIn(person.email(), PASSWORD);
        as(elsewhere.getString("access_token")).get(FORWARDED).then().statusCode(200);
        // When
        change(here.getString("access_token"), PASSWORD, NEXT).statusCode(204);
        // Then
        as(here.getString("access_token")).get(FORWARDED).then().statusCode(200);
        as(elsewhere.getString("access_token")).get(FORWARDED).then().statusCode(401);
        json().body(Map.of("refresh_token", elsewhere.getString("refresh_token")))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401);
        json().body(Map.of("email", person.email(), "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
        signIn(person.email(), NEXT);
    }

    @Test
    void aWrongPresentPasswordChangesNothingAndIsNotSaidBack() {
        var person = person("user");
        change(person.token(), "a wrong password", NEXT)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("parameter", equalTo("current_password"))
                .body("detail", not(containsString("a wrong password")));
        signIn(person.email(), PASSWORD);
    }

    @Test
    void whoHoldsASessionCannotFindThePasswordOutByTrying() {
        var token = person("user").token();
        for (var i = 0; i < 5; i++) {
            change(token, "a wrong password", NEXT).statusCode(400);
        }
        change(token, PASSWORD, NEXT).statusCode(429).header("Retry-After", notNullValue());
    }

    @Test
    void aWeakPasswordIsToldWhatIsAllowed() {
        var person = person("user");
        for (var weak : List.of("eleven sign", "x".repeat(129), person.email(), "password1234", "aaaabbbbcccc")) {
            change(person.token(), PASSWORD, weak)
                    .statusCode(400)
                    .contentType(PROBLEM)
                    .body("parameter", equalTo("new_password"))
                    .body("allowed", not(equalTo(null)))
                    .body("detail", not(containsString(weak)));
            asAdmin()
                    .body(Map.of("password", weak))
                    .patch("/api/v1/users/" + person.id())
                    .then()
                    .statusCode(400)
                    .body("parameter", equalTo("password"));
        }
        signIn(person.email(), PASSWORD);
    }

    @Test
    void anAccountBeginsWithAGoodPassword() {
        asAdmin()
                .body(Map.of(
                        "email", "Weak@example.com",
                        "password", "weak@EXAMPLE.com",
                        "full_name", "Weak",
                        "roles", List.of("user")))
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("password"))
                .body("allowed", equalTo("anything but the e-mail address"));
    }

    @Test
    void aKeyChangesNoPassword() {
        var person = person("user");
        given().header("X-API-Key", key(person.id(), "user").getString("key"))
                .contentType("application/json")
                .body(Map.of("current_password", PASSWORD, "new_password", NEXT))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(403);
        json().body(Map.of("current_password", PASSWORD, "new_password", NEXT))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse change(String token, String current, String next) {
        return as(token)
                .body(Map.of("current_password", current, "new_password", next))
                .post("/api/v1/auth/password")
                .then();
    }
}
