package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyTest extends GatewayTest {

    private static final String INGESTED = "/api/v1/ingest/jobs";

    @Test
    void aKeySpeaksForWhomItWasMadeWithTheRolesItWasGiven() {
        // Given
        var key = key("62", "user", "ingest");
        // When
        var arrived = given().header("X-API-Key", key.getString("key"))
                .get(FORWARDED)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // Then
        var claims = claims(arrived.getString("headers.authorization[0]"));
        assertEquals("62", claims.getString("sub"));
        assertEquals("default", claims.getString("tenant"));
        assertEquals(
                List.of("ingest", "user"),
                claims.getJsonArray("roles").stream().sorted().toList());
        assertEquals("opscope", claims.getString("iss"));
        assertFalse(arrived.getMap("headers").containsKey("x-api-key"));
    }

    @Test
    void aKeyMayComeAsBearerToo() {
        var key = key("62", "user").getString("key");
        assertTrue(key.matches("ops_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}"));
        given().header("Authorization", "Bearer " + key)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("id", equalTo("62"))
                .body("email", equalTo(null))
                .body("roles", contains("user"));
    }

    @Test
    void aRevokedKeyIsWorthNothingAtOnce() {
        var key = key("62", "user");
        given().header("X-API-Key", key.getString("key")).get(FORWARDED).then().statusCode(200);
        asAdmin().delete("/api/v1/keys/" + key.getString("id")).then().statusCode(204);
        given().header("X-API-Key", key.getString("key")).get(FORWARDED).then().statusCode(401);
        asAdmin().delete("/api/v1/keys/" + key.getString("id")).then().statusCode(404);
    }

    @Test
    void aKeyRevokedOnAnotherReplicaIsWorthNothingWithinSeconds() {
        var key = key("62", "user");
        given().header("X-API-Key", key.getString("key")).get(FORWARDED).then().statusCode(200);
        Sql.text("-- As another replica would.\nUPDATE api_key SET revoked_at = now() WHERE id = :id")
                .on(Superuser.of("gateway"))
                .set("id", key.getString("id"))
                .run();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> given().header("X-API-Key", key.getString("key"))
                                .get(FORWARDED)
                                .statusCode()
                        == 401);
    }

    @Test
    void aKeyEndsWhenItWasSaidTo() {
        var key = asAdmin()
                .body(Map.of(
                        "name",
                        "short",
                        "roles",
                        List.of("viewer"),
                        "expires_at",
                        Instant.now().plusSeconds(2).toString()))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("key");
        given().header("X-API-Key", key).get(FORWARDED).then().statusCode(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> given().header("X-API-Key", key).get(FORWARDED).statusCode() == 401);
    }

    @Test
    void keysAreListedWithoutTheirSecrets() {
        var key = key("63", "user");
        var listed =
                asAdmin().get("/api/v1/keys").then().statusCode(200).body("items.id", hasItem(key.<String>get("id")));
        assertFalse(listed.extract().asString().contains(key.getString("key").substring(17)));
    }

    @Test
    void theSecretIsNowhereInTheDatabase() {
        var key = key("62", "user");
        var row = Sql.text("-- All that is kept.\nSELECT k::text AS all_of_it FROM api_key k WHERE id = :id")
                .on(Superuser.of("gateway"))
                .set("id", key.getString("id"))
                .list(found -> found.text("all_of_it"))
                .get(0);
        assertFalse(row.contains(key.getString("key").substring(17)));
    }

    @Test
    void aWrongSecretIsRefused() {
        var key = key("62", "user").getString("key");
        var wrong = key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a");
        for (var shown : List.of(wrong, "ops_", "nonsense", key + "x")) {
            given().header("X-API-Key", shown)
                    .get(FORWARDED)
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM);
        }
    }

    @Test
    void peopleMakeKeysForThemselvesWithRolesTheyHave() {
        var person = person("user");
        var token = person.token();
        var own = as(token)
                .body(Map.of("name", "mine", "roles", List.of("user")))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .body("user_id", equalTo(person.id()))
                .extract()
                .jsonPath();
        as(token)
                .body(Map.of("name", "more", "roles", List.of("admin")))
                .post("/api/v1/keys")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/roles-exceeded"));
        as(token)
                .body(Map.of("name", "other", "user_id", "62", "roles", List.of("user")))
                .post("/api/v1/keys")
                .then()
                .statusCode(403);
        given().header("X-API-Key", own.getString("key"))
                .contentType("application/json")
                .body(Map.of("name", "child", "roles", List.of("user")))
                .post("/api/v1/keys")
                .then()
                .statusCode(403);
    }

    @Test
    void noKeyMakesKeys() {
        for (var role : List.of("admin", "viewer", "user")) {
            given().header("X-API-Key", key("62", role).getString("key"))
                    .contentType("application/json")
                    .body(Map.of("name", "child", "roles", List.of(role)))
                    .post("/api/v1/keys")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/scope-missing"));
        }
        var admins = KeyScopeTest.adminsKey("admin", "write");
        given().header("X-API-Key", admins)
                .contentType("application/json")
                .body(Map.of("name", "child", "roles", List.of("user")))
                .post("/api/v1/keys")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/roles-exceeded"))
                .body("detail", equalTo("A key makes no keys: sign in with a password to make one"));
    }

    @Test
    void anAdminsOwnKeyHasTheRolesItWasGivenAndNoOthers() {
        var key = asAdmin()
                .body(Map.of("name", "feed", "roles", List.of("ingest")))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("key");
        var arrived = given().header("X-API-Key", key)
                .post(INGESTED)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(
                List.of("ingest"),
                claims(arrived.getString("headers.authorization[0]"))
                        .getJsonArray("roles")
                        .getList());
    }

    @Test
    void peopleSeeAndRevokeTheirOwnKeysOnly() {
        var others = key("62", "user").getString("id");
        var token = person("user").token();
        as(token).get("/api/v1/keys").then().statusCode(200).body("items.id", not(hasItem(others)));
        as(token).delete("/api/v1/keys/" + others).then().statusCode(404);
    }

    @Test
    void aKeyGoesWithTheAccountItSpeaksFor() {
        var person = person("user");
        var key = as(person.token())
                .body(Map.of("name", "mine", "roles", List.of("user")))
                .post("/api/v1/keys")
                .<String>path("key");
        given().header("X-API-Key", key).get(FORWARDED).then().statusCode(200);
        asAdmin()
                .body(Map.of("is_active", false))
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200);
        given().header("X-API-Key", key).get(FORWARDED).then().statusCode(401);
    }

    @Test
    void anUnknownRoleIsNamed() {
        asAdmin()
                .body(Map.of("name", "x", "roles", List.of("root")))
                .post("/api/v1/keys")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("roles"))
                .body("value", equalTo("root"));
    }

    @Test
    void anIngestKeyManagesNothing() {
        var key = key("62", "ingest").getString("key");
        given().header("X-API-Key", key)
                .get("/api/v1/keys")
                .then()
                .statusCode(403)
                .contentType(PROBLEM);
        given().header("X-API-Key", key).get("/api/v1/users").then().statusCode(403);
    }
}
