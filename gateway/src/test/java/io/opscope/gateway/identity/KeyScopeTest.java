package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyScopeTest extends GatewayTest {

    private static final String INGESTED = "/api/v1/ingest/jobs";

    /** The secret of a key of the first admin. */
    static String adminsKey(String... scopes) {
        return made(Map.of("roles", List.of("admin"), "scopes", List.of(scopes)))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification made(Map<String, Object> wanted) {
        var body = new HashMap<String, Object>(wanted);
        body.put("name", "for a test");
        return asAdmin().body(body);
    }

    private static RequestSpecification with(String key) {
        return json().header("X-API-Key", key);
    }

    @Test
    void aKeyForIngestSendsRecordsAndDoesNothingElse() {
        var key = key("62", "ingest").getString("key");
        with(key).body("{}").post(INGESTED).then().statusCode(200);
        for (var asked : List.of(
                FORWARDED, "/api/v1/me", "/api/v1/users", "/api/v1/keys", "/api/v1/ingest/jobs/1", "/ws/live")) {
            with(key)
                    .get(asked)
                    .then()
                    .statusCode(403)
                    .contentType(PROBLEM)
                    .header("WWW-Authenticate", containsString("insufficient_scope"))
                    .body("type", equalTo("/problems/scope-missing"));
        }
        for (var asked :
                List.of("/api/v1/analytics/query", "/api/v1/auth/ws-ticket", "/api/v1/auth/logout", "/api/v1/users")) {
            with(key).body("{}").post(asked).then().statusCode(403);
        }
        with(key).delete("/api/v1/jobs/1").then().statusCode(403);
    }

    @Test
    void aKeyForReadingChangesNothing() {
        var key = adminsKey("read");
        with(key).get(FORWARDED).then().statusCode(200);
        with(key).body("{}").post("/api/v1/analytics/query").then().statusCode(200);
        with(key).post("/api/v1/auth/ws-ticket").then().statusCode(200);
        with(key).body("{}").post(INGESTED).then().statusCode(403).body("detail", containsString("the scope ingest"));
        with(key).delete("/api/v1/jobs/1").then().statusCode(403).body("detail", containsString("the scope write"));
        with(key).get("/api/v1/users").then().statusCode(403);
    }

    @Test
    void whatAKeyIsForFollowsFromItsRolesUnlessItIsSaid() {
        for (var made : Map.of(
                        "admin", List.of("ingest", "read", "write"),
                        "viewer", List.of("read", "write"),
                        "user", List.of("read", "write"),
                        "ingest", List.of("ingest"))
                .entrySet()) {
            assertEquals(made.getValue(), key("62", made.getKey()).getList("scopes"));
        }
    }

    @Test
    void scopesThatAreUnknownOrUselessAreNamed() {
        for (var wrong : List.of("root", "ADMIN", "", "admin", "ingest")) {
            made(Map.of("roles", List.of("user"), "scopes", List.of(wrong)))
                    .post("/api/v1/keys")
                    .then()
                    .statusCode(400)
                    .body("parameter", equalTo("scopes"))
                    .body("value", equalTo(wrong));
        }
        made(Map.of("roles", List.of("user"), "scopes", List.of()))
                .post("/api/v1/keys")
                .then()
                .statusCode(400);
    }

    @Test
    void managingAccountsByKeyIsAskedForExpresslyAndTakesAnAdminsAccount() {
        // Given
        var usual = key("62", "admin").getString("key");
        var managing = adminsKey("admin");
        // Then
        with(usual).get("/api/v1/users").then().statusCode(403).body("type", equalTo("/problems/scope-missing"));
        with(managing).get("/api/v1/users").then().statusCode(200);
        with(managing).get("/api/v1/users/nobody").then().statusCode(404);
        with(managing).get(FORWARDED).then().statusCode(403);
        made(Map.of("roles", List.of("admin"), "scopes", List.of("admin"), "user_id", "62"))
                .post("/api/v1/keys")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/roles-exceeded"));
    }

    @Test
    void whoIsNoAdminAnyMoreHasNoKeyThatManagesAccounts() {
        // Given
        var other = person("admin");
        var key = made(Map.of("roles", List.of("admin"), "scopes", List.of("admin", "read"), "user_id", other.id()))
                .post("/api/v1/keys")
                .<String>path("key");
        with(key).get("/api/v1/users").then().statusCode(200);
        // When
        asAdmin()
                .body(Map.of("roles", List.of("viewer")))
                .patch("/api/v1/users/" + other.id())
                .then()
                .statusCode(200);
        // Then
        with(key).get("/api/v1/users").then().statusCode(403);
    }

    /** A key that never was, one that is revoked and one with another secret: nobody is told which it is. */
    @Test
    void whoeverShowsAKeyIsAskedForOneInTheWayTheyShowedIt() {
        var made = key("62", "ingest");
        var good = made.getString("key");
        var revoked = key("62", "viewer");
        asAdmin().delete("/api/v1/keys/" + revoked.getString("id")).then().statusCode(204);
        var told = new HashSet<String>();
        for (var wrong : List.of(
                "ops_0123456789ab_" + "k".repeat(43),
                revoked.getString("key"),
                good.substring(0, good.length() - 1) + (good.endsWith("A") ? "B" : "A"),
                "no key at all")) {
            told.add(given().header("X-API-Key", wrong)
                    .get("/api/v1/me")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "ApiKey error=\"invalid_token\"")
                    .extract()
                    .path("detail"));
        }
        assertEquals(Set.of("The key in X-API-Key is none that is good here"), told);
        as("ops_0123456789ab_" + "k".repeat(43))
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .body("detail", equalTo("The key is none that is good here"));
        given().get("/api/v1/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("detail", equalTo("Send Authorization: Bearer, X-API-Key, or sign in"));
        // and what a good one was not made for is told in the same way
        given().header("X-API-Key", good)
                .get("/api/v1/me")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", "ApiKey error=\"insufficient_scope\", scope=\"read\"");
        as(good).get("/api/v1/me")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"read\"");
    }

    @Test
    void askingForTheHeadOnlyTakesTheSameScope() {
        with(key("62", "admin").getString("key"))
                .head("/api/v1/users")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"admin\""));
    }

    @Test
    void noSpellingOfAnAddressLeadsAroundTheScope() throws Exception {
        var key = key("62", "admin").getString("key");
        for (var spelled : List.of(
                "/api/v1/%75sers",
                "/api/v1/users/",
                "/api/v1/users;a=b",
                "/api/v1/users?x",
                "/api//v1/users",
                "/api/v1/use%72s?limit=1")) {
            var answer =
                    given().urlEncodingEnabled(false).header("X-API-Key", key).get(spelled);
            assertTrue(List.of(400, 403, 404).contains(answer.statusCode()), spelled + " was " + answer.statusCode());
            assertTrue(!answer.asString().contains("items"), spelled);
        }
        // which the guard itself refuses, whoever asks
        asAdmin()
                .urlEncodingEnabled(false)
                .get("/api/v1/%75sers")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-request"));
    }

    @Test
    void anEndIsATimeToComeWithinFiveYears() {
        for (var wrong : List.of(
                "2020-01-01T00:00:00Z",
                "2199-01-01T00:00:00Z",
                "tomorrow",
                "1764400000",
                "2027-01-01",
                "+999999999-01-01T00:00:00Z",
                "")) {
            made(Map.of("roles", List.of("user"), "expires_at", wrong))
                    .post("/api/v1/keys")
                    .then()
                    .statusCode(400)
                    .contentType(PROBLEM)
                    .body("parameter", equalTo("expires_at"));
        }
        made(Map.of("roles", List.of("user"), "expires_at", "2027-06-01T02:00:00+02:00"))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .body("expires_at", equalTo("2027-06-01T00:00:00Z"));
    }

    @Test
    void itIsNotedWhenAKeyWasUsedLast() {
        // Given
        var person = person("user");
        var key = as(person.token())
                .body(Map.of("name", "mine", "roles", List.of("user")))
                .post("/api/v1/keys")
                .jsonPath();
        as(person.token()).get("/api/v1/keys").then().body("items.last_used_at", contains(equalTo(null)));
        // When
        var before = Instant.now().minusSeconds(1);
        with(key.getString("key")).get(FORWARDED).then().statusCode(200);
        // Then
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            var used = as(person.token()).get("/api/v1/keys").jsonPath().getString("items[0].last_used_at");
            assertTrue(used != null && Instant.parse(used).isAfter(before), "It was " + used);
        });
    }

    @Test
    void keysArePagedWithoutGapsAndWithoutThoseOfOthers() {
        // Given
        var person = person("user");
        var token = person.token();
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            ids.add(
                    0,
                    as(token)
                            .body(Map.of("name", "k" + i, "roles", List.of("user")))
                            .post("/api/v1/keys")
                            .path("id"));
        }
        // When
        var read = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as(token).queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/v1/keys")
                    .jsonPath();
            read.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        // Then
        assertEquals(ids, read);
        asAdmin().queryParam("user_id", person.id()).get("/api/v1/keys").then().body("items.id", equalTo(ids));
        as(token).queryParam("user_id", "62").get("/api/v1/keys").then().body("items", equalTo(List.of()));
        asAdmin().queryParam("limit", 1001).get("/api/v1/keys").then().statusCode(400);
    }
}
