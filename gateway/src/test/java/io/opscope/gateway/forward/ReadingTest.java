package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.Readings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadingTest extends GatewayTest {

    /** Forwarded, and not asked for by tests in which services fail. */
    private static final String ACTIVITY = "/admin/api/user-activity";

    @Inject
    Readings readings;

    @Test
    void whatTheGatewayAnswersItselfIsCountedThereAndWhatItForwardsIsNot() {
        var key = key("boss", "admin").getString("key");
        given().header("X-API-Key", key).get("/api/v1/auth/me").then().statusCode(200);
        given().header("X-API-Key", key).get(ACTIVITY).then().statusCode(200);
        given().header("X-API-Key", key)
                .get("/api/performance/data-sources")
                .then()
                .statusCode(503);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> endpoint("/api/v1/auth/me").isPresent()
                        && endpoint("/api/performance/data-sources").isPresent());
        assertTrue(endpoint("/api/v1/auth/me").orElseThrow().totalMillis() > 0);
        // the service is away, so nobody else can tell that it failed
        assertEquals(
                100, endpoint("/api/performance/data-sources").orElseThrow().errorPercent());
        assertTrue(endpoint(ACTIVITY).isEmpty());
        assertTrue(readings.suite().connections("opscope-gateway").orElseThrow() >= 1);
    }

    @Test
    void liveFiguresAreForwardedToTheServiceThatComposesThem() {
        given().header("X-API-Key", key("boss", "admin").getString("key"))
                .get("/admin/api/metrics/live")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/admin/api/metrics/live"));
    }

    private Optional<EndpointReading> endpoint(String path) {
        return readings.suite().endpoints().stream()
                .filter(endpoint -> endpoint.path().equals(path))
                .findFirst();
    }
}
