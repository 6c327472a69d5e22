package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** People whom an outside issuer vouches for. */
@QuarkusTest
class OutsideIssuerTest extends GatewayTest {

    private static String issuer(String path) {
        return ConfigProvider.getConfig()
                .getValue("opscope.oidc.jwks-url", String.class)
                .replace("/jwks", path);
    }

    static Map<String, Object> saying(String role) {
        var claims = new HashMap<String, Object>();
        var now = Instant.now().getEpochSecond();
        claims.put("iss", "https://issuer.example");
        claims.put("aud", List.of("other", "opscope-api"));
        claims.put("sub", "outside-" + UUID.randomUUID());
        claims.put("exp", now + 300);
        claims.put("iat", now);
        claims.put("tenant", "default");
        claims.put("realm_access", Map.of("roles", List.of("unheard-of", role)));
        return claims;
    }

    static String signed(String how, Map<String, Object> claims) {
        return given().body(new JsonObject(claims).encode()).post(issuer(how)).asString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenOfTheIssuerIsExchangedForOneOfOurs() {
        for (var how : List.of("/rs256", "/es256")) {
            var claims = saying("reader");
            var arrived = as(signed(how, claims))
                    .get(FORWARDED)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            var inside = claims(arrived.getString("headers.authorization[0]"));
            assertEquals("opscope", inside.getString("iss"));
            assertEquals(claims.get("sub"), inside.getString("sub"));
            assertEquals("default", inside.getString("tenant"));
            assertEquals(List.of("viewer"), inside.getJsonArray("roles").getList());
        }
    }

    @Test
    void whatIsNotQuiteATokenOfTheIssuerIsRefused() throws Exception {
        var now = Instant.now().getEpochSecond();
        for (var wrong : Map.<String, Object>of(
                        "aud",
                        "somebody-else",
                        "exp",
                        now - 3_600,
                        "nbf",
                        now + 3_600,
                        "sub",
                        "",
                        "tenant",
                        " ",
                        "realm_access",
                        Map.of("roles", List.of("admin", "viewer")))
                .entrySet()) {
            var claims = saying("boss");
            claims.put(wrong.getKey(), wrong.getValue());
            as(signed("/rs256", claims))
                    .get("/api/v1/me")
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM);
        }
        for (var missing : List.of("aud", "exp", "sub", "tenant", "realm_access")) {
            var claims = saying("boss");
            claims.remove(missing);
            as(signed("/rs256", claims)).get("/api/v1/me").then().statusCode(401);
        }
        as(signed("/rs512", saying("boss"))).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void nobodyPassesUnsignedOrWithThePublicKeyForASecret() throws Exception {
        var payload = base64(new JsonObject(saying("boss")).encode());
        var none = base64("{\"alg\":\"none\"}") + '.' + payload + '.';
        var header = base64("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(given().get(issuer("/public")).asByteArray(), "HmacSHA256"));
        var proof = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal((header + '.' + payload).getBytes(StandardCharsets.US_ASCII)));
        var real = signed("/rs256", saying("reader")).split("\\.");
        for (var forged : List.of(
                none,
                header + '.' + payload + '.' + proof,
                real[0] + '.' + payload + '.' + real[2],
                real[0] + '.' + real[1] + '.',
                "." + payload + ".",
                "a." + base64("[]") + ".c",
                "a.!!.c")) {
            as(forged).get("/api/v1/me").then().statusCode(401).contentType(PROBLEM);
        }
    }

    @Test
    void theIssuersOwnIsDoneThere() {
        var reader = signed("/rs256", saying("reader"));
        as(reader).get("/api/v1/users").then().statusCode(403);
        as(reader)
                .body(Map.of("current_password", PASSWORD, "new_password", "another horse entirely"))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(403);
        for (var out : List.of("/api/v1/auth/logout", "/api/v1/sessions")) {
            var asked = out.endsWith("sessions")
                    ? as(reader).delete(out)
                    : as(reader).post(out);
            asked.then()
                    .statusCode(403)
                    .contentType(PROBLEM)
                    .body("type", equalTo("/problems/forbidden"))
                    .body("detail", endsWith("at the issuer"));
        }
        as(reader)
                .body(Map.of("name", "mine", "roles", List.of("viewer")))
                .post("/api/v1/keys")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/roles-exceeded"));
        var boss = saying("boss");
        as(signed("/rs256", boss))
                .queryParam("limit", 1)
                .get("/api/v1/users")
                .then()
                .statusCode(200);
        var made = key("62", "user").getString("id");
        as(signed("/rs256", boss)).delete("/api/v1/keys/" + made).then().statusCode(204);
        asAdmin()
                .queryParam("actor_id", boss.get("sub"))
                .get("/api/v1/audit")
                .then()
                .body("items.action", contains("key_revoked"))
                .body("items.actor_via", contains("outside_token"));
    }

    @Test
    void anAdminOfTheIssuersOtherTenantIsNotOneOfOurs() {
        var foreign = saying("boss");
        foreign.put("tenant", "elsewhere");
        var person = person("user");
        as(signed("/rs256", foreign)).get("/api/v1/users/" + person.id()).then().statusCode(404);
        foreign.put("sub", person.id());
        as(signed("/rs256", foreign)).delete("/api/v1/sessions").then().statusCode(403);
    }

    @Test
    void newKeysOfTheIssuerArePickedUpAndTheLastGoodOnesKept() {
        // Given
        as(signed("/rs256", saying("reader"))).get("/api/v1/me").then().statusCode(200);
        // When it does not answer, whom its keys vouch for still passes
        given().post(issuer("/silent"));
        try {
            as(signed("/rs256", saying("reader")))
                    .get("/api/v1/me")
                    .then()
                    .statusCode(200)
                    .time(lessThan(1_500L));
        } finally {
            given().post(issuer("/silent"));
        }
        // When it changes its keys
        given().post(issuer("/rotate"));
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(6))
                .pollInterval(Duration.ofMillis(300))
                .until(() ->
                        as(signed("/es256", saying("reader"))).get("/api/v1/me").statusCode() == 200);
    }

