package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest extends GatewayTest {

    @Test
    void theRightPasswordGivesTokens() {
        json().body(Map.of("email", "ADMIN@opscope.local", "password", PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("access_token", notNullValue())
                .body("refresh_token", notNullValue())
                .body("expires_in", lessThanOrEqualTo(600))
                .body("expires_in", greaterThan(590));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressLookTheSame() {
        for (var email : List.of(ADMIN, "nobody@opscope.local")) {
            json().body(Map.of("email", email, "password", "wrong"))
                    .post("/api/v1/auth/login")
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM)
                    .body("type", equalTo("/problems/wrong-credentials"))
                    .body("detail", equalTo("Check both and try again"));
        }
    }

    @Test
    void anIncompleteSignInNamesWhatIsMissing() {
        json().body(Map.of("email", ADMIN))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
        json().body("{").post("/api/v1/auth/login").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void aBodyWithoutEndIsNotReadToTheEnd() {
        json().body("{\"email\": \"" + "x".repeat(2_000_000) + "\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(413);
    }

    @Test
    void whoIsSignedInIsToldWhoTheyAre() {
        asAdmin()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("email", equalTo(ADMIN))
                .body("roles", contains("admin"))
                .body("tenant", equalTo("default"));
    }

    @Test
    void refusalsNameFieldsAsTheyAreSent() {
        json().body(Map.of("refresh_token", " "))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("parameter", equalTo("refresh_token"))
                .body("rules.keySet()", contains("refresh_token"));
    }

    @Test
    void aMediaTypeThatIsNoneIsRefused() {
        for (var nonsense : List.of("nonsense", "a/b/c;=", ";")) {
            for (var address : List.of("/api/v1/auth/login", "/api/v1/auth/ws-ticket")) {
                given().header(
                                "Authorization",
                                "Bearer " + signIn(ADMIN, PASSWORD).getString("access_token"))
                        .header("Content-Type", nonsense)
                        .post(address)
                        .then()
                        .statusCode(415)
                        .contentType(PROBLEM);
            }
        }
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        var first = signIn(ADMIN, PASSWORD);
        var second = refreshed(first.getString("refresh_token"));
        as(second.getString("access_token")).get("/api/v1/me").then().statusCode(200);
        Assertions.assertNotEquals(first.getString("refresh_token"), second.getString("refresh_token"));
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheSessionForBoth() {
        // Given
        var first = signIn(ADMIN, PASSWORD);
        var second = refreshed(first.getString("refresh_token"));
        // When
        refresh(first.getString("refresh_token"), 401);
        // Then
        refresh(second.getString("refresh_token"), 401);
        as(second.getString("access_token")).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void ofManyWhoUseOneRefreshTokenAtOnceAtMostOneGetsThrough() {
        var token = signIn(ADMIN, PASSWORD).getString("refresh_token");
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> json().body(Map.of("refresh_token", token))
                    .post("/api/v1/auth/refresh")
                    .statusCode()));
        }
        var good = answers.stream().filter(answer -> answer.join() == 200).count();
        Assertions.assertEquals(1, good);
    }

    @Test
    void aForgedRefreshTokenEndsNothing() {
        var signedIn = signIn(ADMIN, PASSWORD);
        var parts = signedIn.getString("refresh_token").split("\\.");
        refresh(parts[0] + ".0." + parts[2], 401);
        refresh("nonsense", 401);
        refresh(signedIn.getString("refresh_token"), 200);
    }

    @Test
    void signingOutEndsTheTokensAtOnce() {
        var signedIn = signIn(ADMIN, PASSWORD);
        var token = signedIn.getString("access_token");
        as(token).get(FORWARDED).then().statusCode(200);
        as(token).post("/api/v1/auth/logout").then().statusCode(204);
        as(token).get(FORWARDED).then().statusCode(401);
        refresh(signedIn.getString("refresh_token"), 401);
    }

    @Test
    void aPasswordThatIsChangedWhileItIsCheckedOpensNothing() throws Exception {
        // Given
        var person = person("user");
        try (var change =
                HeldRows.by("UPDATE account SET password_hash = 'another' WHERE id = '" + person.id() + "'")) {
            // When
            var answer = CompletableFuture.supplyAsync(
                    () -> json().body(Map.of("email", person.email(), "password", PASSWORD))
                            .post("/api/v1/auth/login")
                            .statusCode());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> answer.isDone() || HeldRows.areWaitedFor());
            change.commit();
            // Then
            Assertions.assertEquals(401, answer.join());
        }
    }

    @Test
    void aTokenThatSomebodyElseSignedIsWorthNothing() {
        given().header("Authorization", Tokens.bearer("default", "1", "admin"))
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void theInternalTokenIsNoWayIn() {
        var echoed = asAdmin().get(FORWARDED).jsonPath().getString("headers.authorization[0]");
        given().header("Authorization", echoed).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void thePublishedKeysHoldNoSecret() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys", hasSize(greaterThan(1)))
                .body("keys[0].kty", equalTo("RSA"))
                .body("keys[0].alg", equalTo("RS256"))
                .body("keys[0].d", equalTo(null))
                .body("keys[0].kid", not(equalTo(null)));
    }

    private static JsonPath refreshed(String token) {
        return json().body(Map.of("refresh_token", token))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void refresh(String token, int status) {
        json().body(Map.of("refresh_token", token))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(status);
    }
}
