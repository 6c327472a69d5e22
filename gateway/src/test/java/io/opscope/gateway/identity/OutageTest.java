package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.SlowLine;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Callers while the database hangs or is slow; internal tokens live for seconds here. */
@QuarkusTest
@TestProfile(OutageTest.ShortLived.class)
@WithTestResource(value = DatabaseLineForTests.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageTest extends GatewayTest {

    private static final String HOLD_KEYS = "LOCK TABLE api_key IN ACCESS EXCLUSIVE MODE";
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(6);

    /** As if ten minutes went by in six seconds. */
    public static class ShortLived implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "opscope.identity.access-token-lifetime",
                    TOKEN_LIFETIME.toSeconds() + "s",
                    // nothing else is to wait for the rows that are held
                    "opscope.key-use.every",
                    "1h");
        }
    }

    SlowLine line;

    @Test
    void aDatabaseThatHangsIsToldOfInTimeAndNobodySignsIn() throws Exception {
        // Given
        var person = person("user");
        var token = signIn(ADMIN, PASSWORD).getString("access_token");
        as(token).get(FORWARDED).then().statusCode(200);
        // When
        line.delay(Duration.ofSeconds(30));
        try {
            // Then
            for (var round = 0; round < 2; round++) {
                unavailable(json().body(Map.of("email", person.email(), "password", PASSWORD))
                        .post("/api/v1/auth/login"));
                unavailable(as(token).get("/api/v1/users"));
                unavailable(as(token)
                        .body(Map.of("name", "k", "roles", List.of("user")))
                        .post("/api/v1/keys"));
                unavailable(as(token).get("/api/v1/audit"));
                unavailable(json().body(Map.of("refresh_token", "x.1.y")).post("/api/v1/auth/refresh"));
                unavailable(given().header("X-API-Key", "ops_aaaaaaaaaaaa_" + "a".repeat(43))
                        .get(FORWARDED));
                as(token).get(FORWARDED).then().statusCode(200).time(lessThan(1_500L));
            }
        } finally {
            line.delay(Duration.ZERO);
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> isSignedIn());
        signIn(person.email(), PASSWORD);
    }

    @Test
    void aDatabaseThatHangsIsToldOfToStrangersOfTheOutsideIssuerAsWell() throws Exception {
        var outsiders = OutsideIssuerTest.saying("reader");
        as(OutsideIssuerTest.signed("/rs256", outsiders)).get(FORWARDED).then().statusCode(200);
        outsiders.put("sub", "not-seen-before");
        var outsider = OutsideIssuerTest.signed("/rs256", outsiders);
        line.delay(Duration.ofSeconds(30));
        try {
            unavailable(as(outsider).get(FORWARDED));
            unavailable(as(outsider).get(FORWARDED));
        } finally {
            line.delay(Duration.ZERO);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> isSignedIn() && as(outsider).get(FORWARDED).statusCode() == 200);
    }

    /** The look into the database is what takes so long here, and the database itself is well: nobody lets it go. */
    @Test
    void aStrangerOfTheOutsideIssuerWhoIsLookedUpForTooLongIsNotTakenForUnknown() throws Exception {
        var outsiders = OutsideIssuerTest.saying("reader");
        as(OutsideIssuerTest.signed("/rs256", outsiders)).get(FORWARDED).then().statusCode(200);
        outsiders.put("sub", "looked-up-for-long");
        var outsider = OutsideIssuerTest.signed("/rs256", outsiders);
        try (var held = HeldRows.by("LOCK TABLE tenant IN ACCESS EXCLUSIVE MODE")) {
            unavailable(as(outsider).get(FORWARDED));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> as(outsider).get(FORWARDED).statusCode() == 200);
    }

    @Test
    void whatIsUnderWayWhenTheDatabaseStopsAnsweringIsLetGo() throws Exception {
        for (var path : List.of("/api/v1/users", "/api/v1/sessions", "/api/v1/me")) {
            var token = signIn(ADMIN, PASSWORD).getString("access_token");
            as(token).get(path).then().statusCode(200);
            line.delay(Duration.ofSeconds(30));
            try {
                unavailable(as(token).get(path));
            } finally {
                line.delay(Duration.ZERO);
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> isSignedIn());
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aDatabaseThatIsGoneIsToldOfInTime() {
        var token = signIn(ADMIN, PASSWORD).getString("access_token");
        as(token).get(FORWARDED).then().statusCode(200);
        line.close();
        for (var round = 0; round < 3; round++) {
            unavailable(as(token).get("/api/v1/users"));
            unavailable(as(token).get("/api/v1/me"));
            unavailable(
                    json().body(Map.of("email", ADMIN, "password", PASSWORD)).post("/api/v1/auth/login"));
        }
        as(token).get(FORWARDED).then().statusCode(200);
        // what nobody asked for fails as well, and is counted with it
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> as(token).get("/admin/api/errors").asString().contains("DirectoryJob.tell"));
    }

    private static boolean isSignedIn() {
        return json().body(Map.of("email", ADMIN, "password", PASSWORD))
                        .post("/api/v1/auth/login")
                        .statusCode()
                == 200;
    }

    private static void unavailable(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("/problems/unavailable"))
                .time(lessThan(1_500L));
    }

    @Test
    void whoStaysKnownGoesInWithATokenThatIsGood() throws Exception {
        var key = key("62", "user").getString("key");
        assertTrue(tokenLeft(key).compareTo(Duration.ZERO) > 0);
        try (var held = HeldRows.by(HOLD_KEYS)) {
            var end = Instant.now().plus(TOKEN_LIFETIME).plusSeconds(3);
            while (Instant.now().isBefore(end)) {
                var left = tokenLeft(key);
                assertTrue(left.compareTo(Duration.ofSeconds(1)) > 0, "The token has only " + left + " left");
                // how often it is looked while the outage lasts
                Thread.sleep(200);
            }
        }
    }

    @Test
    void aSlowDatabaseDoesNotStretchARevocation() throws Exception {
        // Given
        var key = key("62", "user");
        given().header("X-API-Key", key.getString("key")).get(FORWARDED).then().statusCode(200);
        Sql.text("-- As another replica would.\nUPDATE api_key SET revoked_at = now() WHERE id = :id")
                .on(Superuser.of("gateway"))
                .set("id", key.getString("id"))
                .run();
        // When
        try (var held = HeldRows.by(HOLD_KEYS)) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertEquals(200, status(key.getString("key")));
                        return HeldRows.areWaitedFor();
                    });
            assertEquals(200, status(key.getString("key")));
        }
        // Then
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(1))
                .until(() -> status(key.getString("key")) == 401);
    }

    @Test
    void whoeverSignsOutTakesNobodyElsesRecognitionAlong() throws Exception {
        var key = key("62", "user").getString("key");
        var session = signIn(ADMIN, PASSWORD);
        var copied = signIn(ADMIN, PASSWORD).getString("refresh_token");
        given().header("X-API-Key", key).get(FORWARDED).then().statusCode(200);
        try (var held = HeldRows.by(HOLD_KEYS)) {
            as(session.getString("access_token"))
                    .post("/api/v1/auth/logout")
                    .then()
                    .statusCode(204);
            for (var status : new int[] {200, 401, 401}) {
                json().body(Map.of("refresh_token", copied))
                        .post("/api/v1/auth/refresh")
                        .then()
                        .statusCode(status);
            }
            given().header("X-API-Key", key)
                    .get(FORWARDED)
                    .then()
                    .statusCode(200)
                    .time(lessThan(1_500L));
        }
    }

    private static int status(String key) {
        return given().header("X-API-Key", key).get(FORWARDED).statusCode();
    }

    private static Duration tokenLeft(String key) {
        var authorization = given().header("X-API-Key", key)
                .get(FORWARDED)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("headers.authorization[0]");
        return Duration.between(
                Instant.now(), Instant.ofEpochSecond(claims(authorization).getLong("exp")));
    }
}
