package io.opscope.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServiceTokenTest extends GatewayTest {

    private static final String SECRET = "the monitoring service's secret, in tests";

    @Test
    void aServiceThatProvesItselfIsGivenATokenForEachTenantThatOpensNothingButFigures() {
        var given = ask("monitoring", SECRET).statusCode(200).extract().jsonPath();
        var tenants = given.getList("tokens.tenant", String.class);
        assertTrue(tenants.contains("default"), tenants::toString);
        assertEquals(tenants.size(), tenants.stream().distinct().count());
        var token = given.getString("tokens.find { it.tenant == 'default' }.access_token");
        var claims = claims("Bearer " + token);
        assertEquals("default", claims.getString("tenant"));
        assertEquals("monitoring-service", claims.getString("sub"));
        assertEquals(List.of("alerting"), claims.getJsonArray("roles").getList());
        var seconds = given.getInt("tokens[0].expires_in");
        assertTrue(seconds > 200 && seconds <= 600, "good for " + seconds + " s");
    }

    @Test
    void itIsNoTokenToComeToTheGatewayWith() {
        var token = ask("monitoring", SECRET).extract().jsonPath().getString("tokens[0].access_token");
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + token).get(FORWARDED).then().statusCode(401);
    }

    @Test
    void nobodyElseIsGivenOneAndNobodyCanHaveTheRole() {
        for (var wrong : List.of("", " ", SECRET + " ", SECRET.substring(1), "a guess")) {
            var answer = ask("monitoring", wrong).extract();
            assertTrue(answer.statusCode() == 401 || answer.statusCode() == 400, wrong);
            assertFalse(answer.asString().contains("access_token"));
        }
        ask("reports", SECRET).statusCode(400);
        asAdmin()
                .contentType("application/json")
                .body(Map.of("name", "x", "roles", List.of("alerting")))
                .post("/api/v1/keys")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("roles"));
    }

    private static ValidatableResponse ask(String service, String secret) {
        return given().contentType("application/json")
                .body(Map.of("service", service, "secret", secret))
                .post("/internal/service-tokens")
                .then();
    }
}