    @Test
    void aTenantThatTheIssuerNamesIsGivenToNobodyElse() {
        var claims = saying("reader");
        var tenant = "t-" + UUID.randomUUID();
        claims.put("tenant", tenant);
        as(signed("/rs256", claims)).get(FORWARDED).then().statusCode(200);
        var admin = Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD, "full_name", "Ada");
        asAdmin()
                .body(Map.of("id", tenant, "name", "Somebody else's", "admin", admin))
                .post("/api/v1/tenants")
                .then()
                .statusCode(409)
                .body("title", equalTo("There is a tenant of that id"));
    }

    private static int asked() {
        return Integer.parseInt(given().get(issuer("/asked")).asString());
    }

    /** Names a key that nobody has. */
    private static int statusOfMadeUp() {
        var header = base64("{\"alg\":\"RS256\",\"kid\":\"" + UUID.randomUUID() + "\"}");
        var payload = base64(new JsonObject(saying("boss")).encode());
        return as(header + '.' + payload + '.' + base64("no signature"))
                .get("/api/v1/me")
                .statusCode();
    }

    @Test
    void whileTheIssuerIsAwayMadeUpKeysTieUpNobody() throws Exception {
        // Given
        as(signed("/rs256", saying("reader"))).get("/api/v1/me").then().statusCode(200);
        given().post(issuer("/silent"));
        var pool = Executors.newFixedThreadPool(40);
        try {
            var before = asked();
            Awaitility.await().atMost(Duration.ofSeconds(6)).until(() -> statusOfMadeUp() == 401 && asked() > before);
            // When
            var asked = asked();
            var begun = System.nanoTime();
            var statuses = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 200; i++) {
                statuses.add(pool.submit(OutsideIssuerTest::statusOfMadeUp));
            }
            // Then they are asked for every two seconds only
            for (var status : statuses) {
                assertEquals(401, status.get());
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            assertThat((double) (asked() - asked), lessThan(2 + seconds / 2));
        } finally {
            given().post(issuer("/silent"));
            pool.shutdownNow();
        }
    }

    @Test
    void aTicketForALiveConnectionIsGivenToOutsidersToo() {
        as(signed("/rs256", saying("reader")))
                .post("/api/v1/auth/ws-ticket")
                .then()
                .statusCode(200);
    }
}
