package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest extends GatewayTest {

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @Test
    void anybodyMayAskHowTheSuiteIs() {
        given().get("/analytics/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("degraded"))
                .body("components.gateway", equalTo("healthy"))
                .body("components.metrics", equalTo("healthy"))
                .body("components.monitoring", equalTo("down"))
                .body("components.postgresql", equalTo("healthy"))
                .body("components.redis", equalTo("healthy"))
                .body("timestamp", endsWith("Z"));
    }

    @Test
    void theManagementPortTellsWhetherItLivesAndIsReady() {
        for (var kind : new String[] {"live", "ready", "started"}) {
            given().get(health + "/" + kind).then().statusCode(200).body("status", equalTo("UP"));
        }
    }
}
