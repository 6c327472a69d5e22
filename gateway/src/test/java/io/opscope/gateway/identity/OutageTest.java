package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Callers while the database hangs or is slow; internal tokens live for seconds here. */
@QuarkusTest
@TestProfile(OutageTest.ShortLived.class)
class OutageTest extends GatewayTest {

    private static final String HOLD_KEYS = "LOCK TABLE api_key IN ACCESS EXCLUSIVE MODE";
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(6);

    /** As if ten minutes went by in six seconds. */
    public static class ShortLived implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("opscope.identity.access-token-lifetime", TOKEN_LIFETIME.toSeconds() + "s");
        }
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
