package io.opscope.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErrorsTest extends GatewayTest {

    /** Monitoring is away in these tests. */
    private static final String AWAY = "/api/performance/data-sources/4711/active-queries?secret=hunter2";

    /** Classes, hosts, files. */
    private static final Pattern INSIDE =
            Pattern.compile("(java|io|org|com)\\.[a-z]+\\.|Exception|127\\.0\\.0\\.1|refused|/tmp/|hunter2");

    @Test
    void whatFailedIsCountedByKindAndLeadsToTheLog() {
        var admin = asAdmin();
        var reference = admin.get(AWAY).then().statusCode(503).extract().<String>path("reference");
        admin.get(AWAY).then().statusCode(503);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ofKind("GET /api/performance/data-sources/{id}/active-queries").stream()
                        .anyMatch(error -> ((Number) error.get("count")).intValue() >= 2));
        var error =
                ofKind("GET /api/performance/data-sources/{id}/active-queries").get(0);
        assertEquals("gateway", error.get("service"));
        assertEquals("upstream-unavailable", error.get("type"));
        assertTrue(((List<?>) error.get("references")).contains(reference), error + " without " + reference);
        assertFalse(
                Instant.parse((String) error.get("firstSeen")).isAfter(Instant.parse((String) error.get("lastSeen"))));
    }

    @Test
    void whatIsLoggedAsAnErrorIsCountedWithoutTheValuesInIt() {
        var reference = UUID.randomUUID().toString();
        for (var i = 0; i < 3; i++) {
            Log.errorf(
                    new IllegalStateException("secret", new ArithmeticException("4711")),
                    "Nobody %s for 'them' in 42 tries, reference %s",
                    "hunter2",
                    reference);
        }
        await().atMost(Duration.ofSeconds(20))
                // they may be told in two goes
                .until(() -> ofKind("ErrorsTest.whatIsLoggedAsAnErrorIsCountedWithoutTheValuesInIt").stream()
                        .anyMatch(error -> Integer.valueOf(3).equals(error.get("count"))));
        var all = errors("").prettify();
        for (var secret : List.of("hunter2", "4711", "them", "42 tries", "secret")) {
            assertFalse(all.contains(secret), secret + " in " + all);
        }
        var error = ofKind("ErrorsTest.whatIsLoggedAsAnErrorIsCountedWithoutTheValuesInIt")
                .get(0);
        assertEquals("ArithmeticException", error.get("cause"));
        assertEquals("logged", error.get("type"));
        assertEquals(List.of(reference), error.get("references"));
        assertEquals(3, error.get("count"));
    }

    @Test
    void whatIsAnsweredInAServicesPlaceTellsNothingOfTheInside() {
        var admin = asAdmin();
        for (var failing : List.of(AWAY, FORWARDED + "?case=silent", "/api/performance/pipelines")) {
            var body = admin.get(failing).then().extract();
            if (body.statusCode() < 500) {
                continue;
            }
            assertTrue(body.<String>path("reference").matches("[0-9a-f-]{36}"), body.asString());
            assertFalse(INSIDE.matcher(body.asString()).find(), body.asString());
        }
    }

    @Test
    void theyAreFilteredAndAreForAdminsOnly() {
        asAdmin().get(AWAY).then().statusCode(503);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !errors("?service=gateway").getList("errors").isEmpty());
        given().header("Authorization", "Bearer " + signIn(ADMIN, PASSWORD).getString("access_token"))
                .get("/admin/api/errors?service=gateway&type=upstream-unavailable&limit=1")
                .then()
                .statusCode(200)
                .body("errors.service", everyItem(is("gateway")))
                .body("errors.type", everyItem(is("upstream-unavailable")))
                .body("errors.size()", lessThanOrEqualTo(1))
                .body("degraded", nullValue());
        assertTrue(errors("?service=nobody").getList("errors").isEmpty());
        assertTrue(errors("?since=2999-01-01T00:00:00Z").getList("errors").isEmpty());
        asAdmin().get("/admin/api/errors?limit=0").then().statusCode(400);
        asAdmin().get("/admin/api/errors?since=yesterday").then().statusCode(400);
        as(person("viewer").token()).get("/admin/api/errors").then().statusCode(403);
        given().get("/admin/api/errors").then().statusCode(401);
    }

    private static List<Map<String, Object>> ofKind(String operation) {
        return errors("").getList("errors.findAll { it.operation == '" + operation + "' }");
    }

    private static JsonPath errors(String query) {
        return asAdmin()
                .get("/admin/api/errors" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
